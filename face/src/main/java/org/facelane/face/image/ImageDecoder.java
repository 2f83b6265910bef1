package org.facelane.face.image;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.facelane.face.image.Decoding.NotDecoded;
import org.facelane.face.image.Inspection.Unreadable;

/// Turns a file's bytes into an upright [org.facelane.face.Image], or says why not.
///
/// The bytes come from strangers. So the file is first walked through part by part, which costs no more than its
/// length: is it whole, how large is the picture, how often must it be passed over. Only then is anything unpacked,
/// and only the parts that draw. Nothing is written to disk. No bytes, however damaged, make it throw.
///
/// Cost: about 20 ms for a JPEG of a megapixel, half a second for a WebP; memory is bounded by [DecodeLimits]. Safe for
/// use by several threads.
public final class ImageDecoder {
    /// A progressive JPEG in use has about ten scans, the most careful encoder's a few more.
    private static final int SCANS_MAX = 32;

    private static final int SIDE_MAX = 65_535;

    /// The WebP reader needs half a second of a processor a megapixel, so its pictures may have this many times
    /// fewer.
    private static final int WEBP_COST = 5;

    private ImageDecoder() {}

    /// @param bytes the whole file; JPEG, PNG or WebP, recognised by its first bytes, never by a name
    public static Decoding decode(byte[] bytes, DecodeLimits limits) {
        requireNonNull(bytes, "bytes is null");
        requireNonNull(limits, "limits is null");
        if (bytes.length == 0) {
            return new NotDecoded(DecodeFailure.EMPTY);
        }
        if (bytes.length > limits.bytesMax()) {
            return new NotDecoded(DecodeFailure.TOO_MANY_BYTES);
        }
        return switch (inspect(new FileBytes(bytes))) {
            case Unreadable(DecodeFailure reason) -> new NotDecoded(reason);
            case Picture picture ->
                beyond(picture, limits)
                        .<Decoding>map(NotDecoded::new)
                        .orElseGet(() -> new PictureReading(picture, limits.sideMax()).read());
        };
    }

    private static Inspection inspect(FileBytes file) {
        Optional<Picture.Format> format = Picture.Format.of(file);
        if (format.isEmpty()) {
            return new Unreadable(
                    Picture.Format.isKnownElsewhere(file)
                            ? DecodeFailure.UNSUPPORTED_FORMAT
                            : DecodeFailure.NOT_AN_IMAGE);
        }
        return switch (format.get()) {
            case JPEG -> JpegFile.inspect(file);
            case PNG -> PngFile.inspect(file);
            case WEBP -> WebpFile.inspect(file);
        };
    }

    private static Optional<DecodeFailure> beyond(Picture picture, DecodeLimits limits) {
        if (picture.frameCount() > limits.framesMax()) {
            return Optional.of(DecodeFailure.TOO_MANY_FRAMES);
        }
        boolean webp = picture.format() == Picture.Format.WEBP;
        boolean tooLarge = picture.pixelCount() > limits.pixelsMax() / (webp ? WEBP_COST : 1)
                || Math.max(picture.width(), picture.height()) > SIDE_MAX
                || picture.scanCount() > SCANS_MAX;
        return tooLarge ? Optional.of(DecodeFailure.TOO_MANY_PIXELS) : Optional.empty();
    }
}
