package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.facelane.venue.pass.Base45;

/// How bytes are written.
enum Encoding {
    PLAIN("", 1, 0),
    HEX(", in hexadecimal", 1, 0),
    HEX_CAPITALS(", in hexadecimal capitals", 1, 0),
    BASE64(", in Base64", 3, 4),
    BASE45(", in Base45", 2, 3);

    private final String says;
    private final int group;
    private final int lastCharacters;

    /// @param group bytes that are written together: where a group begins is not known, so every place is tried
    /// @param lastCharacters which depend on what comes behind
    Encoding(String says, int group, int lastCharacters) {
        this.says = says;
        this.group = group;
        this.lastCharacters = lastCharacters;
    }

    String says() {
        return says;
    }

    /// As it is written, by itself.
    byte[] write(byte[] bytes) {
        return switch (this) {
            case PLAIN -> bytes;
            case HEX -> HexFormat.of().formatHex(bytes).getBytes(US_ASCII);
            case HEX_CAPITALS -> HexFormat.of().withUpperCase().formatHex(bytes).getBytes(US_ASCII);
            case BASE64 -> Base64.getEncoder().encode(bytes);
            case BASE45 -> Base45.encode(bytes).getBytes(US_ASCII);
        };
    }

    /// What is common to every text that `bytes` are part of: one for each place at which a group may begin.
    List<byte[]> parts(byte[] bytes) {
        return IntStream.range(0, group)
                .mapToObj(from -> write(Arrays.copyOfRange(bytes, from, bytes.length)))
                .map(text -> Arrays.copyOf(text, text.length - lastCharacters))
                .toList();
    }
}
