package org.facelane.face.gallery;

import java.util.Random;

/// Numbers of unit length that are hard on a search: even ones, a single large value, denormals, zeros, plateaus.
final class AdversarialFeatures {
    private AdversarialFeatures() {}

    static float[] unit(Random random, int dimension) {
        float[] values = new float[dimension];
        int kind = random.nextInt(7);
        for (int k = 0; k < dimension; k++) {
            values[k] = switch (kind) {
                case 0 -> random.nextBoolean() ? 1 : -1;
                case 1 -> k == 0 ? 1 : (float) random.nextGaussian() * 1e-3f;
                case 2 -> Float.MIN_VALUE * random.nextInt(-99, 100);
                case 3 -> random.nextInt(10) == 0 ? (float) random.nextGaussian() : 0;
                case 4 -> (float) Math.pow(10, -40 * random.nextDouble());
                default -> (float) random.nextGaussian();
            };
        }
        if (kind == 2) {
            values[random.nextInt(dimension)] = random.nextBoolean() ? 1 : -1;
        }
        float[] other = new float[dimension];
        other[random.nextInt(dimension)] = 1;
        return unitOr(values, other);
    }

    /// `values` scaled to unit length, or `other` if they are all but nothing.
    static float[] unitOr(float[] values, float[] other) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        if (squares < 1e-60) {
            return other;
        }
        float[] unit = new float[values.length];
        for (int k = 0; k < unit.length; k++) {
            unit[k] = (float) (values[k] / Math.sqrt(squares));
        }
        return unit;
    }
}
