package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;

/// What lies on an agent's disk sealed by a key that the disk does not have, such as its gallery: records, each with an
/// id, and the number of the last change that is in them. A record that is erased, or that another takes the place of,
/// is overwritten where it lies.
///
/// ```
/// record  kind (1 byte) · id (16) · length (4) · sealed bytes        number  kind (1) · version (8)
/// ```
///
/// Whatever is torn at the end is cut off; what is damaged otherwise does not open, and is asked for anew. A power cut
/// leaves of each record the old or the new. Not thread-safe.
final class SealedCopy implements AutoCloseable {
    private static final byte RECORD = 1;
    private static final byte NUMBER = 2;
    private static final byte ERASED = 3;
    private static final int HEAD_BYTES = 21;
    private static final int NUMBER_BYTES = 9;
    private static final int SEALED_BYTES_MAX = 65_536;

    private final FileChannel channel;
    private final Map<UUID, Slot> slots = new HashMap<>();
    private long end;
    private long version;

    private record Slot(long at, int length) {}

    private SealedCopy(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws UncheckedIOException if the file cannot be read or written
    static SealedCopy open(Path file) {
        try {
            SealedCopy copy = new SealedCopy(FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
            copy.index();
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The number of the last change that is in it; 0 if there is none.
    long version() {
        return version;
    }

    int count() {
        return slots.size();
    }

    Set<UUID> ids() {
        return Set.copyOf(slots.keySet());
    }

    /// Hands out every record as it is sealed, until one is not taken.
    ///
    /// @return whether all were
    boolean each(BiPredicate<UUID, byte[]> taker) {
        for (Map.Entry<UUID, Slot> slot : slots.entrySet()) {
            if (!taker.test(slot.getKey(), read(slot.getValue()))) {
                return false;
            }
        }
        return true;
    }

    /// Takes changes in, erasing first; returns when they are on the disk.
    ///
    /// @param changes the records by their ids, sealed; empty: it is erased
    void apply(Map<UUID, Optional<byte[]>> changes, long upTo) {
        requireNonNull(changes, "changes is null");
        try {
            List<Slot> replaced = new ArrayList<>();
            for (Map.Entry<UUID, Optional<byte[]>> change : changes.entrySet()) {
                Slot before = slots.get(change.getKey());
                if (change.getValue().isPresent()) {
                    add(change.getKey(), change.getValue().get());
                    if (before != null) {
                        replaced.add(before);
                    }
                } else if (before != null) {
                    erase(before);
                    slots.remove(change.getKey());
                }
            }
            channel.force(false);
            for (Slot slot : replaced) {
                erase(slot);
            }
            write(ByteBuffer.allocate(NUMBER_BYTES).put(NUMBER).putLong(upTo).flip(), end);
            end += NUMBER_BYTES;
            channel.force(false);
            version = upTo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Overwrites everything and lets go of it; returns when it is gone from the disk, as far as the disk says so.
    void clear() {
        if (end == 0) {
            return;
        }
        try {
            ByteBuffer zeros = ByteBuffer.allocate(64 * 1024);
            for (long at = 0; at < end; at += zeros.capacity()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), end - at));
                write(zeros, at);
            }
            channel.force(false);
            channel.truncate(0);
            channel.force(true);
            slots.clear();
            end = 0;
            version = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void index() throws IOException {
        long size = channel.size();
        boolean whole = true;
        while (whole && end < size) {
            ByteBuffer head = read(end, (int) Math.min(HEAD_BYTES, size - end));
            whole = switch (head.get()) {
                case NUMBER -> number(head);
                case RECORD -> slot(head, size, true);
                case ERASED -> slot(head, size, false);
                default -> false;
            };
        }
        channel.truncate(end);
    }

    private boolean number(ByteBuffer head) {
        if (head.remaining() < Long.BYTES) {
            return false;
        }
        version = head.getLong();
        end += NUMBER_BYTES;
        return true;
    }

    private boolean slot(ByteBuffer head, long size, boolean stands) throws IOException {
        if (head.remaining() < HEAD_BYTES - 1) {
            return false;
        }
        UUID id = new UUID(head.getLong(), head.getLong());
        int length = head.getInt();
        if (length < 0 || length > SEALED_BYTES_MAX || end + HEAD_BYTES + length > size) {
            return false;
        }
        if (stands) {
            Slot before = slots.put(id, new Slot(end, length));
            if (before != null) {
                erase(before);
            }
        }
        end += HEAD_BYTES + length;
        return true;
    }

    private void add(UUID id, byte[] sealed) throws IOException {
        if (sealed.length > SEALED_BYTES_MAX) {
            throw new IOException("a sealed record has at most " + SEALED_BYTES_MAX + " bytes");
        }
        ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + sealed.length)
                .put(RECORD)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(sealed.length)
                .put(sealed)
                .flip();
        write(record, end);
        slots.put(id, new Slot(end, sealed.length));
        end += HEAD_BYTES + sealed.length;
    }

    private void erase(Slot slot) throws IOException {
        write(ByteBuffer.allocate(slot.length()), slot.at() + HEAD_BYTES);
        write(ByteBuffer.wrap(new byte[] {ERASED}), slot.at());
    }

    private byte[] read(Slot slot) {
        try {
            return read(slot.at() + HEAD_BYTES, slot.length()).array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            continue;
        }
        return bytes.flip();
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }
}
