package org.facelane.venue.camera;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.facelane.face.Image;

/// Finds a QR code in a lane's frame. CPU work: callers run it on platform threads. From how far it reads a phone, and
/// what a frame costs, stands in `docs/pass-format.md`. Keeps nothing. Safe for use by several threads.
public final class CodeFinder {
    private static final Map<DecodeHintType, Object> HINTS =
            new EnumMap<>(Map.of(DecodeHintType.CHARACTER_SET, "ISO-8859-1"));

    private static final int MIDDLE_TENTHS = 6;

    /// What the code says; empty if none can be read.
    public Optional<String> find(Image image) {
        byte[] luma = luma(image);
        LuminanceSource whole = source(luma, image.width(), image.height());
        return read(new HybridBinarizer(whole))
                .or(() -> read(new GlobalHistogramBinarizer(whole)))
                .or(() -> read(new HybridBinarizer(middleEnlarged(luma, image.width(), image.height()))));
    }

    private static Optional<String> read(Binarizer binarizer) {
        BinaryBitmap bitmap = new BinaryBitmap(binarizer);
        return byLikeliestCorners(bitmap).or(() -> byAnyCorners(bitmap));
    }

    private static Optional<String> byLikeliestCorners(BinaryBitmap bitmap) {
        try {
            return Optional.of(new QRCodeReader().decode(bitmap, HINTS).getText());
        } catch (NotFoundException | ChecksumException | FormatException e) {
            return Optional.empty();
        }
    }

    /// One code in forty holds squares that look like a fourth corner, and make a better triangle with two true
    /// ones than the third: so every triangle is tried.
    private static Optional<String> byAnyCorners(BinaryBitmap bitmap) {
        try {
            return Arrays.stream(new QRCodeMultiReader().decodeMultiple(bitmap, HINTS))
                    .map(Result::getText)
                    .findFirst();
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static byte[] luma(Image image) {
        byte[] luma = new byte[image.width() * image.height()];
        byte[] rgb = image.rgb();
        for (int i = 0; i < luma.length; i++) {
            int red = rgb[3 * i] & 0xff;
            int green = rgb[3 * i + 1] & 0xff;
            int blue = rgb[3 * i + 2] & 0xff;
            luma[i] = (byte) ((77 * red + 150 * green + 29 * blue) >> 8);
        }
        return luma;
    }

    /// The middle of the picture, twice as large: squares of less than three pixels, which a phone far away or
    /// turned to the side shows, are then found where they were not.
    private static LuminanceSource middleEnlarged(byte[] luma, int width, int height) {
        int columns = width * MIDDLE_TENTHS / 10;
        int rows = height * MIDDLE_TENTHS / 10;
        int left = (width - columns) / 2;
        int top = (height - rows) / 2;
        byte[] large = new byte[4 * columns * rows];
        for (int y = 0; y < 2 * rows; y++) {
            int up = (top + y / 2) * width;
            int down = y % 2 == 0 ? up : Math.min(top + y / 2 + 1, height - 1) * width;
            for (int x = 0; x < 2 * columns; x++) {
                int near = left + x / 2;
                int far = x % 2 == 0 ? near : Math.min(near + 1, width - 1);
                int sum = (luma[up + near] & 0xff)
                        + (luma[up + far] & 0xff)
                        + (luma[down + near] & 0xff)
                        + (luma[down + far] & 0xff);
                large[y * 2 * columns + x] = (byte) (sum / 4);
            }
        }
        return source(large, 2 * columns, 2 * rows);
    }

    private static LuminanceSource source(byte[] luma, int width, int height) {
        return new PlanarYUVLuminanceSource(luma, width, height, 0, 0, width, height, false);
    }
}
