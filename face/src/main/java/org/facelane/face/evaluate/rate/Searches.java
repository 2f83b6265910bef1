package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.facelane.face.evaluate.data.Sample;

/// Open-set identification (1:N): galleries of several sizes, and every sample as a probe once by somebody who is not
/// enrolled and, where the person has another sample to enrol, once by somebody who is.
///
/// A gallery is drawn: first one sample of each person, in random order, then of each person who fills the gallery,
/// then further samples, which stand for people who are not there. A probe's gallery of N is the first N that are not
/// its own person's; of a mated search the person's own reference and the first N − 1 others. Several such orders are
/// drawn, and rates are means over them. Intervals: each bootstrap replicate draws the people who come, and takes the
/// next of the orders.
public final class Searches {
    private final int[] sizes;
    private final int orderCount;
    private final int[] personOf;
    /// Of each who may be enrolled: the number of the person, or −1 of one who does not come.
    private final int[] candidatePerson;

    private final Bootstrap bootstrap;
    /// By size, order and probe: the highest similarity to one of N others, and of N − 1.
    private final float[][][] highest;

    private final float[][][] highestButOne;
    /// By order and probe: the similarity to the person's own reference, or not a number.
    private final float[][] own;

    /// Who comes and who may be enrolled.
    ///
    /// @param probes everybody who comes; each can be enrolled, too
    /// @param fill samples that are enrolled and do not come: of other people, or further ones of the same
    /// @param sizes of galleries, ascending
    /// @param orderCount how many galleries are drawn
    /// @param seed of all draws
    public record Plan(List<Sample> probes, List<Sample> fill, int[] sizes, int orderCount, long seed) {
        public Plan {
            probes = List.copyOf(probes);
            fill = List.copyOf(fill);
            sizes = sizes.clone();
        }

