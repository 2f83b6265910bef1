package org.facelane.face.gallery;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.facelane.face.ReferenceId;
import org.junit.jupiter.api.Test;

/// Reads the raw memory.
class ErasureInMemoryTest {
    private static final int DIMENSION = 48;

    private final Random random = new Random(1);
    private final List<float[]> values = new ArrayList<>();

    @Test
    void nothingIsLeft_erased() {
        Line line = new Line(DIMENSION, new PlainKernel());
        line.add(references(300));
        assertThat(holding(line, 7)).isEqualTo(1);
        assertThat(coarselyHolding(line, 7)).isEqualTo(1);

        line.erase(List.of(Lines.id(7)));
        assertThat(holding(line, 7)).isZero();
        assertThat(coarselyHolding(line, 7)).isZero();
        assertThat(holding(line, 8)).isEqualTo(1);
        assertThat(coarselyHolding(line, 8)).isEqualTo(1);
    }

    @Test
    void nothingIsLeft_replaced() {
        Line line = new Line(DIMENSION, new PlainKernel());
        line.add(references(3));
        line.add(Map.of(Lines.id(1), AdversarialFeatures.unit(random, DIMENSION)));
        assertThat(holding(line, 1)).isZero();
        assertThat(coarselyHolding(line, 1)).isZero();
        assertThat(holding(line, 2)).isEqualTo(1);
    }

