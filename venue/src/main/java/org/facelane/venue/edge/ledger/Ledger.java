package org.facelane.venue.edge.ledger;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// The file in which an agent writes down what it does, a line each, before it does it. Only ever added to; a new file
/// takes its place when the server has taken in all of it.
///
/// What a crash leaves: every line whose [#force] returned is there, those after it may be, and the last may be torn,
/// which is recognised and cut off at the next start. What a broken disk leaves is read as far as it goes; the damaged
/// file is kept beside.
///
/// Safe for use by several threads; one process at a time, which a lock on the file sees to. Appending takes
/// microseconds, forcing as long as the disk does: 1 to 50 ms.
public final class Ledger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());

    private static final FileAttribute<Set<PosixFilePermission>> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// There must be room for the lines of an admission and some more.
    private static final int ROOM_BYTES = 4_096;

    private final Path file;
    private FileChannel channel;
    private final LedgerBook book = new LedgerBook();
    private UUID id;
    private long end;
    private long next;
    private boolean broken;

    /// The last line that was to be written was not.
    private boolean full;

    private Ledger(Path file, FileChannel channel, UUID id) {
        this.file = file;
        this.channel = channel;
        this.id = id;
    }

    /// Opens the ledger, or begins one, readable by its owner only.
    ///
    /// @throws LedgerUnusable if it cannot be read or written, or another process has it
    public static Ledger open(Path file, Instant now) {
        requireNonNull(now, "now is null");
        try {
            Ledger ledger = new Ledger(file, locked(file), UUID.randomUUID());
            ledger.read();
            if (ledger.next == 0) {
                ledger.append(new LedgerEntry.Begun(ledger.id), now);
            } else if (ledger.book.isMerged()) {
                ledger.beginAnew(now);
            }
            ledger.force();
            return ledger;
        } catch (IOException e) {
            throw new LedgerUnusable("The ledger " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /// What the lines come to.
    public LedgerBook book() {
        return book;
    }

    /// Names this ledger among those that the agent ever had.
    public UUID id() {
        return id;
    }

    /// Writes the next line. It survives the end of this process; [#force] makes it survive a power cut.
    ///
    /// @throws LedgerUnusable if it cannot be written; then it is not in the ledger
    public synchronized LedgerLine append(LedgerEntry entry, Instant at) {
        LedgerLine line = new LedgerLine(next, at, entry);
        if (broken) {
            throw new LedgerUnusable("The ledger " + file + " could not be written before; start the agent again.");
        }
        ByteBuffer bytes = ByteBuffer.wrap((line.text() + "\n").getBytes(US_ASCII));
        long length = bytes.remaining();
        try {
            long position = end;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (IOException e) {
            full = true;
            takeBack();
            throw new LedgerUnusable("The ledger " + file + " cannot be written: " + e.getMessage(), e);
        }
        full = false;
        end += length;
        next++;
        book.add(line);
        return line;
    }

    /// Returns when every line is on the disk.
    ///
    /// @throws LedgerUnusable if the disk does not say so; nothing can be written any more then
    public synchronized void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            broken = true;
            throw new LedgerUnusable("The ledger " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /// Whether what happens next can be written down. Once a line could not be, it is tried out whether there is
    /// room again; what that leaves after a crash is a torn line.
    public synchronized boolean canWrite() {
        if (full && !broken) {
            tryOut();
        }
        return !full && !broken;
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerUnusable("The ledger " + file + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private void read() throws IOException {
        byte[] bytes = content();
        LedgerReading reading = LedgerReading.of(bytes);
        if (reading.damagedCount() > 0) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            LOG.log(ERROR, "event=ledger-damaged lines={0} kept={1}", String.valueOf(reading.damagedCount()), aside);
            Files.deleteIfExists(aside);
            Files.createFile(aside, OWNER);
            Files.write(aside, bytes);
        }
        channel.truncate(reading.wholeBytes());
        end = reading.wholeBytes();
        for (LedgerLine line : reading.lines()) {
            if (line.entry() instanceof LedgerEntry.Begun(UUID ledger)) {
                id = ledger;
            }
            book.add(line);
            next = line.number() + 1;
        }
    }

    /// By the channel itself: to close another one on the file would give up the lock.
    private byte[] content() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            continue;
        }
        return bytes.array();
    }

    /// Puts a file with a first line only in the place of one of which nothing is needed any more.
    private void beginAnew(Instant now) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        FileChannel fresh = locked(draft);
        String first = new LedgerLine(next, now, new LedgerEntry.Begun(id)).text() + "\n";
        String merged = new LedgerLine(next + 1, now, new LedgerEntry.Merged(next + 1)).text() + "\n";
        ByteBuffer bytes = ByteBuffer.wrap((first + merged).getBytes(US_ASCII));
        end = bytes.remaining();
        while (bytes.hasRemaining()) {
            fresh.write(bytes);
        }
        fresh.force(true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = fresh;
        next += 2;
    }

    private void tryOut() {
        ByteBuffer bytes = ByteBuffer.allocate(ROOM_BYTES);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            full = false;
        } catch (IOException e) {
            LOG.log(DEBUG, "event=ledger-still-full", e);
        }
        takeBack();
    }

    /// Half a line must not stand before the next one.
    private void takeBack() {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            broken = true;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), OWNER);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new LedgerUnusable("This process has the ledger " + file + " open already.", e);
        }
        channel.close();
        throw new LedgerUnusable("Another process has the ledger " + file + " open: one agent a folder.");
    }
}
