package org.facelane.bench.sample;

import java.util.List;
import org.facelane.bench.sample.Contributor.Capture;
import org.facelane.face.Point;

/// What decides whether pictures of several people can be averaged without artefacts, measured on their pixels: how
/// bright the cheeks are, how much darker the chin and the upper lip (a third of a beard looks painted on), and how
/// much darker the lower forehead (a third of a fringe is a ghost). Logarithms of the mean luma.
record Look(double cheeks, double beard, double fringe) {
    private static final double TONE_MAX = 0.35;
    private static final double BEARD_MAX = 0.16;
    private static final double FRINGE_MIN = -0.82;
    /// Radius of a measured patch, in pixels of the canvas.
    private static final int RADIUS = 12;

    static Look of(Capture capture) {
        List<Point> p = capture.shape().points();
        double height = p.get(8).y() - (p.get(19).y() + p.get(24).y()) / 2;
        double cheeks = (luma(capture, between(p.get(41), p.get(48), 0.45))
                        + luma(capture, between(p.get(46), p.get(54), 0.45)))
                / 2;
        double beard = Math.min(
                        luma(capture, between(p.get(57), p.get(8), 0.6)),
                        (luma(capture, between(p.get(48), p.get(6), 0.5))
                                        + luma(capture, between(p.get(54), p.get(10), 0.5)))
                                / 2)
                - cheeks;
        double fringe = cheeks;
        for (int brow : new int[] {18, 20, 23, 25}) {
            Point over = new Point(p.get(brow).x(), p.get(brow).y() - 0.14 * height);
            fringe = Math.min(fringe, luma(capture, over));
        }
        return new Look(cheeks, beard, fringe - cheeks);
    }

    /// True if the three can be averaged.
    static boolean alike(Look... looks) {
        for (Look a : looks) {
            for (Look b : looks) {
                if (Math.abs(a.cheeks - b.cheeks) > TONE_MAX || Math.abs(a.beard - b.beard) > BEARD_MAX) {
                    return false;
                }
            }
        }
        return true;
    }

    /// False if hair hangs over the part of the forehead that is averaged.
    boolean foreheadIsFree() {
        return fringe > FRINGE_MIN;
    }

    private static Point between(Point a, Point b, double part) {
        return new Point(a.x() + part * (b.x() - a.x()), a.y() + part * (b.y() - a.y()));
    }

    private static double luma(Capture capture, Point middle) {
        double sum = 0;
        int count = 0;
        for (int v = -RADIUS; v <= RADIUS; v += 2) {
            for (int u = -RADIUS; u <= RADIUS; u += 2) {
                Point at = capture.alignment().source(new Point(middle.x() + u, middle.y() + v));
                sum += 0.299 * Canvas.sample(capture.image(), 0, at.x(), at.y())
                        + 0.587 * Canvas.sample(capture.image(), 1, at.x(), at.y())
                        + 0.114 * Canvas.sample(capture.image(), 2, at.x(), at.y());
                count++;
            }
        }
        return Math.log(Math.max(1, sum / count));
    }
}
