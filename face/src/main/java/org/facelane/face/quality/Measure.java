package org.facelane.face.quality;

/// One measure of a face in an image: a raw value with its unit in the class of the measure, and the same on the scale
/// of ISO/IEC 29794-5.
public sealed interface Measure
        permits EyeDistance,
                Margins,
                Brightness,
                UnderExposure,
                OverExposure,
                DynamicRange,
                IlluminationUniformity,
                Sharpness,
                HeadPose,
                EyesOpen,
                MouthClosed,
                MouthWidth,
                FaceOcclusion {
    /// @return 0 (useless) to 100; 0 if it could not be assessed
    double mapped();

    /// Whether the raw value means anything.
    Assessment status();
}
