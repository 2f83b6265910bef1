package org.facelane.venue.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The heads that this installation has signed, a line each, in a file outside the database: whoever cuts the log off
/// in the database has not cut it off here.
final class HeadFile {
    private final Path path;

    HeadFile(Path path) {
        this.path = requireNonNull(path, "path is null");
    }

    /// @throws UncheckedIOException if it cannot be written to
    void append(AuditHead head) {
        try {
            Files.writeString(path, head.text() + "\n", US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log's heads cannot be written to " + path, e);
        }
    }

    /// Empty if there is no such file. A last line that a crash cut off is left out.
    List<AuditHead> read() {
        try {
            List<AuditHead> heads = new ArrayList<>();
            String text = Files.exists(path) ? Files.readString(path, US_ASCII) : "";
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                heads.add(AuditHead.parse(line));
            }
            return heads;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