        /// The largest gallery that these samples fill for everybody who comes.
        public static int largest(List<Sample> probes, List<Sample> fill) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            probes.forEach(sample -> counts.merge(sample.person(), 1, Integer::sum));
            fill.forEach(sample -> counts.computeIfPresent(sample.person(), (person, count) -> count + 1));
            return probes.size() + fill.size() - Collections.max(counts.values());
        }
    }

    private Searches(Plan plan, Map<String, Integer> people, Bootstrap bootstrap) {
        this.bootstrap = requireNonNull(bootstrap, "bootstrap is null");
        sizes = plan.sizes();
        orderCount = plan.orderCount();
        int count = plan.probes().size();
        personOf = numbers(plan.probes(), people);
        candidatePerson = IntStream.concat(Arrays.stream(personOf), Arrays.stream(numbers(plan.fill(), people)))
                .toArray();
        highest = new float[sizes.length][orderCount][count];
        highestButOne = new float[sizes.length][orderCount][count];
        own = new float[orderCount][count];
    }

    /// Searches everything; a few seconds for thousands of probes.
    ///
    /// @param bootstrap over the people who come
    /// @throws IllegalArgumentException if the samples do not fill the largest gallery
    public static Searches of(Plan plan, Bootstrap bootstrap) {
        return of(plan, Pairs.numbered(plan.probes()), bootstrap);
    }

    /// The same with numbers for people that others share.
    public static Searches of(Plan plan, Map<String, Integer> people, Bootstrap bootstrap) {
        int largest = Arrays.stream(plan.sizes()).max().orElseThrow();
        if (largest > Plan.largest(plan.probes(), plan.fill())) {
            throw new IllegalArgumentException("there are not enough samples for a gallery of " + largest);
        }
        Searches searches = new Searches(plan, people, bootstrap);
        searches.search(plan);
        return searches;
    }

    /// How many probes there are.
    public int probeCount() {
        return personOf.length;
    }

    /// How many of them have an own reference in a gallery, over all orders, as a mean.
    public long matedCount() {
        long count = Arrays.stream(own)
                .mapToLong(row -> IntStream.range(0, row.length)
                        .filter(i -> !Float.isNaN(row[i]))
                        .count())
                .sum();
        return Math.round((double) count / orderCount);
    }

    /// Whether the data have as many searches as a rate needs to show.
    public boolean resolves(double rate) {
        return rate * probeCount() >= 1 - 1e-9;
    }

    /// The similarity that a candidate must exceed so that at most `rate` of the searches of people who are not
    /// enrolled return somebody.
    public double limit(int size, double rate) {
        float[][] found = highest[index(size)];
        float[] all = new float[orderCount * probeCount()];
        for (int order = 0; order < orderCount; order++) {
            System.arraycopy(found[order], 0, all, order * probeCount(), probeCount());
        }
        Arrays.sort(all);
        int allowed = (int) Math.floor(rate * all.length + 1e-9);
        return allowed >= all.length ? -1 : all[all.length - 1 - allowed];
    }

    /// FNIR at each FPIR, which the data must resolve.
    public List<Rate> fnirAt(int size, double[] fpirs) {
        int at = index(size);
        List<Interval> intervals = bootstrap.intervals(fpirs.length, replicate -> {
            int[] weights = bootstrap.weights(replicate);
            int order = replicate % orderCount;
            double[] limits = limits(highest[at][order], fpirs, weights);
            return Arrays.stream(limits)
                    .map(limit -> missed(at, order, limit, weights))
                    .toArray();
        });
        List<Rate> rates = new ArrayList<>();
        for (int i = 0; i < fpirs.length; i++) {
            rates.add(missRate(at, limit(size, fpirs[i]), intervals.get(i)));
        }
        return rates;
    }

    /// FPIR at a similarity that a candidate must reach.
    public Rate fpir(int size, double least) {
        int at = index(size);
        Interval interval = bootstrap
                .intervals(
                        1, replicate -> new double[] {
                            returned(highest[at][replicate % orderCount], least, bootstrap.weights(replicate))
                        })
                .getFirst();
        double value = IntStream.range(0, orderCount)
                .mapToDouble(order -> returned(highest[at][order], least, ones()))
                .average()
                .orElseThrow();
        return new Rate(
                value * probeCount(), probeCount(), value == 0 ? Interval.withoutErrors(bootstrap.people()) : interval);
    }

    /// FPIR of several searches taken together: of one gallery size and one bootstrap, each at a threshold of its
    /// own.
    ///
    /// @param least the similarity that a candidate must reach in each of them
    public static Rate pooledFpir(List<Searches> several, int size, double[] least, Bootstrap bootstrap) {
        Interval interval = bootstrap
                .intervals(1, replicate -> {
                    int[] weights = bootstrap.weights(replicate);
                    double reached = 0;
                    double whole = 0;
                    for (int i = 0; i < several.size(); i++) {
                        Searches searches = several.get(i);
                        double weight = searches.whole(weights);
                        int order = replicate % searches.orderCount;
                        float[] found = searches.highest[searches.index(size)][order];
                        reached += weight * searches.returned(found, least[i], weights);
                        whole += weight;
                    }
                    return new double[] {reached / whole};
                })
                .getFirst();
        double errors = 0;
        long of = 0;
        for (int i = 0; i < several.size(); i++) {
            Rate rate = several.get(i).fpir(size, least[i]);
            errors += rate.errors();
            of += rate.of();
        }
        return new Rate(errors, of, errors == 0 ? Interval.withoutErrors(bootstrap.people()) : interval);
    }

    private double whole(int[] weights) {
        double whole = 0;
        for (int person : personOf) {
            whole += weights[person];
        }
        return whole;
    }

    /// FNIR at a similarity that a candidate must reach.
    public Rate fnir(int size, double least) {
        int at = index(size);
        double limit = Math.nextDown((float) least);
        Interval interval = bootstrap
                .intervals(1, replicate ->
                        new double[] {missed(at, replicate % orderCount, limit, bootstrap.weights(replicate))})
                .getFirst();
        return missRate(at, limit, interval);
    }

    private Rate missRate(int at, double limit, Interval interval) {
        double value = IntStream.range(0, orderCount)
                .mapToDouble(order -> missed(at, order, limit, ones()))
                .filter(Double::isFinite)
                .average()
                .orElse(0);
        long count = matedCount();
        return new Rate(
                value * count,
                count,
                value == 0 ? Interval.withoutErrors(Math.min(count, bootstrap.people())) : interval);
    }

    private int index(int size) {
        int at = Arrays.binarySearch(sizes, size);
        if (at < 0) {
            throw new IllegalArgumentException("no gallery of " + size + " was searched");
        }
        return at;
    }

    private int[] ones() {
        int[] ones = new int[bootstrap.people()];
        Arrays.fill(ones, 1);
        return ones;
    }

    private double returned(float[] found, double least, int[] weights) {
        double whole = 0;
        double reached = 0;
        for (int i = 0; i < found.length; i++) {
            whole += weights[personOf[i]];
            reached += found[i] >= least ? weights[personOf[i]] : 0;
        }
        return reached / whole;
    }

    /// The share of mated searches in which the own reference does not exceed the limit, or is not the best.
    private double missed(int at, int order, double limit, int[] weights) {
        double whole = 0;
        double misses = 0;
        for (int i = 0; i < personOf.length; i++) {
            float similarity = own[order][i];
            if (!Float.isNaN(similarity)) {
                int weight = weights[personOf[i]];
                whole += weight;
                misses += similarity <= limit || similarity <= highestButOne[at][order][i] ? weight : 0;
            }
        }
        return misses / whole;
    }

    private double[] limits(float[] found, double[] rates, int[] weights) {
        long[] sorted = new long[found.length];
        double whole = 0;
        for (int i = 0; i < found.length; i++) {
            // Similarities above −1 become whole numbers in the same order, with the probe's number behind.
            sorted[i] = ((long) Float.floatToIntBits(found[i] + 2) << 32) | i;
            whole += weights[personOf[i]];
        }
        Arrays.sort(sorted);
        double[] limits = new double[rates.length];
        for (int r = 0; r < rates.length; r++) {
            double sum = 0;
            limits[r] = -1;
            for (int k = sorted.length - 1; k >= 0; k--) {
                int i = (int) sorted[k];
                sum += weights[personOf[i]];
                if (sum > rates[r] * whole + 1e-9) {
                    limits[r] = found[i];
                    break;
                }
            }
        }
        return limits;
    }

    private void search(Plan plan) {
        List<Sample> all =
                Stream.concat(plan.probes().stream(), plan.fill().stream()).toList();
        Matrix matrix = new Matrix(all.stream().map(Sample::features).toList());
        int[][] orders = IntStream.range(0, orderCount)
                .mapToObj(order -> order(plan, new Random(plan.seed() + order)))
                .toArray(int[][]::new);
        int part = 16;
        IntStream.range(0, (probeCount() + part - 1) / part).parallel().forEach(block -> {
            int from = block * part;
            int to = Math.min(probeCount(), from + part);
            float[][] similarities = new float[to - from][matrix.width()];
            matrix.compare(
                    plan.probes().subList(from, to).stream()
                            .map(Sample::features)
                            .toList(),
                    0,
                    similarities);
            for (int probe = from; probe < to; probe++) {
                for (int order = 0; order < orderCount; order++) {
                    walk(orders[order], order, probe, similarities[probe - from]);
                }
            }
        });
    }

    /// Fills in what one probe finds in one order.
    private void walk(int[] order, int number, int probe, float[] similarities) {
        int person = personOf[probe];
        float ownSimilarity = Float.NaN;
        boolean ownSeen = false;
        float best = -2;
        int count = 0;
        int size = 0;
        for (int candidate : order) {
            if (candidatePerson[candidate] == person) {
                if (!ownSeen) {
                    ownSeen = true;
                    ownSimilarity = candidate == probe ? Float.NaN : similarities[candidate];
                }
            } else if (size < sizes.length) {
                float before = best;
                best = Math.max(best, similarities[candidate]);
                if (++count == sizes[size]) {
                    highestButOne[size][number][probe] = before;
                    highest[size++][number][probe] = best;
                }
            }
            if (ownSeen && size == sizes.length) {
                break;
            }
        }
        own[number][probe] = ownSimilarity;
    }

    /// First one sample of each person who comes, then of each who fills, then the next of each.
    private static int[] order(Plan plan, Random random) {
        Map<String, List<Integer>> coming = new LinkedHashMap<>();
        Map<String, List<Integer>> filling = new LinkedHashMap<>();
        for (int i = 0; i < plan.probes().size(); i++) {
            add(coming, plan.probes().get(i), i);
        }
        for (int i = 0; i < plan.fill().size(); i++) {
            Sample sample = plan.fill().get(i);
            add(
                    coming.containsKey(sample.person()) ? coming : filling,
                    sample,
                    plan.probes().size() + i);
        }
        List<List<Integer>> people = shuffled(coming, random);
        people.addAll(shuffled(filling, random));
        int[] order = new int[plan.probes().size() + plan.fill().size()];
        int count = 0;
        for (int round = 0; count < order.length; round++) {
            for (List<Integer> samples : people) {
                if (round < samples.size()) {
                    order[count++] = samples.get(round);
                }
            }
        }
        return order;
    }

    private static void add(Map<String, List<Integer>> people, Sample sample, int number) {
        people.computeIfAbsent(sample.person(), person -> new ArrayList<>()).add(number);
    }

    private static List<List<Integer>> shuffled(Map<String, List<Integer>> byPerson, Random random) {
        List<List<Integer>> people = new ArrayList<>(byPerson.values());
        Collections.shuffle(people, random);
        people.forEach(own -> Collections.shuffle(own, random));
        return people;
    }

    private static int[] numbers(List<Sample> samples, Map<String, Integer> people) {
        return samples.stream()
                .mapToInt(sample -> people.getOrDefault(sample.person(), -1))
                .toArray();
    }
}
