package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.DecodeFailure;
import org.facelane.face.quality.Assessment;
import org.facelane.face.quality.Brightness;
import org.facelane.face.quality.DynamicRange;
import org.facelane.face.quality.EyeDistance;
import org.facelane.face.quality.EyesOpen;
import org.facelane.face.quality.FaceOcclusion;
import org.facelane.face.quality.HeadPose;
import org.facelane.face.quality.IlluminationUniformity;
import org.facelane.face.quality.Margins;
import org.facelane.face.quality.Measure;
import org.facelane.face.quality.MouthClosed;
import org.facelane.face.quality.MouthWidth;
import org.facelane.face.quality.OverExposure;
import org.facelane.face.quality.Sharpness;
import org.facelane.face.quality.UnderExposure;

/// Why no features could be acquired (ISO/IEC 2382-37: failure to acquire), with the one sentence of advice that
/// helps most. The words are for guests; callers show them as they are.
public enum AcquisitionFailure {
    /// No bytes arrived.
    EMPTY("The picture is empty.", "Choose a picture, or take one with the camera."),
    /// More bytes than [org.facelane.face.image.DecodeLimits] allow.
    TOO_MANY_BYTES("The picture file is too large.", "Choose a picture of less than 15 MB."),
    /// The bytes begin like no picture.
    NOT_AN_IMAGE("The file is not a picture.", "Choose a JPEG, PNG or WebP picture."),
    /// A picture, but of a format that is not read here.
    UNSUPPORTED_FORMAT("This picture format is not supported.", "Save the picture as JPEG, PNG or WebP."),
    /// More pixels than [org.facelane.face.image.DecodeLimits] allow.
    TOO_MANY_PIXELS("The picture has too many pixels.", "Choose a picture of less than 40 megapixels."),
    /// A moving picture.
    TOO_MANY_FRAMES("The picture moves.", "Choose a picture that does not move."),
    /// The file ends too early.
    TRUNCATED("The picture file is cut off.", "Send the picture again, it did not arrive whole."),
    /// The file does not decode.
    DAMAGED("The picture file is damaged.", "Choose another picture, or take a new one."),
    /// The detector found nobody.
    NO_FACE("There is no face in the picture.", "Look straight into the camera, with your whole face in the picture."),
    /// More than one face of comparable size.
    SEVERAL_FACES("There is more than one face in the picture.", "Make sure that you are alone in the picture."),
    /// The eyes are too few pixels apart.
    FACE_TOO_SMALL("The face is too small in the picture.", "Come closer to the camera."),
    /// The face reaches beyond the picture's edge.
    FACE_CUT_OFF("The face is cut off by the picture's edge.", "Move so that your whole face is in the picture."),
    /// The face is too dark.
    TOO_DARK("The face is too dark.", "Turn towards the light."),
    /// The face is too bright.
    TOO_BRIGHT("The face is too bright.", "Move out of the strong light."),
    /// The face is out of focus or moved.
    TOO_BLURRED("The face is blurred.", "Hold still, and wipe the lens."),
    /// The head is turned sideways, or nods too far up or down.
    HEAD_TURNED("The head is turned away.", "Look straight into the camera."),
    /// The head leans towards a shoulder.
    HEAD_TILTED("The head is tilted.", "Hold your head upright."),
    /// One side of the face is much darker than the other.
    UNEVEN_LIGHT("One side of the face is much darker than the other.", "Turn towards the light."),
    /// The face has hardly any tones.
    LOW_CONTRAST("The face is washed out.", "Wipe the lens, and turn away from strong light."),
    /// Something covers an eye or the mouth.
    FACE_COVERED("Part of your face is covered.", "Take off sunglasses or a mask, and move hair and hands away."),
    /// An eye is closed.
    EYES_CLOSED("Your eyes are not open.", "Open your eyes."),
    /// The mouth is wide open.
    MOUTH_OPEN("Your mouth is open.", "Close your mouth."),
    /// Presentation attack detection finds a picture or a screen rather than a person.
    ATTACK_SUSPECTED(
            "The camera does not see a living face.", "Show your own face to the camera, without glare or filters.");

    /// Between a face that is too dark and one that is too bright.
    private static final double MIDDLE_LUMA = 128;

    private final String says;
    private final String advice;

    AcquisitionFailure(String says, String advice) {
        this.says = requireNonNull(says, "says is null");
        this.advice = requireNonNull(advice, "advice is null");
    }

    /// What a picture that does not decode means for acquisition.
    static AcquisitionFailure of(DecodeFailure reason) {
        return switch (reason) {
            case EMPTY -> EMPTY;
            case TOO_MANY_BYTES -> TOO_MANY_BYTES;
            case NOT_AN_IMAGE -> NOT_AN_IMAGE;
            case UNSUPPORTED_FORMAT -> UNSUPPORTED_FORMAT;
            case TOO_MANY_PIXELS -> TOO_MANY_PIXELS;
            case TOO_MANY_FRAMES -> TOO_MANY_FRAMES;
            case TRUNCATED -> TRUNCATED;
            case DAMAGED -> DAMAGED;
        };
    }

    /// What a measure means for acquisition when it is bad.
    public static AcquisitionFailure of(Measure bad) {
        return switch (bad) {
            case Margins _ -> FACE_CUT_OFF;
            case EyeDistance _ -> FACE_TOO_SMALL;
            case Brightness(double mean, Assessment _) -> mean < MIDDLE_LUMA ? TOO_DARK : TOO_BRIGHT;
            case UnderExposure _ -> TOO_DARK;
            case DynamicRange _ -> LOW_CONTRAST;
            case OverExposure _ -> TOO_BRIGHT;
            case IlluminationUniformity _ -> UNEVEN_LIGHT;
            case HeadPose pose -> pose.isTiltedRatherThanTurned() ? HEAD_TILTED : HEAD_TURNED;
            case Sharpness _ -> TOO_BLURRED;
            case EyesOpen _ -> EYES_CLOSED;
            case MouthClosed _, MouthWidth _ -> MOUTH_OPEN;
            case FaceOcclusion _ -> FACE_COVERED;
        };
    }

    /// What is wrong, in one sentence.
    public String says() {
        return says;
    }

    /// What to do, in one sentence.
    public String advice() {
        return advice;
    }
}
