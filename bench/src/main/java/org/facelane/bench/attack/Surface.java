package org.facelane.bench.attack;

/// How a flat thing gives light where it shows a picture. Made ready once a frame. Not thread-safe.
sealed interface Surface permits Paper, Display {
    /// Drops what this camera cannot see from there.
    ///
    /// @param spots places on the thing that tell how far away it is
    void ready(Camera camera, Footprint[] spots, Light light);

    /// @param shown the picture's light there: red, green, blue
    /// @param colour 0 red, 1 green, 2 blue
    /// @param spot the place on the thing
    double light(float[] shown, int colour, Footprint spot, int x, int y);
}
