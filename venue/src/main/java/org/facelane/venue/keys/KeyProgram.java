package org.facelane.venue.keys;

import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A key that lies in a key management service, reached by a program of the operator's: `PROGRAM wrap` and
/// `PROGRAM unwrap` read bytes from the standard input and write bytes to the standard output, and end with 0. It never
/// sees more than a key of 32 bytes that is drawn for one content of the key file.
///
/// The address is `program:///path`, with `?timeout=SECONDS` behind it if 10 are not enough. Immutable and safe for use
/// by several threads.
final class KeyProgram implements Aead {
    static final String SCHEME = "program:///";

    private static final Pattern QUERY = Pattern.compile("timeout=(\\d{1,3})");
    private static final int TIMEOUT_SECONDS = 10;
    private static final int TIMEOUT_SECONDS_MAX = 120;
    private static final int ANSWER_BYTES_MAX = 1 << 16;
    private static final int COMPLAINT_CHARACTERS_MAX = 300;

    private final Path program;
    private final Duration timeout;

    private KeyProgram(Path program, Duration timeout) {
        this.program = requireNonNull(program, "program is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
    }

    /// The program did not do it; the message says what it said.
    static final class Failed extends GeneralSecurityException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// @throws Failed if the address names no program, or one that others than its owner may change
    static KeyProgram at(String uri) throws Failed {
        try {
            URI address = URI.create(uri);
            Path program = Path.of(address.getPath());
            if (!Files.isExecutable(program)) {
                throw new Failed(program + " is no program that this account may run");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(program);
            if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new Failed(program + " may be changed by others than its owner; run: chmod go-w " + program);
            }
            return new KeyProgram(program, timeout(address));
        } catch (IllegalArgumentException | IOException e) {
            throw new Failed(uri + " is not the address of a program: " + e.getMessage(), e);
        }
    }

    private static Duration timeout(URI address) throws Failed {
        if (address.getRawQuery() == null) {
            return Duration.ofSeconds(TIMEOUT_SECONDS);
        }
        Matcher matcher = QUERY.matcher(address.getRawQuery());
        int seconds = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (seconds < 1 || seconds > TIMEOUT_SECONDS_MAX) {
            throw new Failed("behind the program stands '" + address.getRawQuery() + "', expected timeout=1 to timeout="
                    + TIMEOUT_SECONDS_MAX);
        }
        return Duration.ofSeconds(seconds);
    }

    /// Wraps, and unwraps at once: what the program could not open again is never written.
    @Override
    public byte[] encrypt(byte[] plain, byte[] associated) throws GeneralSecurityException {
        byte[] wrapped = run("wrap", plain);
        if (MessageDigest.isEqual(wrapped, plain)) {
            throw new Failed(program + " wrap answers what it is given: nothing would be encrypted");
        }
        if (!MessageDigest.isEqual(run("unwrap", wrapped), plain)) {
            throw new Failed(program + " does not unwrap what it has wrapped");
        }
        return wrapped;
    }

    @Override
    public byte[] decrypt(byte[] wrapped, byte[] associated) throws GeneralSecurityException {
        return run("unwrap", wrapped);
    }

    private byte[] run(String verb, byte[] given) throws Failed {
        try {
            Process process = new ProcessBuilder(program.toString(), verb).start();
            try {
                FutureTask<byte[]> answer = reading(process.getInputStream());
                FutureTask<byte[]> complaint = reading(process.getErrorStream());
                give(process, given);
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new Failed(program + " " + verb + " did not answer within " + timeout.toSeconds() + " s");
                }
                if (process.exitValue() != 0) {
                    throw new Failed(
                            program + " " + verb + " ended with " + process.exitValue() + said(complaint.get()));
                }
                byte[] bytes = answer.get();
                if (bytes.length == 0 || bytes.length > ANSWER_BYTES_MAX) {
                    throw new Failed(program + " " + verb + " answered "
                            + (bytes.length == 0 ? "nothing" : "more than " + ANSWER_BYTES_MAX + " bytes"));
                }
                return bytes;
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException e) {
            throw new Failed(program + " " + verb + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed(program + " " + verb + " was interrupted", e);
        }
    }

    /// A program that ends without having read all says why by its exit code.
    private static void give(Process process, byte[] given) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(given);
        } catch (IOException e) {
            System.getLogger(KeyProgram.class.getName()).log(System.Logger.Level.DEBUG, "not all was read", e);
        }
    }

    private static FutureTask<byte[]> reading(InputStream from) {
        FutureTask<byte[]> task = new FutureTask<>(() -> from.readNBytes(ANSWER_BYTES_MAX + 1));
        Thread.ofVirtual().start(task);
        return task;
    }

    private static String said(byte[] complaint) {
        String text = new String(complaint, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), COMPLAINT_CHARACTERS_MAX));
    }

    @Override
    public String toString() {
        return "KeyProgram[" + program + "]";
    }
}
