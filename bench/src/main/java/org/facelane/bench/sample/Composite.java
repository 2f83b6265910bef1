package org.facelane.bench.sample;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.facelane.bench.sample.Contributor.Capture;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.facelane.face.image.Warp;

/// A person who does not exist: at least three people bent onto their mean shape and averaged. Hair, ears, neck and
/// background come from the first alone, bent onto the same shape, or they would show several times over.
///
/// @param contributors three or more; the first lends what lies around the face
record Composite(List<Contributor> contributors) {
    /// Of the finished picture, in pixels.
    static final int SIDE = 480;

    private static final int LEVELS = 5;
    /// How much of the detail that averaging smooths away is given back.
    private static final double SHARPENING = 0.6;

    /// How one picture of a composite is taken.
    ///
    /// @param smile 0 the neutral shape, 1 the smiling one
    /// @param smilingPictures which pictures the colours come from
    /// @param turn of the head sideways, in degrees
    /// @param zoom 1 leaves 70 pixels between the eyes
    /// @param exposure 1 leaves the brightness
    record Pose(double smile, boolean smilingPictures, double turn, double zoom, double exposure) {
        static final Pose ENROL = new Pose(0, false, 0, 1, 1);
        static final Pose ARRIVE = new Pose(1, true, 0, 1, 1);
        static final Pose THIRD = new Pose(0.35, false, 4, 0.95, 0.88);
    }

    Composite {
        contributors = List.copyOf(contributors);
        if (contributors.size() < 3) {
            throw new IllegalArgumentException("a composite has three contributors or more");
        }
    }

    /// @param weights of the contributors, with the sum 1
    Image picture(Pose pose, double... weights) {
        requireNonNull(pose, "pose is null");
        List<Shape> shapes = contributors.stream()
                .map(c -> Shape.mean(List.of(c.neutral().shape(), c.smiling().shape()), 1 - pose.smile(), pose.smile()))
                .toList();
        Shape shape = Shape.mean(shapes, weights);
        MeshWarp mesh = new MeshWarp(Shape.CANVAS, shape.withBorder());
        Canvas mask = shape.mask();
        List<Canvas> bent = new ArrayList<>();
        for (Contributor contributor : contributors) {
            Capture capture = pose.smilingPictures() ? contributor.smiling() : contributor.neutral();
            bent.add(mesh.warp(capture.image(), capture.pointsInPicture()));
        }
        Canvas face = Canvas.empty(Shape.CANVAS, 3);
        for (int k = 0; k < bent.size(); k++) {
            face.add(weights[k], SkinTone.match(bent.get(k), bent.getFirst(), mask));
        }
        Canvas detail = face.copy();
        detail.add(-1, face.blurred(1.5));
        face.add(SHARPENING, detail);
        Canvas joined = Pyramid.join(face, bent.getFirst(), mask, LEVELS);
        return Canvas.of(joined.map(value -> value * pose.exposure()).image(), frame(pose), SIDE)
                .image();
    }

    /// From places in the finished picture to places on the canvas.
    private static Warp frame(Pose pose) {
        double angle = Math.toRadians(pose.turn());
        double middle = SIDE / 2.0;
        double scale = (double) Shape.CANVAS / SIDE / (1.1 * pose.zoom());
        double xx = scale * Math.cos(angle);
        double xy = scale * Math.sin(angle);
        Point centre = new Point(Shape.CANVAS / 2.0, Shape.CANVAS / 2.0 + 5);
        return new Warp(xx, xy, centre.x() - (xx + xy) * middle, -xy, xx, centre.y() - (xx - xy) * middle);
    }
}
