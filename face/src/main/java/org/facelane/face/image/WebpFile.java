package org.facelane.face.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.facelane.face.image.Inspection.Unreadable;

/// Walks through the chunks of a WebP file (RFC 9649). Of an animation the first frame counts, on its own.
///
/// Not safe for use by several threads.
final class WebpFile {
    private static final int HEADER = 12;
    private static final int FRAME_HEADER = 16;

    private final FileBytes file;
    private int frames;
    private int width;
    private int height;
    /// Where the first frame's picture and alpha chunks stand; 0 if they do not.
    private int picture;
    private int alpha;
    private int orientation = ExifOrientation.UPRIGHT;

    private WebpFile(FileBytes file) {
        this.file = file;
    }

    static Inspection inspect(FileBytes file) {
        WebpFile webp = new WebpFile(file);
        long end = 8 + file.littleEndian(4, 4);
        Optional<DecodeFailure> failure =
                end > file.length() ? Optional.of(DecodeFailure.TRUNCATED) : webp.walk(HEADER, (int) end);
        return failure.<Inspection>map(Unreadable::new).orElseGet(webp::finish);
    }

    private Optional<DecodeFailure> walk(int from, int end) {
        int at = from;
        while (at + 8 <= end) {
            long next = at + 8 + file.littleEndian(at + 4, 4);
            if (next > end) {
                return Optional.of(DecodeFailure.TRUNCATED);
            }
            Optional<DecodeFailure> failure = chunk(at, (int) next);
            if (failure.isPresent()) {
                return failure;
            }
            at = (int) (next + (next & 1));
        }
        return Optional.empty();
    }

    private Optional<DecodeFailure> chunk(int at, int end) {
        if (file.says(at, "ANMF")) {
            frames++;
            return frames > 1 || end - at < 8 + FRAME_HEADER ? Optional.empty() : walk(at + 8 + FRAME_HEADER, end);
        }
        if (file.says(at, "VP8 ") || file.says(at, "VP8L")) {
            return picture == 0 ? picture(at, end) : Optional.empty();
        }
        if (file.says(at, "ALPH") && picture == 0) {
            alpha = at;
        }
        if (file.says(at, "EXIF")) {
            int prefix = file.starts(at + 8, 'E', 'x', 'i', 'f', 0, 0) ? 6 : 0;
            orientation = ExifOrientation.read(file, Math.min(end, at + 8 + prefix), end);
        }
        return Optional.empty();
    }

    private Optional<DecodeFailure> picture(int at, int end) {
        int data = at + 8;
        if (end - data < 10) {
            return Optional.of(DecodeFailure.TRUNCATED);
        }
        if (file.says(at, "VP8L")) {
            if (file.at(data) != 0x2f) {
                return Optional.of(DecodeFailure.DAMAGED);
            }
            long bits = file.littleEndian(data + 1, 4);
            width = (int) (bits & 0x3fff) + 1;
            height = (int) (bits >> 14 & 0x3fff) + 1;
        } else {
            boolean key = (file.at(data) & 1) == 0 && file.starts(data + 3, 0x9d, 0x01, 0x2a);
            width = (int) file.littleEndian(data + 6, 2) & 0x3fff;
            height = (int) file.littleEndian(data + 8, 2) & 0x3fff;
            if (!key || width == 0 || height == 0) {
                return Optional.of(DecodeFailure.DAMAGED);
            }
        }
        picture = at;
        return Optional.empty();
    }

    private Inspection finish() {
        if (picture == 0) {
            return new Unreadable(DecodeFailure.DAMAGED);
        }
        return new Picture(
                Picture.Format.WEBP,
                Samples.Colour.AS_READ,
                width,
                height,
                Math.max(1, frames),
                1,
                orientation,
                essence());
    }

    private byte[] essence() {
        boolean extended = alpha != 0 && file.says(picture, "VP8 ");
        int size = HEADER + padded(picture) + (extended ? 18 + padded(alpha) : 0);
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(size - 8).put(ascii("WEBP"));
        if (extended) {
            out.put(ascii("VP8X")).putInt(10).putInt(0x10);
            out.putShort((short) (width - 1)).put((byte) 0);
            out.putShort((short) (height - 1)).put((byte) 0);
            copy(alpha, out);
        }
        copy(picture, out);
        return out.array();
    }

    private void copy(int chunk, ByteBuffer out) {
        int start = out.position();
        out.put(file.all(), chunk, 8 + (int) file.littleEndian(chunk + 4, 4));
        out.position(start + padded(chunk));
    }

    private int padded(int chunk) {
        int length = 8 + (int) file.littleEndian(chunk + 4, 4);
        return length + (length & 1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
