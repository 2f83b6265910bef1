package org.facelane.face.image;

/// What the samples of a file mean.
enum SampleColour {
    /// One band: grey.
    GREY,
    /// Three bands: red, green, blue.
    RGB,
    /// Three bands: luma and two colour differences (JFIF).
    YCC,
    /// Four bands: the light that cyan, magenta, yellow and black let through, as Adobe writes them.
    CMYK,
    /// As CMYK, the first three as luma and colour differences.
    YCCK,
    /// What the reader's colour model says: palette, grey, colour, each with or without alpha.
    AS_READ
}
