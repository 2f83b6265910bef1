package org.facelane.face.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.face.ReferenceId;
import org.facelane.face.gallery.Lines.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kernel gives the answer of comparing everybody in double precision, for numbers chosen to mislead it. The
/// command `bench/search` asks the same millions of times.
class ExactSearchTest {
    private static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(Found::similarity)
            .reversed()
            .thenComparing(found -> found.id().value());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 33, 64, 192, 193, 350, 512})
    void agreesWithPlainDouble_misleadingNumbers(int dimension) {
        for (Kernel kernel : Kernels.all()) {
            Random random = new Random(dimension);
            Line line = new Line(dimension, kernel);
            Map<Integer, float[]> enrolled = new TreeMap<>();
            for (int round = 0; round < 8; round++) {
                float[] probe = AdversarialFeatures.unit(random, dimension);
                change(line, enrolled, probe, random);
                for (float[] asked : List.of(probe, AdversarialFeatures.unit(random, dimension))) {
                    double floor = random.nextInt(4) == 0 ? -1 : random.nextDouble() * 1.1 - 0.1;
                    int countMax = new int[] {1, 2, 3, 10, 5_000}[random.nextInt(5)];
                    List<Found> expected = enrolled.entrySet().stream()
                            .map(one -> new Found(Lines.id(one.getKey()), Lines.similarity(one.getValue(), asked)))
                            .filter(found -> found.similarity() >= floor)
                            .sorted(BEST_FIRST)
                            .limit(countMax)
                            .toList();
                    assertThat(Lines.search(line, asked, line.limit(), floor, countMax))
                            .as("%s, dimension %d, round %d", kernel, dimension, round)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /// Others, equal ones, and ones that differ from the probe or another in the last bit.
    private static void change(Line line, Map<Integer, float[]> enrolled, float[] probe, Random random) {
        Map<ReferenceId, float[]> added = new LinkedHashMap<>();
        int count = new int[] {1, 63, 64, 65, 700}[random.nextInt(5)];
        for (int i = 0; i < count; i++) {
            float[] values = AdversarialFeatures.unit(random, probe.length);
            switch (random.nextInt(5)) {
                case 0 -> values = probe.clone();
                case 1 -> {
                    values = probe.clone();
                    int k = random.nextInt(values.length);
                    values[k] = random.nextBoolean() ? Math.nextUp(values[k]) : Math.nextDown(values[k]);
                }
                case 2 -> {
                    for (int k = 0; k < values.length; k++) {
                        values[k] = -probe[k];
                    }
                }
                default -> {}
            }
            int number = random.nextInt(3_000);
            enrolled.put(number, values);
            added.put(Lines.id(number), values);
        }
        line.add(added);
        List<Integer> gone =
                enrolled.keySet().stream().filter(_ -> random.nextInt(10) == 0).toList();
        line.erase(gone.stream().map(Lines::id).toList());
        gone.forEach(enrolled::remove);
    }

    @Test
    void scansAgain_candidateErasedUnderIt() {
        Random random = new Random(3);
        float[] probe = AdversarialFeatures.unit(random, 32);
        float[] second = probe.clone();
        second[0] += 0.01f;
        List<Runnable> acts = new ArrayList<>();
        AtomicInteger panels = new AtomicInteger();
        Line line = new Line(32, new Kernels.Watched(_ -> {
            // The best lies in the first panel and is known by now; the second panel holds nobody who could
            // be kept.
            if (panels.incrementAndGet() == 2) {
                acts.forEach(Runnable::run);
            }
        }));
        Map<ReferenceId, float[]> references = new LinkedHashMap<>();
        references.put(Lines.id(0), probe);
        references.put(Lines.id(1), unit(second));
        while (references.size() < 128) {
            references.put(Lines.id(references.size()), AdversarialFeatures.unit(random, 32));
        }
        line.add(references);
        acts.add(() -> line.erase(List.of(Lines.id(0))));
        List<Found> found = Lines.search(line, probe, line.limit(), 0.5, 1);
        assertThat(found).extracting(Found::id).containsExactly(Lines.id(1));
        assertThat(panels).as("two panels, twice").hasValue(4);
    }

    @Test
    void findsThoseOfItsOwnMoment_whileOthersAreEnrolledErasedAndMoved() {
        // In mid-scan: 4,000 enrolled like the probe, half of the first block erased, the rest of it moved.
        Random random = new Random(4);
        float[] probe = AdversarialFeatures.unit(random, 16);
        List<Runnable> acts = new ArrayList<>();
        Line line = new Line(16, new Kernels.Watched(_ -> {
            if (!acts.isEmpty()) {
                acts.removeFirst().run();
            }
        }));
        Map<Integer, float[]> enrolled = new TreeMap<>();
        Map<ReferenceId, float[]> references = new LinkedHashMap<>();
        for (int i = 0; i < Block.CAPACITY + 500; i++) {
            enrolled.put(i, AdversarialFeatures.unit(random, 16));
            references.put(Lines.id(i), enrolled.get(i));
        }
        line.add(references);
        long below = line.limit();
        acts.add(() -> {
            Map<ReferenceId, float[]> later = new LinkedHashMap<>();
            for (int i = 10_000; i < 14_000; i++) {
                later.put(Lines.id(i), probe);
            }
            line.add(later);
            List<Integer> gone =
                    enrolled.keySet().stream().limit(Block.CAPACITY / 2 + 1).toList();
            line.erase(gone.stream().map(Lines::id).toList());
            gone.forEach(enrolled::remove);
        });
        for (int i = 0; i < 3; i++) {
            // The first search is under way meanwhile, the others look at the moved ones.
            List<Found> found = Lines.search(line, probe, below, -1, 10_000);
            assertThat(found)
                    .isEqualTo(enrolled.entrySet().stream()
                            .map(one -> new Found(Lines.id(one.getKey()), Lines.similarity(one.getValue(), probe)))
                            .sorted(BEST_FIRST)
                            .toList());
        }
        assertThat(Lines.search(line, probe, line.limit(), -1, 10_000)).hasSize(enrolled.size() + 4_000);
    }

    private static float[] unit(float[] values) {
        return AdversarialFeatures.unitOr(values, values);
    }
}
