package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.facelane.face.Calibration;
import org.facelane.face.evaluate.data.Arguments;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.model.ModelPack;

/// What all sections of a report share.
///
/// @param pack that made the samples
/// @param replicates of each bootstrap
/// @param seed of every draw
record Terms(ModelPack pack, int replicates, long seed) {
    Terms {
        requireNonNull(pack, "pack is null");
    }

    /// @param arguments with `--replicates` and `--seed`, or neither
    static Terms of(ModelPack pack, Arguments arguments) {
        return new Terms(
                pack,
                arguments.number("--replicates", 10, 100_000, 1_000),
                arguments.number("--seed", 0, 999_999_999, 1));
    }

    Optional<Calibration> calibration() {
        return pack.calibration();
    }

    Bootstrap bootstrap(Map<String, Integer> people) {
        return new Bootstrap(people.size(), replicates, seed);
    }
}
