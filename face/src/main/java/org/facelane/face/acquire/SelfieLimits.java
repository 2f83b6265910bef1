package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.DecodeLimits;

/// What a selfie must be to become features.
///
/// @param decode what the file may cost
/// @param sample what the face must be like
public record SelfieLimits(DecodeLimits decode, SampleLimits sample) {
    /// 60 pixels between the eyes, which any phone's picture has at arm's length, and a face that looks at the
    /// camera.
    ///
    /// Every limit lies beyond what 204 cooperative portraits (London set) measure: brightness 60 to 173, detail
    /// 0.47 and more, yaw within 11°, pitch −23° to 13° (it depends on the person's proportions), roll within 7°, a
    /// unified value of 95 and more. A portrait at a fifth of its light measures 19 to 33, one of which an eighth
    /// of the pixels is left a detail of 0.18 to 0.37; most with a covered mouth or dark glasses have a unified
    /// value below 80.
    public static final SelfieLimits DEFAULT =
            new SelfieLimits(DecodeLimits.DEFAULT, new SampleLimits(60, 45, 225, 0.25, 20, 25, 20, 80));

    public SelfieLimits {
        requireNonNull(decode, "decode is null");
        requireNonNull(sample, "sample is null");
    }
}
