package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.DecodeLimits;

/// What a selfie must be to become features.
///
/// @param decode what the file may cost
/// @param eyeDistanceMin pixels between the eyes
public record SelfieLimits(DecodeLimits decode, double eyeDistanceMin) {
    /// 60 pixels between the eyes, which any phone's picture has at arm's length.
    public static final SelfieLimits DEFAULT = new SelfieLimits(DecodeLimits.DEFAULT, 60);

    public SelfieLimits {
        requireNonNull(decode, "decode is null");
        if (!(eyeDistanceMin > 0)) {
            throw new IllegalArgumentException("the least eye distance is above 0 pixels, got " + eyeDistanceMin);
        }
    }
}
