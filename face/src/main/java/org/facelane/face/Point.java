package org.facelane.face;

/// A place in an image.
///
/// @param x pixels from the left edge
/// @param y pixels from the top edge
public record Point(double x, double y) {
    /// @return pixels
    public double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
