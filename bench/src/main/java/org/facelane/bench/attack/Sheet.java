package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Box;
import org.jspecify.annotations.Nullable;

/// A flat thing held up to the camera: a print or a screen, with its border or its frame, and fingers at its edge.
final class Sheet implements Recording.Subject {
    /// @param width of all of it, millimetres
    /// @param height of all of it, millimetres
    /// @param corner radius, millimetres
    /// @param shown where the picture is, in millimetres from the middle
    /// @param edge what lies around the picture: red, green, blue as the room's light shows it; paper white or a
    ///     frame
    /// @param outlined the picture's own coverage is the outline: cut out
    record Form(double width, double height, double corner, Box shown, double[] edge, boolean outlined) {
        Form {
            requireNonNull(shown, "shown is null");
            requireNonNull(edge, "edge is null");
        }
    }

    /// How a flat thing gives light where it shows a picture. Made ready once a frame. Not thread-safe.
    sealed interface Surface permits Paper, Display {
        /// Drops what this camera cannot see from there.
        ///
        /// @param pose where the thing is
        /// @param spots places on the thing that tell how far away it is
        void ready(Camera camera, Pose pose, Footprint[] spots, Light light);

        /// @param shown the picture's light there: red, green, blue
        /// @param colour 0 red, 1 green, 2 blue
        /// @param spot the place on the thing
        double light(float[] shown, int colour, Footprint spot, int x, int y);
    }

    private static final double FINGER = 8;

    private final Form form;
    private final Surface surface;
    private final double[][] fingers;
    private final double[] skin;
    private final Footprint spot = new Footprint();
    private final float[] shown = new float[3];
    private Texture content;
    private @Nullable Light room;
    private double soft;

    /// @param fingers from x, y to x, y in millimetres from the middle
    /// @param skin their colour
    Sheet(Form form, Surface surface, Texture content, double[][] fingers, double[] skin) {
        this.form = requireNonNull(form, "form is null");
        this.surface = requireNonNull(surface, "surface is null");
        this.content = requireNonNull(content, "content is null");
        this.fingers = requireNonNull(fingers, "fingers is null");
        this.skin = requireNonNull(skin, "skin is null");
    }

    Form form() {
        return form;
    }

    /// Shows another picture from now on.
    void show(Texture next) {
        content = next;
    }

    @Override
    public void ready(Camera camera, Pose pose, Light light) {
        room = light instanceof Light.OfScreen screen ? screen.from(pose.z()) : light;
        spot.plane(camera, pose);
        Footprint[] spots = new Footprint[3];
        for (int i = 0; i < 3; i++) {
            spots[i] = new Footprint();
            spots[i].plane(camera, pose);
            spots[i].look(camera.width() * (0.25 + 0.25 * i), camera.height() * 0.5);
        }
        surface.ready(camera, pose, spots, light);
        soft = Math.hypot(camera.aperture(), 1.6 * camera.blur());
    }

    @Override
    public float light(int colour, int x, int y, float behind) {
        spot.look(x + 0.5, y + 0.5);
        if (Math.abs(spot.x()) > form.width() / 2 + 60 || Math.abs(spot.y()) > form.height() / 2 + 60) {
            return behind;
        }
        double pixel = spot.size();
        double light = behind;
        double cover = cover(form.width() / 2, form.height() / 2, 0, 0, form.corner(), pixel);
        if (cover > 0) {
            double own = own(colour, x, y, pixel, behind);
            light = cover * own + (1 - cover) * light;
        }
        for (double[] finger : fingers) {
            double near = distance(finger);
            double over = ramp((FINGER - near) / (pixel * soft));
            if (over > 0) {
                double round = 0.55 + 0.45 * Math.sqrt(Math.max(0, 1 - near * near / (FINGER * FINGER)));
                double lit = requireNonNull(room, "not ready").at(colour, x, y) * skin[colour] * round;
                light = over * lit + (1 - over) * light;
            }
        }
        return (float) light;
    }

    private double own(int colour, int x, int y, double pixel, float behind) {
        Box box = form.shown();
        double scale = content.width() / box.width();
        double u = (spot.x() - box.x()) * scale;
        double v = (spot.y() - box.y()) * scale;
        double level = Math.log(Math.max(0.3, pixel * scale * soft)) / Math.log(2);
        double inside = cover(
                box.width() / 2,
                box.height() / 2,
                box.centre().x(),
                box.centre().y(),
                0,
                pixel);
        double lit = requireNonNull(room, "not ready").at(colour, x, y) * form.edge()[colour];
        if (inside <= 0) {
            return form.outlined() ? behind : lit;
        }
        double covered = content.at(Texture.COVERAGE, u, v, level);
        for (int c = 0; c < 3; c++) {
            shown[c] = content.at(c, u, v, level);
        }
        double own = surface.light(shown, colour, spot, x, y);
        if (form.outlined()) {
            double cut = inside * Math.clamp((covered - 0.3) / 0.4, 0, 1);
            return cut * own + (1 - cut) * behind;
        }
        return inside * own + (1 - inside) * lit;
    }

    /// How much of the photosite lies on a rectangle.
    private double cover(double halfWidth, double halfHeight, double cx, double cy, double corner, double pixel) {
        double dx = Math.abs(spot.x() - cx) - halfWidth + corner;
        double dy = Math.abs(spot.y() - cy) - halfHeight + corner;
        double right = Math.max(0, dx);
        double below = Math.max(0, dy);
        double outside = Math.sqrt(right * right + below * below) + Math.min(0, Math.max(dx, dy)) - corner;
        return ramp(-outside / (pixel * soft));
    }

    private static double ramp(double photosites) {
        double t = Math.clamp(photosites / 2 + 0.5, 0, 1);
        return t * t * (3 - 2 * t);
    }

    private double distance(double[] from) {
        double ax = from[2] - from[0];
        double ay = from[3] - from[1];
        double t = Math.clamp(
                ((spot.x() - from[0]) * ax + (spot.y() - from[1]) * ay) / Math.max(1e-6, ax * ax + ay * ay), 0, 1);
        double dx = spot.x() - from[0] - t * ax;
        double dy = spot.y() - from[1] - t * ay;
        return Math.sqrt(dx * dx + dy * dy);
    }
}
