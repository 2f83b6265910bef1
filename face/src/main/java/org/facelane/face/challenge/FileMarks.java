package org.facelane.face.challenge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// What stands in picture files that cameras' apps and encoders write, and not in what browsers encode from a canvas.
/// EXIF alone is none: some browsers write it, without the camera's maker and model.
final class FileMarks {
    private static final List<String> ENCODERS = List.of("Lavc", "Lavf", "x264", "CREATOR:");
    private static final String EXIF = "Exif\0\0";
    private static final int MAKE = 0x010f;
    private static final int MODEL = 0x0110;

    /// Marks stand before the pixels.
    private static final int HEAD_BYTES = 4_096;

    private FileMarks() {}

    static boolean in(byte[] picture) {
        String head = new String(picture, 0, Math.min(HEAD_BYTES, picture.length), ISO_8859_1);
        if (ENCODERS.stream().anyMatch(head::contains)) {
            return true;
        }
        int exif = head.indexOf(EXIF);
        return exif >= 0
                && namesCamera(
                        ByteBuffer.wrap(head.substring(exif + EXIF.length()).getBytes(ISO_8859_1)));
    }

    /// The first directory of the TIFF structure has the camera's maker or model.
    private static boolean namesCamera(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return false;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return false;
        }
        int count = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < count && directory + 2 + 12 * i + 2 <= tiff.limit(); i++) {
            int tag = Short.toUnsignedInt(tiff.getShort(directory + 2 + 12 * i));
            if (tag == MAKE || tag == MODEL) {
                return true;
            }
        }
        return false;
    }
}
