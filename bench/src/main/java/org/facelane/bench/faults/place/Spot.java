package org.facelane.bench.faults.place;

/// Where a guest stands at a lane: a camera that sees whoever is there, and a screen that answers. Safe for use by
/// several threads.
public interface Spot extends AutoCloseable {
    /// What stands before the camera from now on. What the screen said before is forgotten.
    void see(byte[] picture);

    /// How many pictures have been sent of what it sees.
    int sentCount();

    Screens screens();

    /// The camera dies, and sees nothing before it is mended.
    void breakDown();

    void mend();

    @Override
    void close();
}
