package org.facelane.venue.ticketing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.facelane.venue.ticketing.ImportOutcome.FileRefused;

/// The text of a file that must be UTF-8, with or without its mark, or the sentence that says what it is instead.
sealed interface CsvText {
    /// Decoded, without the mark.
    record Decoded(String text) implements CsvText {}

    /// Not UTF-8.
    record NotUtf8(FileRefused refusal) implements CsvText {}

    private static String advice() {
        return "Save it again as UTF-8 (in a spreadsheet: \"CSV UTF-8\") and send it once more.";
    }

    static CsvText of(byte[] bytes) {
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            return new NotUtf8(new FileRefused("The file is UTF-16, not UTF-8.", advice()));
        }
        int start = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length - start);
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            return notUtf8(bytes, in.position());
        }
        String text = out.flip().toString();
        int zero = text.indexOf('\0');
        return zero < 0
                ? new Decoded(text)
                : new NotUtf8(new FileRefused(
                        "The file is not plain text: line " + lineOf(bytes, start + zero) + " has a zero byte.",
                        advice()));
    }

    private static CsvText notUtf8(byte[] bytes, int position) {
        int bad = Byte.toUnsignedInt(bytes[position]);
        return new NotUtf8(new FileRefused(
                "The file is not UTF-8 but perhaps Latin-1 or Windows-1252: line %d has the byte 0x%02X, byte %d of the file."
                        .formatted(lineOf(bytes, position), bad, position + 1),
                advice()));
    }

    private static long lineOf(byte[] bytes, int position) {
        long line = 1;
        for (int i = 0; i < position && i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
