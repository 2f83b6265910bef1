package org.facelane.face.image;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import org.facelane.face.image.Inspection.Unreadable;

/// Walks through the chunks of a PNG file (ISO/IEC 15948) and checks the sums of those that draw.
///
/// Not safe for use by several threads.
final class PngFile {
    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int ACTL = 0x6163544c;
    private static final int EXIF = 0x65584966;
    /// Set in the first letter of a chunk's name if a decoder may leave it out.
    private static final int ANCILLARY = 0x20000000;

    private final FileBytes file;
    private final ByteArrayOutputStream essence;
    private int width;
    private int height;
    private int frames = 1;
    private boolean needsPalette;
    private boolean hasPalette;
    private boolean hasData;
    private int orientation = ExifOrientation.UPRIGHT;

    private PngFile(FileBytes file) {
        this.file = file;
        essence = new ByteArrayOutputStream(file.length());
        essence.write(file.all(), 0, SIGNATURE);
    }

    static Inspection inspect(FileBytes file) {
        return new PngFile(file).walk();
    }

    private Inspection walk() {
        int at = SIGNATURE;
        while (true) {
            if (at + 12 > file.length()) {
                return new Unreadable(DecodeFailure.TRUNCATED);
            }
            long end = at + 12 + file.bigEndian(at, 4);
            if (end > file.length()) {
                return new Unreadable(DecodeFailure.TRUNCATED);
            }
            int type = (int) file.bigEndian(at + 4, 4);
            Optional<DecodeFailure> failure =
                    width == 0 && type != IHDR ? Optional.of(DecodeFailure.DAMAGED) : chunk(type, at, (int) end);
            if (failure.isPresent()) {
                return new Unreadable(failure.get());
            }
            if (type == IEND) {
                return finish();
            }
            at = (int) end;
        }
    }

    private Optional<DecodeFailure> chunk(int type, int at, int end) {
        return switch (type) {
            case IHDR -> header(at, end);
            case PLTE -> {
                hasPalette = true;
                yield keep(at, end);
            }
            case IDAT -> {
                hasData = true;
                yield keep(at, end);
            }
            case TRNS, IEND -> keep(at, end);
            case ACTL -> {
                if (end - at >= 20) {
                    frames = Math.clamp(file.bigEndian(at + 8, 4), 1, Integer.MAX_VALUE);
                }
                yield Optional.empty();
            }
            case EXIF -> {
                orientation = ExifOrientation.read(file, at + 8, end - 4);
                yield Optional.empty();
            }
            default -> (type & ANCILLARY) != 0 ? Optional.empty() : Optional.of(DecodeFailure.UNSUPPORTED_FORMAT);
        };
    }

    private Optional<DecodeFailure> header(int at, int end) {
        if (width != 0 || end - at != 25) {
            return Optional.of(DecodeFailure.DAMAGED);
        }
        long w = file.bigEndian(at + 8, 4);
        long h = file.bigEndian(at + 12, 4);
        int bits = file.at(at + 16);
        int colour = file.at(at + 17);
        boolean known = switch (colour) {
            case 0 -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
            case 3 -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
            case 2, 4, 6 -> bits == 8 || bits == 16;
            default -> false;
        };
        boolean methods = file.at(at + 18) == 0 && file.at(at + 19) == 0 && file.at(at + 20) <= 1;
        if (w < 1 || h < 1 || w > Integer.MAX_VALUE || h > Integer.MAX_VALUE || !known || !methods) {
            return Optional.of(DecodeFailure.DAMAGED);
        }
        width = (int) w;
        height = (int) h;
        needsPalette = colour == 3;
        return keep(at, end);
    }

    private Optional<DecodeFailure> keep(int at, int end) {
        CRC32 sum = new CRC32();
        sum.update(file.all(), at + 4, end - at - 8);
        if (sum.getValue() != file.bigEndian(end - 4, 4)) {
            return Optional.of(DecodeFailure.DAMAGED);
        }
        essence.write(file.all(), at, end - at);
        return Optional.empty();
    }

    private Inspection finish() {
        if (!hasData || needsPalette && !hasPalette) {
            return new Unreadable(DecodeFailure.DAMAGED);
        }
        return new Picture(
                Picture.Format.PNG,
                Samples.Colour.AS_READ,
                width,
                height,
                frames,
                1,
                orientation,
                essence.toByteArray());
    }
}
