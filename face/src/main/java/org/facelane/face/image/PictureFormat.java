package org.facelane.face.image;

import java.util.List;
import java.util.Optional;

/// The picture formats that are read here, told apart by their first bytes.
enum PictureFormat {
    JPEG,
    PNG,
    WEBP;

    private static final List<String> BRANDS_ELSEWHERE =
            List.of("heic", "heix", "hevc", "heim", "heis", "hevm", "hevs", "mif1", "msf1", "avif", "avis");

    /// The format of a file, if it is one of these.
    static Optional<PictureFormat> of(FileBytes file) {
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

    /// True if the file is a picture of a well-known format that is not read here, so that the answer can say so.
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
