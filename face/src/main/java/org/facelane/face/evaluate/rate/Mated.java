package org.facelane.face.evaluate.rate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.facelane.face.evaluate.data.Sample;

/// Comparisons of two samples of one person, with the person and the lower quality of the two. Immutable.
public final class Mated {
    private final float[] similarities;
    private final int[] people;
    private final double[] qualities;

    /// One comparison.
    ///
    /// @param person the number of the person
    /// @param quality the lower of the two
    public record Comparison(double similarity, int person, double quality) {
        /// @param numbers of people
        public static Comparison of(Sample a, Sample b, Map<String, Integer> numbers) {
            return new Comparison(
                    a.similarity(b), numbers.getOrDefault(a.person(), -1), Math.min(a.quality(), b.quality()));
        }
    }

    public Mated(List<Comparison> comparisons) {
        List<Comparison> sorted = new ArrayList<>(comparisons);
        sorted.sort(Comparator.comparingDouble(Comparison::similarity));
        similarities = new float[sorted.size()];
        people = new int[sorted.size()];
        qualities = new double[sorted.size()];
        for (int i = 0; i < sorted.size(); i++) {
            similarities[i] = (float) sorted.get(i).similarity();
            people[i] = sorted.get(i).person();
            qualities[i] = sorted.get(i).quality();
        }
    }

    /// Every two samples of one person.
    public static Mated among(List<Sample> samples, Map<String, Integer> numbers) {
        Map<String, List<Sample>> byPerson = new TreeMap<>();
        samples.forEach(sample -> byPerson.computeIfAbsent(sample.person(), person -> new ArrayList<>())
                .add(sample));
        List<Comparison> comparisons = new ArrayList<>();
        for (List<Sample> own : byPerson.values()) {
            for (int i = 0; i < own.size(); i++) {
                for (int k = i + 1; k < own.size(); k++) {
                    comparisons.add(Comparison.of(own.get(i), own.get(k), numbers));
                }
            }
        }
        return new Mated(comparisons);
    }

    /// How many comparisons there are.
    public int total() {
        return similarities.length;
    }

    /// How many people they are of.
    public int peopleCount() {
        return (int) Arrays.stream(people).distinct().count();
    }

    /// How many comparisons do not exceed a limit.
    public int within(double limit) {
        int low = 0;
        int high = similarities.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (similarities[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The similarity below which `share` of the comparisons lie; 0 gives the lowest.
    public double quantile(double share) {
        return similarities[(int) Math.min(similarities.length - 1L, (long) (share * similarities.length))];
    }

    /// The share of comparisons that do not exceed a limit when those of lower quality are left out first.
    ///
    /// @param discarded the share left out, 0 to below 1
    public double withinBest(double limit, double discarded) {
        int[] order = IntStream.range(0, qualities.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> qualities[i]))
                .mapToInt(i -> i)
                .toArray();
        int from = (int) Math.floor(discarded * order.length);
        int errors = 0;
        for (int i = from; i < order.length; i++) {
            errors += similarities[order[i]] <= limit ? 1 : 0;
        }
        return (double) errors / (order.length - from);
    }

    /// The share, by weight, of comparisons that do not exceed each limit.
    double[] within(double[] limits, int[] weights) {
        double[] sums = new double[similarities.length + 1];
        for (int i = 0; i < similarities.length; i++) {
            sums[i + 1] = sums[i] + weights[people[i]];
        }
        double[] shares = new double[limits.length];
        for (int i = 0; i < limits.length; i++) {
            shares[i] = sums[within(limits[i])] / sums[similarities.length];
        }
        return shares;
    }
}
