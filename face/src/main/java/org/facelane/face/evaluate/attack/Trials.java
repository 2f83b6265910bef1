package org.facelane.face.evaluate.attack;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.evaluate.rate.Rate;

/// What attack detection said about the presentations of one species of attack, or about living people.
///
/// @param name of the species
/// @param bonaFide whether they are living people, for whom being stopped is the error
public record Trials(String name, boolean bonaFide, List<Trial> trials) {
    /// @param person whose face it is
    /// @param suspicion above 0 the product suspects an attack; nothing if it saw no usable face
    public record Trial(String person, OptionalDouble suspicion) {
        public Trial {
            requireNonNull(person, "person is null");
            requireNonNull(suspicion, "suspicion is null");
        }
    }

    public Trials {
        requireNonNull(name, "name is null");
        trials = List.copyOf(trials);
    }

    /// How many got an answer at all.
    public int answered() {
        return (int)
                trials.stream().filter(trial -> trial.suspicion().isPresent()).count();
    }

    /// APCER or BPCER among those that got an answer, if everything above a threshold is stopped; one or more must
    /// have got one. The interval is over people.
    public Rate error(double threshold, int replicates, long seed) {
        List<Trial> answered =
                trials.stream().filter(trial -> trial.suspicion().isPresent()).toList();
        Map<String, Integer> people = new LinkedHashMap<>();
        answered.forEach(trial -> people.putIfAbsent(trial.person(), people.size()));
        int[] person = new int[answered.size()];
        boolean[] error = new boolean[answered.size()];
        for (int i = 0; i < error.length; i++) {
            Trial trial = answered.get(i);
            person[i] = requireNonNull(people.get(trial.person()), "a person has no number");
            error[i] = trial.suspicion().getAsDouble() > threshold == bonaFide;
        }
        return new Bootstrap(people.size(), replicates, seed).rate(person, error);
    }

    /// [#error] without its interval.
    public double share(double threshold) {
        return trials.stream()
                        .mapMultiToDouble((trial, values) -> trial.suspicion().ifPresent(values))
                        .filter(suspicion -> suspicion > threshold == bonaFide)
                        .count()
                / (double) answered();
    }

    /// The least threshold above which at most `count` of the answered lie.
    ///
    /// @param count 0 or more, less than [#answered()]
    public double threshold(int count) {
        return trials.stream()
                .flatMap(trial -> trial.suspicion().stream().boxed())
                .sorted(Comparator.reverseOrder())
                .skip(count)
                .findFirst()
                .orElseThrow();
    }
}
