package org.facelane.face;

/// An upright rectangle in an image; it may reach beyond the image's edge.
///
/// @param x left edge in pixels
/// @param y top edge in pixels
/// @param width in pixels, above 0
/// @param height in pixels, above 0
public record Box(double x, double y, double width, double height) {
    public Box {
        if (!(width > 0 && height > 0)) {
            throw new IllegalArgumentException("a box of " + width + " × " + height + " pixels cannot exist");
        }
    }

    /// The middle of the box.
    public Point centre() {
        return new Point(x + width / 2, y + height / 2);
    }

    /// @return pixels squared
    public double area() {
        return width * height;
    }

    /// The area both boxes cover, divided by the area either covers.
    ///
    /// @return 0 (apart) to 1 (the same box)
    public double overlap(Box other) {
        double w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        double h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        return w * h / (area() + other.area() - w * h);
    }
}
