package org.facelane.face.image;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.facelane.face.image.Inspection.Unreadable;

/// Walks through the segments of a JPEG file (ITU-T T.81) up to the end of its first picture.
///
/// What phones append behind it (gain maps, further views, video) is left alone. Not safe for use by several threads.
final class JpegFile {
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;

    private final FileBytes file;
    private final ByteArrayOutputStream essence;
    private int width;
    private int height;
    private int components;
    private int firstComponent;
    private int scans;
    private int orientation = ExifOrientation.UPRIGHT;
    private boolean exif;
    private boolean jfif;
    private int adobeTransform = -1;

    private JpegFile(FileBytes file) {
        this.file = file;
        essence = new ByteArrayOutputStream(file.length());
        essence.write(file.all(), 0, 2);
    }

    static Inspection inspect(FileBytes file) {
        return new JpegFile(file).walk();
    }

    private Inspection walk() {
        int at = 2;
        while (true) {
            if (at + 2 > file.length()) {
                return new Unreadable(DecodeFailure.TRUNCATED);
            }
            if (file.at(at) != 0xff) {
                return new Unreadable(DecodeFailure.DAMAGED);
            }
            int marker = file.at(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == END) {
                return finish();
            }
            if (isAlone(marker)) {
                at += 2;
                continue;
            }
            if (at + 4 > file.length()) {
                return new Unreadable(DecodeFailure.TRUNCATED);
            }
            int end = at + 2 + (int) file.bigEndian(at + 2, 2);
            if (end > file.length()) {
                return new Unreadable(DecodeFailure.TRUNCATED);
            }
            Optional<DecodeFailure> failure =
                    end < at + 4 ? Optional.of(DecodeFailure.DAMAGED) : segment(marker, at, end);
            if (failure.isPresent()) {
                return new Unreadable(failure.get());
            }
            at = marker == SCAN ? copyScan(end) : end;
        }
    }

    /// Markers without a length: restarts, and one for private use.
    private static boolean isAlone(int marker) {
        return marker >= 0xd0 && marker <= 0xd7 || marker == 0x01;
    }

    private Optional<DecodeFailure> segment(int marker, int at, int end) {
        return switch (marker) {
            case 0xc0, 0xc1, 0xc2 -> frame(at, end);
            case 0xc4, 0xdb, 0xdd -> keep(at, end);
            case SCAN -> {
                scans++;
                yield width == 0 ? Optional.of(DecodeFailure.DAMAGED) : keep(at, end);
            }
            case 0xd8 -> Optional.of(DecodeFailure.DAMAGED);
            case 0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf ->
                Optional.of(DecodeFailure.UNSUPPORTED_FORMAT);
            case 0xe0 -> {
                jfif |= file.says(at + 4, "JFIF");
                yield Optional.empty();
            }
            case 0xe1 -> {
                if (!exif && file.starts(at + 4, 'E', 'x', 'i', 'f', 0, 0) && at + 10 <= end) {
                    exif = true;
                    orientation = ExifOrientation.read(file, at + 10, end);
                }
                yield Optional.empty();
            }
            case 0xee -> {
                if (file.says(at + 4, "Adobe") && end - at >= 16) {
                    adobeTransform = file.at(at + 15);
                }
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<DecodeFailure> frame(int at, int end) {
        if (end - at < 10 || width != 0) {
            return Optional.of(DecodeFailure.DAMAGED);
        }
        int bits = file.at(at + 4);
        height = (int) file.bigEndian(at + 5, 2);
        width = (int) file.bigEndian(at + 7, 2);
        components = file.at(at + 9);
        if (width == 0 || end - at != 10 + 3 * components) {
            return Optional.of(DecodeFailure.DAMAGED);
        }
        firstComponent = components == 0 ? 0 : file.at(at + 10);
        boolean known = components == 1 || components == 3 || components == 4;
        // A height of 0 promises it for after the first scan; nothing in use writes that.
        return bits == 8 && height > 0 && known ? keep(at, end) : Optional.of(DecodeFailure.UNSUPPORTED_FORMAT);
    }

    private Optional<DecodeFailure> keep(int at, int end) {
        essence.write(file.all(), at, end - at);
        return Optional.empty();
    }

    /// Copies entropy-coded data up to the next marker that is no restart.
    ///
    /// @return where that marker stands, or the file's end
    private int copyScan(int from) {
        int at = from;
        while (at + 1 < file.length()) {
            int next = file.at(at + 1);
            if (file.at(at) == 0xff && next != 0 && next != 0xff && !isAlone(next)) {
                break;
            }
            at++;
        }
        int end = at + 1 < file.length() ? at : file.length();
        essence.write(file.all(), from, end - from);
        return end;
    }

    private Inspection finish() {
        if (scans == 0) {
            return new Unreadable(DecodeFailure.DAMAGED);
        }
        essence.write(0xff);
        essence.write(END);
        return new Picture(Picture.Format.JPEG, colour(), width, height, 1, scans, orientation, essence.toByteArray());
    }

    /// The rules of libjpeg: JFIF means luma and colour differences, then Adobe's word counts, then the names.
    private Samples.Colour colour() {
        if (components == 1) {
            return Samples.Colour.GREY;
        }
        if (components == 4) {
            return adobeTransform == 2 ? Samples.Colour.YCCK : Samples.Colour.CMYK;
        }
        if (jfif) {
            return Samples.Colour.YCC;
        }
        if (adobeTransform >= 0) {
            return adobeTransform == 0 ? Samples.Colour.RGB : Samples.Colour.YCC;
        }
        return firstComponent == 'R' ? Samples.Colour.RGB : Samples.Colour.YCC;
    }
}
