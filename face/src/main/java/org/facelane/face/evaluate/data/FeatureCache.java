package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.facelane.face.evaluate.data.Look.Outcome;

/// Results of pictures already looked at, so that a run that was interrupted can go on: a file that is only appended
/// to, each entry with its check sum. Entries are found by the SHA-256 of the picture file; another pack has another
/// file. An entry that was cut off ends the file, and is cut away.
///
/// **It holds features of real people**: only its owner may read it, and [#delete()] removes it when the run is over.
/// Thread-safe.
final class FeatureCache implements AutoCloseable {
    private static final int ENTRY_BYTES_MAX = 1 << 20;
    private static final String FORM = "facelane features 1 ";

    private final Path file;
    private final RandomAccessFile end;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    private FeatureCache(Path file, String key) throws IOException {
        this.file = file;
        if (Files.notExists(file)) {
            if (Files.getFileStore(requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"))
                    .supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        }
        end = new RandomAccessFile(file.toFile(), "rw");
        end.setLength(read(FORM + key));
        if (end.length() == 0) {
            end.writeUTF(FORM + key);
        }
        end.seek(end.length());
    }

    /// @param folder made if it is not there
    /// @param key names the pack and everything in it that decides the results
    static FeatureCache open(Path folder, String key) {
        Path file = folder.resolve("features-" + key + ".cache");
        try {
            Files.createDirectories(folder);
            return new FeatureCache(file, key);
        } catch (IOException e) {
            throw new UnusableData("The feature cache " + file + " cannot be written: " + e + ".", e);
        }
    }

    Optional<Look> get(String sha256) {
        return Optional.ofNullable(looks.get(sha256));
    }

    void put(String sha256, Look look) {
        if (looks.putIfAbsent(sha256, look) == null) {
            try {
                append(entry(sha256, look));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be written", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be closed", e);
        }
    }

    /// Closes the cache and removes its file.
    void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " holds features of real people and cannot be deleted", e);
        }
    }

    private synchronized void append(byte[] entry) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(entry.length + 12);
        DataOutputStream output = new DataOutputStream(whole);
        output.writeInt(entry.length);
        output.write(entry);
        output.writeLong(sum(entry));
        end.write(whole.toByteArray());
    }

    /// Takes in what is whole.
    ///
    /// @return bytes up to the end of the last whole entry; 0 if the file is of another form
    private long read(String form) throws IOException {
        long whole = 0;
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (!input.readUTF().equals(form)) {
                return 0;
            }
            whole = 2L + form.length();
            while (true) {
                int length = input.readInt();
                if (length < 1 || length > ENTRY_BYTES_MAX) {
                    return whole;
                }
                byte[] entry = new byte[length];
                input.readFully(entry);
                if (input.readLong() != sum(entry)) {
                    return whole;
                }
                take(entry);
                whole += 12L + length;
            }
        } catch (EOFException e) {
            return whole;
        }
    }

    private void take(byte[] entry) throws IOException {
        DataInputStream input = new DataInputStream(new ByteArrayInputStream(entry));
        String sha256 = input.readUTF();
        String enrolment = input.readUTF();
        Outcome outcome = switch (input.readByte()) {
            case 0 -> new Outcome.NotDecoded();
            case 1 -> new Outcome.NoFace();
            default -> seen(input);
        };
        looks.put(sha256, new Look(enrolment, outcome));
    }

    private static Outcome seen(DataInputStream input) throws IOException {
        double quality = input.readDouble();
        double weight = input.readDouble();
        float[] features = new float[input.readInt()];
        for (int k = 0; k < features.length; k++) {
            features[k] = input.readFloat();
        }
        return new Outcome.Seen(features, quality, weight);
    }

    private static byte[] entry(String sha256, Look look) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream output = new DataOutputStream(bytes);
        output.writeUTF(sha256);
        output.writeUTF(look.enrolment());
        switch (look.outcome()) {
            case Outcome.NotDecoded() -> output.writeByte(0);
            case Outcome.NoFace() -> output.writeByte(1);
            case Outcome.Seen(float[] features, double quality, double weight) -> {
                output.writeByte(2);
                output.writeDouble(quality);
                output.writeDouble(weight);
                output.writeInt(features.length);
                for (float value : features) {
                    output.writeFloat(value);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static long sum(byte[] entry) {
        CRC32 sum = new CRC32();
        sum.update(entry);
        return sum.getValue();
    }
}
