package org.facelane.bench.attack;

/// What stands before the camera. Made ready for a moment, then asked photosite by photosite. Not thread-safe.
sealed interface Subject permits Figure, Sheet {
    /// @param pose where it is now
    /// @param light of the room, now
    void ready(Camera camera, Pose pose, Light light);

    /// The light on a photosite.
    ///
    /// @param colour 0 red, 1 green, 2 blue
    /// @param behind the light from behind the subject
    float light(int colour, int x, int y, float behind);
}
