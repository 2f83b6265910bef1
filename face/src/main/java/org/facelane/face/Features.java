package org.facelane.face;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/// The numbers that tell one face from another (ISO/IEC 2382-37: biometric features), projected to the pack's
/// dimension and of unit length. Meaningless outside their model version. They exist in memory only: what is compared
/// is a [Probe], what is stored is a [Template].
///
/// They do not change until whoever made them overwrites them; safe for use by several threads.
public final class Features {
    private final ModelVersion model;
    private final float[] values;

    private Features(ModelVersion model, float[] values) {
        this.model = model;
        this.values = values;
    }

    /// Scales `values` to unit length; the array is copied.
    ///
    /// @throws IllegalArgumentException if a value is not finite, or all are zero
    public static Features of(ModelVersion model, float[] values) {
        return new Features(requireNonNull(model, "model is null"), unit(values));
    }

    /// One set of features out of several frames of the same face: the weighted mean direction.
    ///
    /// @param features at least one, all of one model
    /// @param weights one for each, 0 or more, at least one above 0
    public static Features fuse(List<Features> features, List<Double> weights) {
        if (features.isEmpty() || features.size() != weights.size()) {
            throw new IllegalArgumentException(
                    "expected one weight for each features, got " + features.size() + " and " + weights.size());
        }
        Features first = features.getFirst();
        float[] sum = new float[first.dimension()];
        for (int i = 0; i < features.size(); i++) {
            Features next = features.get(i);
            first.requireComparable(next);
            double weight = weights.get(i);
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("a weight is 0 or more, got " + weight);
            }
            for (int k = 0; k < sum.length; k++) {
                sum[k] += (float) (weight * next.values[k]);
            }
        }
        Features fused = of(first.model, sum);
        Arrays.fill(sum, 0);
        return fused;
    }

    /// The pack that made them.
    public ModelVersion model() {
        return model;
    }

    /// How many numbers they are.
    public int dimension() {
        return values.length;
    }

    /// A copy of the numbers.
    public float[] values() {
        return values.clone();
    }

    /// The cosine between two sets of features: the model's raw number. It means nothing without a [Calibration].
    ///
    /// @return −1 to 1
    public double similarity(Features other) {
        requireComparable(other);
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            sum += (double) values[k] * other.values[k];
        }
        return Math.clamp(sum, -1, 1);
    }

    /// Overwrites the numbers with zeros, for whoever made them and gives them away no more: they need not wait for
    /// the garbage collector.
    public void overwrite() {
        Arrays.fill(values, 0);
    }

    /// Never the numbers: features must not reach a log by accident.
    @Override
    public String toString() {
        return "Features[" + model + ", " + values.length + "]";
    }

    private void requireComparable(Features other) {
        if (!model.equals(other.model) || values.length != other.values.length) {
            throw new IllegalArgumentException(this + " and " + other + " cannot be compared");
        }
    }

    static float[] unit(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new IllegalArgumentException("features have a finite length above 0, got √" + squares);
        }
        float[] unit = Arrays.copyOf(values, values.length);
        double length = Math.sqrt(squares);
        for (int k = 0; k < unit.length; k++) {
            unit[k] = (float) (unit[k] / length);
        }
        return unit;
    }
}
