package org.facelane.face.template;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.model.ModelPack;

/// Features of people who never were, for galleries of rehearsals and measurements: drawn so that they are as alike to
/// each other and to real features as those of strangers are, which evenly drawn directions are not. Immutable and
/// thread-safe.
public final class MadeUpFeatures {
    private final ModelVersion model;
    private final double[] spectrum;

    public MadeUpFeatures(ModelPack pack) {
        model = requireNonNull(pack, "pack is null").version();
        spectrum = pack.spectrum();
    }

    /// @param random the same state gives the same features
    public Features draw(RandomGenerator random) {
        float[] values = new float[spectrum.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (spectrum[k] * random.nextGaussian());
        }
        return Features.of(model, values);
    }
}
