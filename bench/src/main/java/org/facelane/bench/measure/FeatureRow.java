package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.facelane.bench.measure.PictureSet.Sample;

/// How good one way of making features is: a row of the table in `docs/accuracy/features.md`.
///
/// @param every FNMR in percent at FMR 1e-3, 1e-4 and 1e-5 over every pair of pictures
/// @param few the same over at most three pictures a person
/// @param fused FNMR in percent at FMR 1e-5 of three pictures against three others, people with six
/// @param excess how many times more often strangers within London reach the similarity of FMR 1e-3 and of 1e-4
/// @param gap lowest mated less highest non-mated similarity within London
public record FeatureRow(String name, double[] every, double[] few, double fused, double[] excess, double gap) {
    public static final String HEADING =
            "| features | every pair: 1e-3 | 1e-4 | 1e-5 | at most three: 1e-3 | 1e-4 | 1e-5 | three on three: 1e-5 |"
                    + " London at 1e-3 | at 1e-4 | London's gap |\n"
                    + "|---|---|---|---|---|---|---|---|---|---|---|";

    private static final double[] FMRS = {1e-3, 1e-4, 1e-5};
    private static final int DRAWS = 20;
    private static final int TRIPLES_OF_A_PERSON = 6;

    public FeatureRow {
        requireNonNull(name, "name is null");
        requireNonNull(every, "every is null");
        requireNonNull(few, "few is null");
        requireNonNull(excess, "excess is null");
    }

    public static FeatureRow of(String name, List<Sample> every, List<Sample> few, List<Sample> london) {
        Similarities strangers = Similarities.nonMated(few);
        Similarities londoners = Similarities.nonMated(london);
        double[] excess = DoubleStream.of(1e-3, 1e-4)
                .map(fmr -> londoners.share(strangers.reachedBy(fmr)) / fmr)
                .toArray();
        return new FeatureRow(
                name,
                rates(Similarities.mated(every), Similarities.nonMated(every)),
                rates(Similarities.mated(few), strangers),
                fused(every),
                excess,
                Similarities.mated(london).lowest() - londoners.highest());
    }

    /// A row of a Markdown table.
    public String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f %% | %.1f × | %.1f × | %.3f |",
                name,
                percent(every),
                percent(few),
                fused,
                excess[0],
                excess[1],
                gap);
    }

    private static double[] rates(Similarities mated, Similarities nonMated) {
        return DoubleStream.of(FMRS)
                .map(fmr -> 100 * (1 - mated.share(nonMated.reachedBy(fmr))))
                .toArray();
    }

    /// Mated: twenty draws of three and three pictures for everybody who has six. Non-mated: threes of different
    /// people, at most six threes a person.
    private static double fused(List<Sample> samples) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Map<String, List<Sample>> people = samples.stream()
                .collect(Collectors.groupingBy(Sample::person, TreeMap::new, Collectors.toCollection(ArrayList::new)));
        Similarities mated = new Similarities();
        List<Sample> threes = new ArrayList<>();
        people.values().forEach(own -> {
            for (int draw = 0; draw < DRAWS && own.size() >= 6; draw++) {
                Collections.shuffle(own, random);
                mated.add(mean(own, 0).similarity(mean(own, 3)));
            }
            for (int three = 0; three < Math.min(own.size() / 3, TRIPLES_OF_A_PERSON); three++) {
                threes.add(mean(own, 3 * three));
            }
        });
        return 100 * (1 - mated.share(Similarities.nonMated(threes).reachedBy(1e-4)));
    }

    private static Sample mean(List<Sample> samples, int from) {
        float[] sum = new float[samples.getFirst().features().length];
        for (Sample sample : samples.subList(from, from + 3)) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += sample.features()[k];
            }
        }
        return Parts.unit(samples.getFirst(), sum);
    }

    private static String percent(double[] rates) {
        return DoubleStream.of(rates)
                .mapToObj(rate -> String.format(Locale.ROOT, "%.2f %%", rate))
                .collect(Collectors.joining(" | "));
    }
}
