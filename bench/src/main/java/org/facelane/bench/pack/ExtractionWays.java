package org.facelane.bench.pack;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.ModelVersion;
import org.facelane.face.Point;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.image.Warp;
import org.facelane.face.model.EmbedderModel;
import org.facelane.face.model.ModelPack;
import org.facelane.face.model.Network;

/// Features of one picture by the pack's first embedder, taken in several ways, and after them those of its second one
/// in the usual way: unit vectors side by side. Thread-safe.
final class ExtractionWays {
    /// The second pass of landmarks looks at so much more than the first one's extent; a third does the same.
    private static final double NEXT_PASS = 1.1;

    /// How a picture is cut out and put to the network.
    enum Way {
        AS_IS("as it is: two passes of landmarks, mirrored average"),
        NOT_MIRRORED("not mirrored"),
        THIRD_PASS("a third pass of landmarks"),
        EIGHT_BOXES("landmarks as the mean over eight boxes"),
        WIDER("crop 5 % wider", 1 / 1.05),
        NARROWER("crop 6 % narrower", 1 / 0.94);

        private final String says;
        private final double scale;

        Way(String says) {
            this(says, 1);
        }

        Way(String says, double scale) {
            this.says = requireNonNull(says, "says is null");
            this.scale = scale;
        }

        /// In words.
        String says() {
            return says;
        }

        private List<Point> places(EmbedderModel model) {
            double middle = model.input().width() / 2.0;
            return model.places().stream()
                    .map(place ->
                            new Point(middle + scale * (place.x() - middle), middle + scale * (place.y() - middle)))
                    .toList();
        }
    }

    private final ModelPack pack;
    private final FaceDetector detector;
    private final LandmarkFinder landmarks;

    ExtractionWays(ModelPack pack) {
        this.pack = requireNonNull(pack, "pack is null");
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
    }

    /// Names the steps, for caches.
    ModelVersion version() {
        return new ModelVersion(pack.version() + "-ways-" + Way.values().length);
    }

    /// Where each unit vector begins: one for each way, then one by the second embedder, and the end.
    int[] starts() {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < Way.values().length; i++) {
            lengths.add(pack.embedders().getFirst().featureCount());
        }
        lengths.add(pack.embedders().get(1).featureCount());
        int[] starts = new int[lengths.size() + 1];
        for (int i = 0; i < lengths.size(); i++) {
            starts[i + 1] = starts[i] + lengths.get(i);
        }
        return starts;
    }

    /// @return empty if there is no face
    Optional<float[]> of(Image image) {
        return detector.detect(image).stream()
                .min(Comparator.comparingDouble(found -> Math.hypot(
                        found.box().centre().x() - image.width() / 2.0,
                        found.box().centre().y() - image.height() / 2.0)))
                .map(found -> of(image, found));
    }

    private float[] of(Image image, Detection found) {
        Face face = landmarks.face(image, found);
        List<Point> usual = five(face.landmarks());
        int[] starts = starts();
        float[] all = new float[starts[starts.length - 1]];
        for (Way way : Way.values()) {
            List<Point> points = switch (way) {
                case THIRD_PASS -> five(landmarks.face(image, next(face)).landmarks());
                case EIGHT_BOXES -> eight(image, found);
                default -> usual;
            };
            put(pack.embedders().getFirst(), image, points, way, all, starts[way.ordinal()]);
        }
        put(pack.embedders().get(1), image, usual, Way.AS_IS, all, starts[Way.values().length]);
        return all;
    }

    /// Finding landmarks from here takes the last pass for the first one.
    private static Detection next(Face face) {
        List<Point> points = face.landmarks().points();
        double left = points.stream().mapToDouble(Point::x).min().orElseThrow();
        double right = points.stream().mapToDouble(Point::x).max().orElseThrow();
        double top = points.stream().mapToDouble(Point::y).min().orElseThrow();
        double bottom = points.stream().mapToDouble(Point::y).max().orElseThrow();
        double side = NEXT_PASS * Math.max(right - left, bottom - top);
        return new Detection(
                new Box((left + right - side) / 2, (top + bottom - side) / 2, side, side), face.certainty());
    }

    /// Mean points from boxes a little to all sides, larger and smaller.
    private List<Point> eight(Image image, Detection found) {
        double step = 0.04 * found.box().height();
        double[][] changes = {
            {step, 0, 1},
            {-step, 0, 1},
            {0, step, 1},
            {0, -step, 1},
            {0, 0, 1.08},
            {0, 0, 0.93},
            {step, step, 1.04},
            {-step, -step, 0.96}
        };
        List<List<Point>> all = new ArrayList<>();
        for (double[] change : changes) {
            Box box = found.box();
            double width = change[2] * box.width();
            double height = change[2] * box.height();
            Box moved = new Box(
                    box.centre().x() + change[0] - width / 2, box.centre().y() + change[1] - height / 2, width, height);
            all.add(five(landmarks
                    .face(image, new Detection(moved, found.certainty()))
                    .landmarks()));
        }
        return IntStream.range(0, all.getFirst().size())
                .mapToObj(i -> new Point(
                        all.stream()
                                .mapToDouble(points -> points.get(i).x())
                                .average()
                                .orElseThrow(),
                        all.stream()
                                .mapToDouble(points -> points.get(i).y())
                                .average()
                                .orElseThrow()))
                .toList();
    }

    private static List<Point> five(Landmarks marks) {
        return List.of(
                marks.leftEye(), marks.rightEye(), marks.noseTip(), marks.leftMouthCorner(), marks.rightMouthCorner());
    }

    private static void put(EmbedderModel model, Image image, List<Point> points, Way way, float[] into, int at) {
        int count = model.featureCount();
        try (Network.Inference inference = model.network().borrow()) {
            model.input().warp(image, Warp.aligning(points, way.places(model)), inference.input());
            add(model, inference, into, at);
            if (way != Way.NOT_MIRRORED) {
                model.input().mirror(inference.input());
                add(model, inference, into, at);
            }
        }
        double squares = 0;
        for (int k = at; k < at + count; k++) {
            squares += (double) into[k] * into[k];
        }
        for (int k = at; k < at + count; k++) {
            into[k] /= (float) Math.sqrt(squares);
        }
    }

    private static void add(EmbedderModel model, Network.Inference inference, float[] into, int at) {
        inference.run();
        FloatBuffer raw = inference.output(model.network().firstOutput());
        for (int k = 0; k < model.featureCount(); k++) {
            into[at + k] += raw.get(k);
        }
    }
}
