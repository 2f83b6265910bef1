package org.facelane.venue.pass;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.EnumMap;

/// A pass as a square of light and dark: a QR code (ISO/IEC 18004) of the smallest version that holds it. Immutable and
/// thread-safe.
public final class PassCode {
    /// Light squares around the code, without which readers do not find it.
    public static final int QUIET_ZONE = 4;

    /// The lowest level of error correction: a screen has no scratches, and fewer squares are larger ones.
    static final ErrorCorrectionLevel CORRECTION = ErrorCorrectionLevel.L;

    private final boolean[][] dark;

    private PassCode(boolean[][] dark) {
        this.dark = dark;
    }

    public static PassCode of(Pass pass) {
        return of(pass.text(), CORRECTION);
    }

    static PassCode of(String text, ErrorCorrectionLevel correction) {
        try {
            ByteMatrix matrix = Encoder.encode(text, correction, new EnumMap<>(EncodeHintType.class))
                    .getMatrix();
            boolean[][] dark = new boolean[matrix.getHeight()][matrix.getWidth()];
            for (int y = 0; y < dark.length; y++) {
                for (int x = 0; x < dark.length; x++) {
                    dark[y][x] = matrix.get(x, y) == 1;
                }
            }
            return new PassCode(dark);
        } catch (WriterException e) {
            throw new IllegalArgumentException("no code holds " + text.length() + " characters", e);
        }
    }

    /// Squares a side, without the quiet zone.
    public int size() {
        return dark.length;
    }

    /// @param x from the left, 0 or more
    /// @param y from the top, 0 or more
    public boolean isDark(int x, int y) {
        return dark[y][x];
    }

    /// The dark squares as the `d` of an SVG path, one unit a square, quiet zone included.
    public String path() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < dark.length; y++) {
            for (int x = 0; x < dark.length; x++) {
                int from = x;
                while (x < dark.length && dark[y][x]) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
                    path.append('h')
                            .append(x - from)
                            .append("v1H")
                            .append(from + QUIET_ZONE)
                            .append('z');
                }
            }
        }
        return path.toString();
    }
}