    @Test
    void onlyTheMarksOfErasureAreLeft_allErased() {
        Line line = new Line(DIMENSION, new PlainKernel());
        line.add(references(300));
        line.erase(references(300).keySet());
        MemorySegment memory = line.memory().segments().getFirst();
        int marks = 0;
        for (long i = 0; i < memory.byteSize() / Integer.BYTES; i++) {
            int word = memory.getAtIndex(JAVA_INT, i);
            assertThat(word).isIn(0, Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));
            marks += word == 0 ? 0 : 1;
        }
        // An unreachable line gives its memory back.
        Reference.reachabilityFence(line);
        assertThat(marks).isEqualTo(300);
    }

    @Test
    void nothingIsLeft_ofAGalleryThatNobodyNeeds() {
        Line line = new Line(DIMENSION, new PlainKernel());
        line.add(references(Block.CAPACITY + 2));
        line.eraseAll();
        for (int number : new int[] {0, 1, Block.CAPACITY - 1, Block.CAPACITY, Block.CAPACITY + 1}) {
            assertThat(holding(line, number)).isZero();
        }
        assertThat(line.count()).isZero();
        line.eraseAll();
        assertThat(line.count()).isZero();
    }

    @Test
    void everyBlockThatEverHeldItIsOverwritten_andGivenBackByItsLastReader() {
        List<Runnable> acts = new ArrayList<>();
        Line line = new Line(DIMENSION, new Kernels.Watched(_ -> {
            if (!acts.isEmpty()) {
                acts.removeFirst().run();
            }
        }));
        line.add(references(Block.CAPACITY + 1));
        AtomicReference<MemorySegment> old = new AtomicReference<>();
        int kept = Block.CAPACITY - 3;
        acts.add(() -> {
            old.set(memoryWith(line, kept));
            // Half of the first block is erased and the rest moved, while this reader still has it.
            line.erase(references(Block.CAPACITY / 2).keySet());
            assertThat(line.blockCount()).isEqualTo(1);
            assertThat(old.get().scope().isAlive()).isTrue();
            assertThat(holding(line, kept)).as("moved, and where it was").isEqualTo(2);

            line.erase(List.of(Lines.id(kept)));
            assertThat(holding(line, kept)).isZero();
            assertThat(coarselyHolding(line, kept)).isZero();
            assertThat(holding(line, kept + 1)).isEqualTo(2);
        });
        float[] probe = values.get(kept);
        assertThat(Lines.search(line, probe, line.limit(), 0.999, 1)).isEmpty();
        assertThat(acts).isEmpty();
        assertThat(old.get().scope().isAlive())
                .as("given back by the last reader")
                .isFalse();
        assertThat(line.memory().segments()).hasSize(1);
        assertThat(holding(line, kept + 1)).isEqualTo(1);
    }

    @Test
    void memoryStaysBelowTwiceWhatIsNeeded_comingAndGoing() {
        Line line = new Line(DIMENSION, new PlainKernel());
        Map<ReferenceId, float[]> all = references(9_000);
        line.add(all);
        long block = line.memory().byteCount() / 3;
        for (int round = 0; round < 40; round++) {
            Map<ReferenceId, float[]> some = new LinkedHashMap<>(all);
            some.keySet().removeIf(_ -> random.nextInt(8) != 0);
            line.add(some);
            assertThat(line.memory().byteCount()).isLessThanOrEqualTo(6 * block);
        }
        assertThat(line.count()).isEqualTo(9_000);
        for (int i = 0; i < 9_000; i += 500) {
            assertThat(Lines.search(line, values.get(i), line.limit(), 0.9, 100))
                    .extracting(Lines.Found::id)
                    .contains(Lines.id(i));
        }
        line.erase(all.keySet());
        assertThat(line.blockCount()).isEqualTo(1);
        assertThat(line.memory().segments()).hasSize(1);
    }

    private Map<ReferenceId, float[]> references(int count) {
        while (values.size() < count) {
            values.add(gaussian());
        }
        Map<ReferenceId, float[]> references = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            references.put(Lines.id(i), values.get(i));
        }
        return references;
    }

    private float[] gaussian() {
        float[] drawn = new float[DIMENSION];
        for (int k = 0; k < DIMENSION; k++) {
            drawn[k] = (float) random.nextGaussian();
        }
        return AdversarialFeatures.unitOr(drawn, drawn);
    }

    /// How often the values of a reference lie in memory, looked for by three of them in a row.
    private int holding(Line line, int number) {
        int first = Float.floatToRawIntBits(values.get(number)[10]);
        int second = Float.floatToRawIntBits(values.get(number)[11]);
        int third = Float.floatToRawIntBits(values.get(number)[12]);
        int count = 0;
        for (MemorySegment memory : line.memory().segments()) {
            for (long i = 0; i < memory.byteSize() / Integer.BYTES - 2; i++) {
                if (memory.getAtIndex(JAVA_INT, i) == first
                        && memory.getAtIndex(JAVA_INT, i + 1) == second
                        && memory.getAtIndex(JAVA_INT, i + 2) == third) {
                    count++;
                }
            }
        }
        Reference.reachabilityFence(line);
        return count;
    }

    /// How often the steps of a reference lie in memory, a panel's width apart.
    private int coarselyHolding(Line line, int number) {
        byte[] steps = Coarse.of(values.get(number)).steps();
        int count = 0;
        for (MemorySegment memory : line.memory().segments()) {
            long end = (long) Block.CAPACITY * DIMENSION - (steps.length - 1L) * Kernel.PANEL;
            for (long at = 0; at < end; at++) {
                int k = 0;
                while (k < steps.length && memory.get(JAVA_BYTE, at + (long) k * Kernel.PANEL) == steps[k]) {
                    k++;
                }
                count += k == steps.length ? 1 : 0;
            }
        }
        Reference.reachabilityFence(line);
        return count;
    }

    private MemorySegment memoryWith(Line line, int number) {
        int first = Float.floatToRawIntBits(values.get(number)[10]);
        return line.memory().segments().stream()
                .filter(memory -> {
                    for (long i = 0; i < memory.byteSize() / Integer.BYTES; i++) {
                        if (memory.getAtIndex(JAVA_INT, i) == first) {
                            return true;
                        }
                    }
                    return false;
                })
                .findFirst()
                .orElseThrow();
    }
}
