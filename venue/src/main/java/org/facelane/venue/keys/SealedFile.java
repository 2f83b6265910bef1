package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A small file whose content opens only where a key that does not lie beside it can be had: it is sealed by a
/// [MasterKey] in a file of its own, which is encrypted under the key at an address, as `master-key-uri` names keys.
///
/// ```
/// content ◄── sealed by ── key file ◄── encrypted under ── the key at the address: asked for once, by #unlock
/// ```
///
/// Each content takes the place of the one before whole or not at all, and the old one is overwritten. Not thread-safe.
public final class SealedFile {
    private static final byte[] PURPOSE = "facelane sealed file".getBytes(US_ASCII);

    private final KeyFile content;
    private final Path keyPath;
    private final String uri;
    private @Nullable MasterKey key;

    /// @param keyPath where the key lies, encrypted
    /// @param uri under which key, see [MasterKey#open(Path, Optional)]
    public SealedFile(Path path, Path keyPath, String uri) {
        content = new KeyFile(requireNonNull(path, "path is null"));
        this.keyPath = requireNonNull(keyPath, "keyPath is null");
        this.uri = requireNonNull(uri, "uri is null");
    }

    /// Has the key decrypted, or draws one where there is none. Takes as long as the key at the address takes.
    ///
    /// @throws MasterKey.Unusable if it cannot be had; the message says why
    public void unlock() {
        if (key == null) {
            key = MasterKey.open(keyPath, Optional.of(uri));
        }
    }

    /// What was written last.
    ///
    /// @return empty if there is nothing, or nothing that this key opens
    /// @throws UncheckedIOException if the file cannot be read
    public Optional<byte[]> read() {
        try {
            return content.exists()
                    ? Optional.of(unlocked().unwrap(Base64.getDecoder().decode(content.read()), PURPOSE))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when it is on the disk.
    ///
    /// @throws UncheckedIOException if the file cannot be written
    public void write(byte[] plain) {
        try {
            String sealed = Base64.getEncoder().encodeToString(unlocked().wrap(plain, PURPOSE));
            if (content.exists()) {
                content.replace(sealed);
            } else {
                content.create(sealed);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the content of " + content + " cannot be sealed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Overwrites content and key, and takes them away: what was sealed can be opened by nobody any more. The next
    /// [#unlock] draws another key. Doing it again changes nothing.
    ///
    /// @throws UncheckedIOException if they cannot be overwritten
    public void destroy() {
        key = null;
        try {
            new KeyFile(keyPath).destroy();
            content.destroy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MasterKey unlocked() {
        return requireNonNull(key, "it is not unlocked");
    }
}
