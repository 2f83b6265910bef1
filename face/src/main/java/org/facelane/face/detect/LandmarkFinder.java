package org.facelane.face.detect;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.facelane.face.image.Planes;
import org.facelane.face.model.LandmarkModel;
import org.facelane.face.model.Network;

/// Finds the 68 landmarks of a detected face in two passes: the first looks where the detector saw the face, the second
/// where the first pass's landmarks say that it is. Thread-safe.
public final class LandmarkFinder {
    /// The network was trained on squares that reach from above the brows to below the chin.
    private static final double FIRST_SIDE = 1.0;

    private static final double SECOND_SIDE = 1.1;

    private final LandmarkModel model;

    public LandmarkFinder(LandmarkModel model) {
        this.model = requireNonNull(model, "model is null");
    }

    /// The detected face with its landmarks.
    public Face face(Image image, Detection detection) {
        List<Point> first = points(
                image, square(detection.box(), FIRST_SIDE * detection.box().height()), false);
        Box extent = extent(first);
        Box second = square(extent, SECOND_SIDE * Math.max(extent.width(), extent.height()));
        return new Face(
                detection.box(),
                detection.certainty(),
                new Landmarks(mean(points(image, second, false), points(image, second, true))));
    }

    private List<Point> points(Image image, Box box, boolean mirrored) {
        Planes planes = model.input();
        try (Network.Inference inference = model.network().borrow()) {
            planes.crop(image, box, inference.input());
            if (mirrored) {
                planes.mirror(inference.input());
            }
            inference.run();
            FloatBuffer output = inference.output(model.network().onlyOutput());
            List<Point> points = new ArrayList<>(Landmarks.COUNT);
            for (int i = 0; i < Landmarks.COUNT; i++) {
                int k = mirrored ? mirror(i) : i;
                double x = mirrored ? 1 - output.get(2 * k) : output.get(2 * k);
                points.add(new Point(box.x() + x * box.width(), box.y() + output.get(2 * k + 1) * box.height()));
            }
            return points;
        }
    }

    private static Box square(Box box, double side) {
        return new Box(box.centre().x() - side / 2, box.centre().y() - side / 2, side, side);
    }

    private static Box extent(List<Point> points) {
        double left = points.stream().mapToDouble(Point::x).min().orElseThrow();
        double right = points.stream().mapToDouble(Point::x).max().orElseThrow();
        double top = points.stream().mapToDouble(Point::y).min().orElseThrow();
        double bottom = points.stream().mapToDouble(Point::y).max().orElseThrow();
        return new Box(left, top, right - left, bottom - top);
    }

    private static List<Point> mean(List<Point> a, List<Point> b) {
        List<Point> mean = new ArrayList<>(a.size());
        for (int i = 0; i < a.size(); i++) {
            mean.add(new Point(
                    (a.get(i).x() + b.get(i).x()) / 2, (a.get(i).y() + b.get(i).y()) / 2));
        }
        return mean;
    }

    /// The landmark that takes the place of landmark `i` in the mirror (iBUG 300-W numbering).
    static int mirror(int i) {
        if (i <= 16) {
            return 16 - i;
        }
        if (i <= 26) {
            return 43 - i;
        }
        if (i <= 30) {
            return i;
        }
        if (i <= 35) {
            return 66 - i;
        }
        return MIRRORED_EYES_AND_MOUTH[i - 36];
    }

    private static final int[] MIRRORED_EYES_AND_MOUTH = {
        45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40, // eyes
        54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, // outer lips
        64, 63, 62, 61, 60, 67, 66, 65 // inner lips
    };
}
