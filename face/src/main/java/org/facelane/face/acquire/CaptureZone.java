package org.facelane.face.acquire;

import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.Point;

/// The part of a lane's frame in which a person must stand to be processed, in shares of the frame.
///
/// @param left edge, 0 to 1 of the width
/// @param top edge, 0 to 1 of the height
/// @param right edge, above `left`, at most 1
/// @param bottom edge, above `top`, at most 1
public record CaptureZone(double left, double top, double right, double bottom) {
    /// The middle four fifths of the frame's width, all of its height.
    public static final CaptureZone DEFAULT = new CaptureZone(0.1, 0, 0.9, 1);

    public CaptureZone {
        if (!(0 <= left && left < right && right <= 1 && 0 <= top && top < bottom && bottom <= 1)) {
            throw new IllegalArgumentException("a capture zone lies within 0 to 1 of the frame, got " + left + ", "
                    + top + " to " + right + ", " + bottom);
        }
    }

    /// The zone in pixels of `frame`.
    Box in(Image frame) {
        return new Box(
                left * frame.width(),
                top * frame.height(),
                (right - left) * frame.width(),
                (bottom - top) * frame.height());
    }

    /// True if the middle of `box` lies in the zone.
    boolean holds(Box box, Image frame) {
        Point middle = box.centre();
        double x = middle.x() / frame.width();
        double y = middle.y() / frame.height();
        return left <= x && x <= right && top <= y && y <= bottom;
    }
}
