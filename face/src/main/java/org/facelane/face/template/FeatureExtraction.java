package org.facelane.face.template;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.Arrays;
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

/// Turns a face into features: for each of the pack's embedders aligned by five points, through the network as it is
/// and mirrored; their unit vectors, weighted, side by side; projected, of unit length. The similarity of two
/// faces is then the weighted mean of what each embedder alone would say. Thread-safe.
public final class FeatureExtraction {
    private final ModelPack pack;
    private final Projection projection;
    private final int featureCount;
    private final double weights;

    public FeatureExtraction(ModelPack pack) {
        this.pack = requireNonNull(pack, "pack is null");
        projection = new Projection(pack.projection().orElse(null));
        featureCount =
                pack.embedders().stream().mapToInt(EmbedderModel::featureCount).sum();
        weights = pack.embedders().stream().mapToDouble(EmbedderModel::weight).sum();
    }

    /// @param face as found in `image`
    public Features extract(Image image, Face face) {
        Landmarks marks = face.landmarks();
        List<Point> points = List.of(
                marks.leftEye(), marks.rightEye(), marks.noseTip(), marks.leftMouthCorner(), marks.rightMouthCorner());
        float[] joined = new float[featureCount];
        int at = 0;
        for (EmbedderModel model : pack.embedders()) {
            float[] part = features(model, image, Warp.aligning(points, model.places()));
            double weight = Math.sqrt(model.weight() / weights);
            for (float value : part) {
                joined[at++] = (float) (weight * value);
            }
            Arrays.fill(part, 0);
        }
        float[] projected = projection.apply(joined);
        Features features = Features.of(pack.version(), projected);
        Arrays.fill(joined, 0);
        Arrays.fill(projected, 0);
        return features;
    }

    /// Of unit length.
    private static float[] features(EmbedderModel model, Image image, Warp warp) {
        float[] sum = new float[model.featureCount()];
        try (Network.Inference inference = model.network().borrow()) {
            model.input().warp(image, warp, inference.input());
            add(model, inference, sum);
            model.input().mirror(inference.input());
            add(model, inference, sum);
        }
        return unit(sum);
    }

    private static void add(EmbedderModel model, Network.Inference inference, float[] sum) {
        inference.run();
        FloatBuffer raw = inference.output(model.network().firstOutput());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += raw.get(i);
        }
    }

    /// What was given is overwritten.
    private static float[] unit(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / length);
        }
        Arrays.fill(values, 0);
        return unit;
    }
}
