package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import org.facelane.face.Image;
import org.facelane.face.image.DecodeFailure;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;

/// Decodes the frames of lanes within limits. CPU work: callers run it on platform threads. Safe for use by several.
public final class FrameDecoder {
    /// 4 MB, 9 megapixels, one picture a frame, 1,280 pixels on the long side: a camera's frame, never a
    /// photograph.
    public static final DecodeLimits DEFAULT_LIMITS = new DecodeLimits(4_000_000, 9_000_000, 1, 1_280);

    private final DecodeLimits limits;

    public FrameDecoder(DecodeLimits limits) {
        this.limits = requireNonNull(limits, "limits is null");
    }

    /// Decodes one frame; a bad one is an outcome, not an error.
    public FramePicture decode(Frame frame) {
        return switch (frame) {
            case Frame.Decoded(Image image, Instant _) -> new FramePicture.Whole(image);
            case Frame.Encoded(byte[] bytes, Instant _) -> decode(bytes);
        };
    }

    private FramePicture decode(byte[] bytes) {
        return switch (ImageDecoder.decode(bytes, limits)) {
            case Decoding.Decoded decoded -> new FramePicture.Whole(decoded.image());
            case Decoding.NotDecoded(DecodeFailure reason) ->
                new FramePicture.Damaged(reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        };
    }
}
