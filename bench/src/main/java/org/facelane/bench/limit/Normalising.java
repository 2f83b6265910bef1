package org.facelane.bench.limit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.facelane.bench.Arguments;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.model.ModelPack;

/// What it does to a similarity to be measured against the similarities of its two pictures to other people, or against
/// their quality: a Markdown table, over every pair and over at most three pictures a person. The other people are
/// those of the same set, one picture of each, as in a gallery. Run by `bench/normalised-scores`.
public final class Normalising {
    private static final int PER_PERSON = 3;
    private static final int NEAREST = 60;
    private static final int VERY_NEAREST = 10;
    /// Brings what is left into the range of a similarity.
    private static final double SCALE = 25;

    /// Mean and spread of a picture's similarities to strangers, and of those to the nearest of them; and the
    /// logarithm of its own quality, 0 for the best.
    private record Crowd(
            double mean, double spread, double nearestMean, double nearestSpread, double veryNearest, double quality) {}

    @FunctionalInterface
    private interface Way {
        double of(double similarity, Crowd first, Crowd second);
    }

    private final List<Sample> samples;
    private final List<Crowd> crowds;

    private Normalising(List<Sample> samples) {
        this.samples = samples;
        Map<String, Sample> firsts = new HashMap<>();
        samples.forEach(sample -> firsts.putIfAbsent(sample.person(), sample));
        crowds = samples.parallelStream()
                .map(sample -> crowd(sample, List.copyOf(firsts.values())))
                .toList();
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(Lfw.USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            System.out.println("Pack " + pack.version());
            Lfw lfw = Lfw.read(arguments, pack);
            Map<String, Integer> counts = new HashMap<>();
            List<Sample> few = lfw.samples().stream()
                    .filter(sample -> counts.merge(sample.person(), 1, Integer::sum) <= PER_PERSON)
                    .toList();
            print(new Normalising(lfw.samples()), new Normalising(few), new Normalising(lfw.london()));
        }
    }

    private static void print(Normalising every, Normalising few, Normalising london) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("as it is", (similarity, a, b) -> similarity);
        ways.put("the probe's mean and spread", (similarity, a, b) -> (similarity - a.mean) / a.spread);
        ways.put(
                "both sides' mean and spread",
                (similarity, a, b) -> ((similarity - a.mean) / a.spread + (similarity - b.mean) / b.spread) / 2);
        ways.put(
                "both sides' 60 nearest strangers, mean and spread",
                (similarity, a, b) -> ((similarity - a.nearestMean) / a.nearestSpread
                                + (similarity - b.nearestMean) / b.nearestSpread)
                        / 2);
        ways.put(
                "less the mean of both sides' 60 nearest strangers",
                (similarity, a, b) -> similarity - (a.nearestMean + b.nearestMean) / 2);
        ways.put(
                "less the mean of both sides' 10 nearest strangers",
                (similarity, a, b) -> similarity - (a.veryNearest + b.veryNearest) / 2);
        ways.put(
                "bad pictures may be less alike: 0.02 for each natural logarithm of quality",
                (similarity, a, b) -> similarity - 0.02 * (a.quality + b.quality));
        ways.put(
                "bad pictures have to be more alike, by as much",
                (similarity, a, b) -> similarity + 0.02 * (a.quality + b.quality));
        System.out.println("\n| score | every pair: FNMR at FMR 1e-3 | 1e-4 | 1e-5 | at most three: 1e-3 | 1e-4 | 1e-5"
                + " | London at 1e-3 | at 1e-4 |\n|---|---|---|---|---|---|---|---|---|");
        ways.forEach((name, way) -> row(name, way, every.rates(way), few.rates(way), london));
    }

    private static void row(String name, Way way, Rates every, Rates few, Normalising london) {
        Similarities londoners = new Similarities();
        london.each(way, (first, second, value) -> {
            if (!first.person().equals(second.person())) {
                londoners.add(value);
            }
        });
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.1f × | %.1f × |%n",
                name,
                every.cells(),
                few.cells(),
                few.excess(londoners, 1e-3),
                few.excess(londoners, 1e-4));
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
        double[] veryNearest = Arrays.copyOfRange(nearest, Math.max(0, nearest.length - VERY_NEAREST), nearest.length);
        return new Crowd(
                mean(sorted),
                spread(sorted),
                mean(nearest),
                spread(nearest),
                mean(veryNearest),
                Math.log(Math.max(1, sample.quality()) / 100));
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
