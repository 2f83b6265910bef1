package org.facelane.venue.camera;

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

/// Finds a QR code in a lane's frame. CPU work: callers run it on platform threads. What it costs, and from how far it
/// reads a phone, is not measured. Keeps nothing. Safe for use by several threads.
public final class CodeFinder {
    private static final Map<DecodeHintType, Object> HINTS =
            new EnumMap<>(Map.of(DecodeHintType.CHARACTER_SET, "ISO-8859-1"));

    /// What the code says; empty if none can be read.
    public Optional<String> find(Image image) {
        LuminanceSource luma = luma(image);
        BinaryBitmap local = new BinaryBitmap(new HybridBinarizer(luma));
        BinaryBitmap global = new BinaryBitmap(new GlobalHistogramBinarizer(luma));
        return byLikeliestCorners(local)
                .or(() -> byAnyCorners(local))
                .or(() -> byLikeliestCorners(global))
                .or(() -> byAnyCorners(global));
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

    private static LuminanceSource luma(Image image) {
        byte[] luma = new byte[image.width() * image.height()];
        byte[] rgb = image.rgb();
        for (int i = 0; i < luma.length; i++) {
            int red = rgb[3 * i] & 0xff;
            int green = rgb[3 * i + 1] & 0xff;
            int blue = rgb[3 * i + 2] & 0xff;
            luma[i] = (byte) ((77 * red + 150 * green + 29 * blue) >> 8);
        }
        return new PlanarYUVLuminanceSource(
                luma, image.width(), image.height(), 0, 0, image.width(), image.height(), false);
    }
}
