package org.facelane.face.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.facelane.face.Calibration;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Verification.NotVerified;
import org.junit.jupiter.api.Test;

/// What a search or a verification leaves for the collector, once the classes that it needs are there.
class AllocationTest {
    private static final int DIMENSION = 32;
    private static final int RUNS = 200;
    private static final int TRIES = 100;

    private final Random random = new Random(21);

    @Test
    void aSearchAllocatesNothing_untilItsAnswerIsMade() {
        // In plain Java: vectors are objects until they are compiled.
        Line line = new Line(DIMENSION, new PlainKernel());
        float[] probe = AdversarialFeatures.unit(random, DIMENSION);
        Map<ReferenceId, float[]> references = new LinkedHashMap<>(Map.of(Lines.id(0), probe));
        for (int i = 1; i < 300; i++) {
            references.put(Lines.id(i), AdversarialFeatures.unit(random, DIMENSION));
        }
        line.add(references);
        assertThat(leastAllocated(() -> {
                    Search search = line.gathering().take();
                    search.ask(probe, line.limit(), 0.2, 2);
                    line.gathering().answer(search);
                    assertFound(search);
                    line.gathering().giveBack(search);
                }))
                .isZero();
    }

    private static void assertFound(Search search) {
        if (search.contest().bestCount() == 0 || search.contest().similarity(0) < 0.99) {
            throw new AssertionError("the one searched for was not found");
        }
    }

    @Test
    void aVerificationAllocatesNothing_notReached() {
        ModelVersion model = new ModelVersion("test-1");
        Calibration calibration = new Calibration(new double[] {-1, 0, 0.5}, new double[] {0, 3, 30}, 0.05, 0);
        Rotation rotation = Rotation.of(new byte[Rotation.SECRET_BYTES], DIMENSION);
        ReferenceId id = new ReferenceId(new UUID(0, 1));
        Features somebody = Features.of(model, AdversarialFeatures.unit(random, DIMENSION));
        Gallery gallery = Gallery.empty(model, calibration, rotation)
                .with(List.of(new Reference(id, Template.of(somebody, rotation))));
        Probe other = gallery.probe(Features.of(model, AdversarialFeatures.unit(random, DIMENSION)));
        Threshold threshold = Threshold.forFmr(1e-4);
        assertThat(leastAllocated(() -> {
                    if (!(gallery.verify(id, other, threshold) instanceof NotVerified)) {
                        throw new AssertionError("somebody else was verified");
                    }
                }))
                .isZero();
    }

    /// Bytes of [#RUNS] runs, when the JVM has loaded and compiled what it wants to.
    private static long leastAllocated(Runnable work) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && least > 0; i++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            for (int run = 0; run < RUNS; run++) {
                work.run();
            }
            least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
