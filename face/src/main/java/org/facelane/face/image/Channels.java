package org.facelane.face.image;

/// Which colour planes a network takes, in which order.
public enum Channels {
    /// Red, green, blue.
    RGB(3),
    /// Blue, green, red.
    BGR(3),
    /// The luma of ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue.
    GREY(1);

    private final int count;

    Channels(int count) {
        this.count = count;
    }

    /// How many planes: 1 or 3.
    public int count() {
        return count;
    }
}
