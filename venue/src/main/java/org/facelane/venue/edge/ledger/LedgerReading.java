package org.facelane.venue.edge.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/// What could be read of a ledger's file, whatever has become of it.
///
/// @param lines every whole line, numbers ascending
/// @param wholeBytes up to the end of the last line that has an end; what follows was torn by a crash
/// @param damagedCount lines that have an end and are not what was written: a crash does not make them, a disk does
public record LedgerReading(List<LedgerLine> lines, int wholeBytes, int damagedCount) {
    /// The longest line; whatever is longer is damaged.
    static final int LINE_BYTES_MAX = 300;

    public LedgerReading {
        lines = List.copyOf(lines);
    }

    /// Reads whatever stands there; never throws.
    public static LedgerReading of(byte[] bytes) {
        List<LedgerLine> lines = new ArrayList<>();
        int damaged = 0;
        int begin = 0;
        long last = -1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            LedgerLine line = i - begin > LINE_BYTES_MAX
                    ? null
                    : LedgerLine.parse(new String(bytes, begin, i - begin, ISO_8859_1))
                            .orElse(null);
            begin = i + 1;
            if (line == null || line.number() <= last) {
                damaged++;
                continue;
            }
            last = line.number();
            lines.add(line);
        }
        return new LedgerReading(lines, begin, damaged);
    }
}
