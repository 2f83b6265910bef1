package org.facelane.face.image;

import java.util.List;
import java.util.Optional;

/// A file that is whole, before it is decoded.
///
/// @param format its format
/// @param colour what its samples mean
/// @param width as stored, in pixels, before it is turned upright
/// @param height as stored
/// @param frameCount pictures in the file
/// @param scanCount how many times a decoder must pass over the pixels
/// @param orientation EXIF orientation, 1 to 8
/// @param essence a file of only the parts that draw the first frame: no colour profile, text, thumbnail or other
///     part that a decoder would unpack although it changes nothing here
record Picture(
        Format format,
        Samples.Colour colour,
        int width,
        int height,
        int frameCount,
        int scanCount,
        int orientation,
        byte[] essence)
        implements Inspection {
    /// The picture formats that are read here, told apart by their first bytes.
    enum Format {
        JPEG,
        PNG,
        WEBP;

        private static final List<String> BRANDS_ELSEWHERE =
                List.of("heic", "heix", "hevc", "heim", "heis", "hevm", "hevs", "mif1", "msf1", "avif", "avis");

        /// The format of a file, if it is one of these.
        static Optional<Format> of(FileBytes file) {
            if (file.starts(0, 0xff, 0xd8, 0xff)) {
                return Optional.of(JPEG);
            }
            if (file.starts(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
                return Optional.of(PNG);
            }
            if (file.says(0, "RIFF") && file.says(8, "WEBP")) {
                return Optional.of(WEBP);
            }
            return Optional.empty();
        }

        /// True if the file is a picture of a well-known format that is not read here, so that the answer can
        /// say so.
        static boolean isKnownElsewhere(FileBytes file) {
            return file.says(0, "GIF8")
                    || file.says(0, "BM") && file.length() > 14 && file.littleEndian(6, 4) == 0
                    || file.starts(0, 'I', 'I', 42, 0)
                    || file.starts(0, 'M', 'M', 0, 42)
                    || file.starts(0, 0xff, 0x0a)
                    || file.starts(4, 'J', 'X', 'L', ' ')
                    || file.says(4, "ftyp") && BRANDS_ELSEWHERE.stream().anyMatch(brand -> file.says(8, brand));
        }
    }

    /// Width × height.
    long pixelCount() {
        return (long) width * height;
    }
}
