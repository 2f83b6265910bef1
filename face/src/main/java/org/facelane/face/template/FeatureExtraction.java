package org.facelane.face.template;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.List;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.facelane.face.image.Warp;
import org.facelane.face.model.EmbedderModel;
import org.facelane.face.model.ModelPack;
import org.facelane.face.model.Network;

/// Turns a face into features: aligned by five points, through the embedder, projected, of unit length. Thread-safe.
public final class FeatureExtraction {
    /// Where the eyes, the nose and the corners of the mouth lie in the 112 × 112 crop that the ArcFace family of
    /// networks is trained on (Deng et al. 2019). They are taken from the corner of the first pixel, not its
    /// middle: that puts the face's middle in the crop's middle, and does better than half a pixel further right
    /// and down.
    private static final List<Point> PLACES = List.of(
            new Point(38.2946, 51.6963),
            new Point(73.5318, 51.5014),
            new Point(56.0252, 71.7366),
            new Point(41.5493, 92.3655),
            new Point(70.7299, 92.2041));

    private static final double PLACES_SIZE = 112;

    private final ModelPack pack;
    private final EmbedderModel model;
    private final Projection projection;
    private final List<Point> places;

    public FeatureExtraction(ModelPack pack) {
        this.pack = requireNonNull(pack, "pack is null");
        model = pack.embedder();
        projection = new Projection(pack.projection().orElse(null));
        double scale = model.input().width() / PLACES_SIZE;
        places = PLACES.stream()
                .map(place -> new Point(place.x() * scale, place.y() * scale))
                .toList();
    }

    /// @param face as found in `image`
    public Features extract(Image image, Face face) {
        Landmarks marks = face.landmarks();
        Warp warp = Warp.aligning(
                List.of(
                        marks.leftEye(),
                        marks.rightEye(),
                        marks.noseTip(),
                        marks.leftMouthCorner(),
                        marks.rightMouthCorner()),
                places);
        try (Network.Inference inference = model.network().borrow()) {
            model.input().warp(image, warp, inference.input());
            float[] sum = new float[model.featureCount()];
            add(inference, sum);
            model.input().mirror(inference.input());
            add(inference, sum);
            return Features.of(pack.version(), projection.apply(sum));
        }
    }

    private void add(Network.Inference inference, float[] sum) {
        inference.run();
        FloatBuffer raw = inference.output(model.network().onlyOutput());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += raw.get(i);
        }
    }
}
