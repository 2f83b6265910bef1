package org.facelane.face.pad;

/// A colour that a screen shows for a moment, so that the face before it answers.
///
/// All of them are equally bright (relative luminance 0.43 to 0.44), and none is a saturated red: however fast they
/// follow each other, that is no general and no red flash in the sense of WCAG 2.3.1. A test keeps it so.
public enum LightColour {
    AMBER(0xff957c),
    GREEN(0x59c659),
    AZURE(0x6cb7ff),
    MAUVE(0xdd93ff),
    TEAL(0x3fc4c4);

    private final int rgb;

    LightColour(int rgb) {
        this.rgb = rgb;
    }

    /// As a page writes it, for example `#ff957c`.
    public String css() {
        return "#%06x".formatted(rgb);
    }

    /// Linear light of the channel, red, green or blue.
    ///
    /// @param channel 0 to 2
    /// @return 0 to 1
    public double light(int channel) {
        return FaceLight.LINEAR[rgb >> 8 * (2 - channel) & 0xff];
    }

    /// What a face in this light should add to red over green, beside white light.
    double redOverGreen() {
        return light(0) - light(1);
    }

    /// The same of blue over green.
    double blueOverGreen() {
        return light(2) - light(1);
    }
}
