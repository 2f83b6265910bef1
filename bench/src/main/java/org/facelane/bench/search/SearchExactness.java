package org.facelane.bench.search;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.facelane.bench.Arguments;
import org.facelane.face.Calibration;
import org.facelane.face.Candidate;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;

/// Compares every answer of the search with plain double precision, on numbers chosen to mislead it: equal ones, ones
/// that differ in the last bit, single large values, denormals, and erasures in mid-scan. Ends with 1 if one was wrong.
/// Run by `bench/search`.
public final class SearchExactness {
    private static final String USAGE = "[--millions <number>] [--seed <number>]";
    private static final int[] DIMENSIONS = {2, 3, 8, 15, 16, 17, 31, 64, 100, 128, 160, 192, 193, 256, 350, 512};
    private static final Calibration RISING =
            new Calibration(new double[] {-1, 0, 0.5}, new double[] {0, 3, 30}, 0.05, 0);
    private static final double MILLION = 1e6;

    private final Random random;
    private long cases;
    private long searches;
    private long wrong;

    private SearchExactness(long seed) {
        random = new Random(seed);
    }

    public static void main(String... commandLine) throws InterruptedException, ExecutionException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        int seed = arguments.number("--seed", 1);
        double wanted = arguments.number("--millions", 50) * MILLION;
        SearchExactness run = new SearchExactness(seed);
        for (int round = 0; run.cases < wanted; round++) {
            int dimension = DIMENSIONS[round % DIMENSIONS.length];
            run.atRest(dimension);
            if (round % 4 == 0) {
                run.inMidScan(dimension);
            }
        }
        System.out.printf(
                "%nExactness (seed %d): %,d searches, %,d pairs of a probe and a reference, %d answers not exact.%n",
                seed, run.searches, run.cases, run.wrong);
        if (run.wrong > 0) {
            System.exit(1);
        }
    }

    /// A reference and how alike it is.
    private record Alike(ReferenceId id, double similarity) {}

    private void atRest(int dimension) {
        try (People people = new People(64, dimension, 4, random.nextLong())) {
            Map<Integer, float[]> enrolled = new HashMap<>();
            for (int i = 0; i < 1_000 + random.nextInt(8_000); i++) {
                enrolled.put(random.nextInt(12_000), misleading(people));
            }
            Gallery gallery = enrol(people, enrolled);
            for (int i = random.nextInt(1_000); i > 0; i--) {
                int gone = random.nextInt(12_000);
                gallery = gallery.without(List.of(People.id(gone)));
                enrolled.remove(gone);
            }
            for (Probe probe : people.probes) {
                Threshold threshold = Threshold.forFmr(Math.pow(10, -4 * random.nextDouble()));
                int countMax = new int[] {1, 2, 2, 10, 20_000}[random.nextInt(5)];
                check(gallery.search(probe, threshold, countMax), expected(enrolled, probe, threshold, countMax));
                cases += enrolled.size();
            }
        }
    }

    private void check(List<Candidate> found, List<Candidate> expected) {
        searches++;
        if (!found.equals(expected)) {
            wrong++;
        }
    }

    private static List<Candidate> expected(
            Map<Integer, float[]> enrolled, Probe probe, Threshold threshold, int countMax) {
        float[] values = probe.rotated().values();
        return enrolled.entrySet().stream()
                .map(one -> new Alike(People.id(one.getKey()), similarity(values, one.getValue())))
                .sorted(Comparator.comparingDouble(Alike::similarity)
                        .reversed()
                        .thenComparing(alike -> alike.id().value()))
                .map(alike -> new Candidate(alike.id(), RISING.score(alike.similarity())))
                .takeWhile(candidate -> threshold.reachedBy(candidate.score()))
                .limit(countMax)
                .toList();
    }

    /// Half of the references stay, the others come and go while the search looks. Whoever stays and belongs to the
    /// best must be found; whoever is found must be somebody who was there, with the right score.
    private void inMidScan(int dimension) throws InterruptedException, ExecutionException {
        try (People people = new People(64, dimension, 4, random.nextLong())) {
            Map<Integer, float[]> enrolled = new HashMap<>();
            for (int i = 0; i < 6_000; i++) {
                enrolled.put(i, misleading(people));
            }
            AtomicReference<Gallery> gallery = new AtomicReference<>(enrol(people, enrolled));
            AtomicBoolean done = new AtomicBoolean();
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                long seed = random.nextLong();
                Future<?> changes = thread.submit(() -> comeAndGo(people, enrolled, gallery, done, new Random(seed)));
                for (int i = 0; i < 200; i++) {
                    Probe probe = people.probes.get(i % people.probes.size());
                    int countMax = 1 + random.nextInt(5);
                    checkChanging(
                            gallery.get().search(probe, Threshold.forFmr(0.5), countMax), enrolled, probe, countMax);
                    cases += enrolled.size();
                }
                done.set(true);
                changes.get();
            }
        }
    }

    private static void comeAndGo(
            People people,
            Map<Integer, float[]> enrolled,
            AtomicReference<Gallery> gallery,
            AtomicBoolean done,
            Random random) {
        while (!done.get()) {
            Set<Integer> some = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                some.add(1 + 2 * random.nextInt(3_000));
            }
            gallery.set(gallery.get().without(some.stream().map(People::id).toList()));
            List<Reference> back = some.stream()
                    .map(number -> people.reference(number, requireNonNull(enrolled.get(number))))
                    .toList();
            gallery.set(gallery.get().with(back));
        }
    }

    private void checkChanging(List<Candidate> found, Map<Integer, float[]> enrolled, Probe probe, int countMax) {
        searches++;
        float[] values = probe.rotated().values();
        Set<ReferenceId> ids = new HashSet<>();
        boolean right = found.size() <= countMax;
        for (Candidate candidate : found) {
            double similarity = similarity(values, requireNonNull(enrolled.get(People.number(candidate.reference()))));
            right &= candidate.score().equals(RISING.score(similarity)) && ids.add(candidate.reference());
        }
        double least = found.size() < countMax
                ? Threshold.forFmr(0.5).least().value()
                : Math.nextUp(found.getLast().score().value());
        for (int stays = 0; stays < 6_000; stays += 2) {
            boolean belongs = RISING.score(similarity(values, requireNonNull(enrolled.get(stays))))
                            .value()
                    >= least;
            right &= !belongs || ids.contains(People.id(stays));
        }
        wrong += right ? 0 : 1;
    }

    private static Gallery enrol(People people, Map<Integer, float[]> enrolled) {
        List<Reference> references = new ArrayList<>();
        enrolled.forEach((number, values) -> references.add(people.reference(number, values)));
        return Gallery.empty(People.MODEL, RISING, people.rotation).with(references);
    }

    private float[] misleading(People people) {
        float[] probe = people.probes
                .get(random.nextInt(people.probes.size()))
                .rotated()
                .values();
        float[] values = probe.clone();
        int k = random.nextInt(values.length);
        switch (random.nextInt(8)) {
            case 0 -> {}
            case 1 -> values[k] = random.nextBoolean() ? Math.nextUp(values[k]) : Math.nextDown(values[k]);
            case 2 -> values[k] += 1e-6f * (random.nextFloat() - 0.5f);
            case 3 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = -values[i];
                }
            }
            case 4 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = i == k ? 1 : Float.MIN_VALUE * random.nextInt(-99, 100);
                }
            }
            case 5 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (random.nextBoolean() ? 1 : -1) / (float) Math.sqrt(values.length);
                }
            }
            default -> values = people.values(random.nextInt(people.count));
        }
        return values;
    }

    private static double similarity(float[] probe, float[] values) {
        double sum = 0;
        for (int k = 0; k < probe.length; k++) {
            sum += (double) probe[k] * values[k];
        }
        return Math.clamp(sum, -1, 1);
    }
}
