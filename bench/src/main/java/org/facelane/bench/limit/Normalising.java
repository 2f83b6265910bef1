package org.facelane.bench.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.evaluate.data.Sample;

/// What it does to a similarity to be measured against the similarities of its two pictures to other people: rows of a
/// table, at most three pictures a person. The other people are those of the same set, one picture of each.
final class Normalising {
    private static final int PER_PERSON = 3;
    private static final int NEAREST = 60;
    /// Brings what is left into the range of a similarity.
    private static final double SCALE = 25;

    /// Mean and spread of a picture's similarities to strangers, and of those to the nearest of them.
    private record Crowd(double mean, double spread, double nearestMean, double nearestSpread) {}

    @FunctionalInterface
    private interface Way {
        double of(double similarity, Crowd first, Crowd second);
    }

    private final List<Sample> samples;
    private final List<Crowd> crowds;

    private Normalising(List<Sample> all) {
        Map<String, Integer> counts = new HashMap<>();
        samples = all.stream()
                .filter(sample -> counts.merge(sample.person(), 1, Integer::sum) <= PER_PERSON)
                .toList();
        Map<String, Sample> firsts = new HashMap<>();
        samples.forEach(sample -> firsts.putIfAbsent(sample.person(), sample));
        crowds = samples.parallelStream()
                .map(sample -> crowd(sample, List.copyOf(firsts.values())))
                .toList();
    }

    static void print(Lfw lfw) {
        Normalising strangers = new Normalising(lfw.samples());
        Normalising london = new Normalising(lfw.london());
        System.out.println(
                "\n| score | FNMR at FMR 1e-3 | 1e-4 | 1e-5 | London at 1e-3 | at 1e-4 |\n|---|---|---|---|---|---|");
        row("as it is", strangers, london, (similarity, a, b) -> similarity);
        row("the probe's mean and spread", strangers, london, (similarity, a, b) -> (similarity - a.mean) / a.spread);
        row(
                "both sides' mean and spread",
                strangers,
                london,
                (similarity, a, b) -> ((similarity - a.mean) / a.spread + (similarity - b.mean) / b.spread) / 2);
        row(
                "both sides' 60 nearest strangers",
                strangers,
                london,
                (similarity, a, b) -> ((similarity - a.nearestMean) / a.nearestSpread
                                + (similarity - b.nearestMean) / b.nearestSpread)
                        / 2);
        row(
                "less the mean of both sides' 60 nearest strangers",
                strangers,
                london,
                (similarity, a, b) -> similarity - (a.nearestMean + b.nearestMean) / 2);
    }

    private static void row(String name, Normalising strangers, Normalising london, Way way) {
        Rates rates = strangers.rates(way);
        Similarities londoners = new Similarities();
        london.each(way, (first, second, value) -> {
            if (!first.person().equals(second.person())) {
                londoners.add(value);
            }
        });
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f × | %.1f × |%n",
                name,
                rates.cells(),
                rates.excess(londoners, 1e-3),
                rates.excess(londoners, 1e-4));
    }

    @FunctionalInterface
    private interface Taker {
        void take(Sample first, Sample second, double value);
    }

    private Rates rates(Way way) {
        Rates rates = new Rates();
        each(way, (first, second, value) -> {
            if (first.person().equals(second.person())) {
                rates.mated(first.person(), value);
            } else {
                rates.nonMated(value);
            }
        });
        return rates;
    }

    private void each(Way way, Taker taker) {
        for (int i = 0; i < samples.size(); i++) {
            for (int k = i + 1; k < samples.size(); k++) {
                double similarity = SeveralPictures.cosine(
                        samples.get(i).features(), samples.get(k).features());
                taker.take(samples.get(i), samples.get(k), way.of(similarity, crowds.get(i), crowds.get(k)) / SCALE);
            }
        }
    }

    private static Crowd crowd(Sample sample, List<Sample> firsts) {
        List<Double> found = new ArrayList<>();
        for (Sample other : firsts) {
            if (!other.person().equals(sample.person())) {
                found.add(SeveralPictures.cosine(sample.features(), other.features()));
            }
        }
        double[] sorted = found.stream().mapToDouble(x -> x).sorted().toArray();
        double[] nearest = Arrays.copyOfRange(sorted, Math.max(0, sorted.length - NEAREST), sorted.length);
        return new Crowd(mean(sorted), spread(sorted), mean(nearest), spread(nearest));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double spread(double[] values) {
        double mean = mean(values);
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow());
    }
}
