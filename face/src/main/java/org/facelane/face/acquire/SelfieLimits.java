package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.DecodeLimits;

/// What a selfie must be to become features.
///
/// @param decode what the file may cost
/// @param sample what the face must be like
public record SelfieLimits(DecodeLimits decode, SampleLimits sample) {
    /// 60 pixels between the eyes, which any phone's picture has at arm's length, and a face turned to the camera.
    public static final SelfieLimits DEFAULT =
            new SelfieLimits(DecodeLimits.DEFAULT, new SampleLimits(60, 50, 225, 1, 25, 25, 25));

    public SelfieLimits {
        requireNonNull(decode, "decode is null");
        requireNonNull(sample, "sample is null");
    }
}
