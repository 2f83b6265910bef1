package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Point;

/// How far each place of a head stands out, in millimetres towards the camera from the middle between the eyes: a
/// rounded head of average size with nose, sockets, lips and chin laid where this person's landmarks are.
///
/// One relief for everybody: it gives a picture the parallax of a solid head, not this person's.
final class Relief {
    private static final double BEHIND = -90;

    private final Point origin;
    private final double millimetres;
    private final Point bridge;
    private final Point tip;
    private final Point base;
    private final Point mouth;
    private final Point chin;

    Relief(Portrait portrait) {
        requireNonNull(portrait, "portrait is null");
        origin = portrait.origin();
        millimetres = portrait.millimetres();
        bridge = place(portrait, 27);
        tip = place(portrait, 30);
        base = place(portrait, 33);
        mouth = place(portrait, 62);
        chin = place(portrait, 8);
    }

    private Point place(Portrait portrait, int landmark) {
        Point p = portrait.landmarks().points().get(landmark);
        return new Point((p.x() - origin.x()) * millimetres, (p.y() - origin.y()) * millimetres);
    }

    /// Below this, in millimetres under the eyes, the neck begins and turns less and less with the head.
    double neck() {
        return chin.y() + 10;
    }

    /// @param x millimetres right of the middle between the eyes
    /// @param y millimetres below it
    double at(double x, double y) {
        double inside = 1 - Math.pow((x - mouth.x()) / 82, 2) - Math.pow((y - 25) / (y > 25 ? 140 : 135), 2);
        double head = inside > 0 ? 98 * (Math.sqrt(inside) - 1) + 2 : -96;
        double chest = -45 - 0.0009 * x * x;
        double shoulders = Math.clamp((y - neck()) / 60, 0, 1);
        double ground = Math.max(head, BEHIND) * (1 - shoulders) + Math.max(chest, BEHIND) * shoulders;
        return ground
                + nose(x, y)
                - 6 * (bump(x + 31, y - 1, 12, 10) + bump(x - 31, y - 1, 12, 10))
                + 6 * bump(x - mouth.x(), y - mouth.y(), 20, 9)
                + 13 * bump(x - chin.x(), y - chin.y() + 6, 20, 14);
    }

    private double nose(double x, double y) {
        double along = (y - bridge.y()) / Math.max(1, tip.y() - bridge.y());
        double middle = bridge.x() + Math.clamp(along, 0, 1) * (tip.x() - bridge.x());
        double height;
        if (along < 0) {
            height = 9 * Math.exp(-along * along * 4);
        } else if (along <= 1) {
            height = 9 + 17 * along;
        } else {
            double below = (y - tip.y()) / Math.max(1, base.y() - tip.y());
            height = 26 * Math.exp(-1.1 * below * below);
        }
        double width = 7 + 6 * Math.clamp(along, 0, 1);
        return height * Math.exp(-(x - middle) * (x - middle) / (2 * width * width));
    }

    private static double bump(double x, double y, double across, double down) {
        return Math.exp(-x * x / (2 * across * across) - y * y / (2 * down * down));
    }
}
