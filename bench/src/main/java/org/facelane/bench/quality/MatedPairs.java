package org.facelane.bench.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Comparisons of pictures with plain pictures of the same person, never with the picture that they are copies of.
///
/// @param pairs the second is plain
record MatedPairs(List<Pair> pairs) {
    record Pair(MeasuredPicture first, MeasuredPicture second, double similarity) {}

    /// The error is looked at after the worst of the comparisons have been left out, up to this share.
    private static final double DISCARD_MAX = 0.3;

    static MatedPairs of(List<MeasuredPicture> pictures) {
        Map<String, List<MeasuredPicture>> people =
                pictures.stream().collect(Collectors.groupingBy(MeasuredPicture::person));
        List<Pair> pairs = new ArrayList<>();
        for (MeasuredPicture first : pictures) {
            for (MeasuredPicture second : people.getOrDefault(first.person(), List.of())) {
                int order = first.file().compareTo(second.file());
                if (second.isPlain() && (first.isPlain() ? order < 0 : order != 0)) {
                    pairs.add(new Pair(first, second, first.similarity(second)));
                }
            }
        }
        return new MatedPairs(pairs);
    }

    MatedPairs only(Predicate<Pair> wanted) {
        return new MatedPairs(pairs.stream().filter(wanted).toList());
    }

    /// How alike each picture is to the other pictures of the same person, on average.
    Map<MeasuredPicture, Double> meanSimilarities() {
        Map<MeasuredPicture, List<Double>> found = new HashMap<>();
        for (Pair pair : pairs) {
            found.computeIfAbsent(pair.first(), picture -> new ArrayList<>()).add(pair.similarity());
            if (pair.first().isPlain()) {
                found.computeIfAbsent(pair.second(), picture -> new ArrayList<>())
                        .add(pair.similarity());
            }
        }
        Map<MeasuredPicture, Double> means = new HashMap<>();
        found.forEach((picture, similarities) -> means.put(
                picture,
                similarities.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return means;
    }

    /// The similarities, that of the comparison with the lowest quality first; the quality of a comparison is that
    /// of its worse picture.
    double[] byQuality(ToDoubleFunction<MeasuredPicture> quality) {
        record Rated(double quality, double similarity) {}
        return pairs.stream()
                .map(pair -> new Rated(
                        Math.min(quality.applyAsDouble(pair.first()), quality.applyAsDouble(pair.second())),
                        pair.similarity()))
                .sorted(Comparator.comparingDouble(Rated::quality))
                .mapToDouble(Rated::similarity)
                .toArray();
    }

    /// Share of comparisons below `similarity` once those with the lowest quality are left out.
    ///
    /// @param byQuality as [#byQuality] gives them
    /// @param discard the share left out, 0 to 1
    static double missed(double[] byQuality, double discard, double similarity) {
        int first = (int) Math.round(discard * byQuality.length);
        int missed = 0;
        for (int i = first; i < byQuality.length; i++) {
            missed += byQuality[i] < similarity ? 1 : 0;
        }
        return missed / (double) (byQuality.length - first);
    }

    /// The mean of [#missed] over shares left out from 0 to 30 %: less is better.
    static double meanMissed(double[] byQuality, double similarity) {
        double sum = 0;
        int steps = 30;
        for (int step = 0; step < steps; step++) {
            sum += missed(byQuality, DISCARD_MAX * step / steps, similarity);
        }
        return sum / steps;
    }
}
