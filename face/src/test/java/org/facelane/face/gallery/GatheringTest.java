package org.facelane.face.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.face.ReferenceId;
import org.facelane.face.gallery.Lines.Found;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final int SEATS = Runtime.getRuntime().availableProcessors();
    private static final int DIMENSION = 24;

    private final Random random = new Random(9);
    private final List<float[]> people = new ArrayList<>();

    @Test
    void aLoneProbeGoesAtOnce_alone() {
        List<Integer> sweeps = new CopyOnWriteArrayList<>();
        Line line = line(new Kernels.Watched(sweeps::add), 60);
        for (int i = 0; i < 5; i++) {
            assertFinds(line, i);
        }
        assertThat(sweeps).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void whoComesWhileAllAreBusySharesASweep_atMost32() throws Exception {
        List<Integer> sweeps = new CopyOnWriteArrayList<>();
        CountDownLatch busy = new CountDownLatch(SEATS);
        CountDownLatch go = new CountDownLatch(1);
        Line line = line(
                new Kernels.Watched(probeCount -> {
                    sweeps.add(probeCount);
                    if (sweeps.size() <= SEATS) {
                        busy.countDown();
                        await(go);
                    }
                }),
                60);
        int waiting = 50;
        AtomicInteger asking = new AtomicInteger();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService workers = Executors.newFixedThreadPool(SEATS)) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < SEATS; i++) {
                int who = i;
                results.add(workers.submit(() -> assertFinds(line, who)));
            }
            await(busy);
            for (int i = 0; i < waiting; i++) {
                int who = i;
                results.add(lanes.submit(() -> {
                    threads.add(Thread.currentThread());
                    asking.incrementAndGet();
                    assertFinds(line, who);
                }));
            }
            while (asking.get() < waiting || threads.stream().anyMatch(t -> t.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            go.countDown();
            for (Future<?> result : results) {
                result.get();
            }
        }
        List<Integer> shared = sweeps.subList(SEATS, sweeps.size());
        assertThat(shared.stream().mapToInt(Integer::intValue).sum()).isEqualTo(waiting);
        assertThat(shared).allMatch(count -> count <= Batch.COUNT_MAX);
        assertThat(shared.getFirst()).isGreaterThanOrEqualTo(waiting - Batch.COUNT_MAX);
        assertThat(shared).hasSizeLessThanOrEqualTo(SEATS + 1);
    }

    @Test
    void everybodyGetsTheirOwnAnswer_manyThreadsAndChanges() throws Exception {
        Line line = line(Kernel.best(), 3_000);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService lanes = Executors.newFixedThreadPool(2 * SEATS + 6)) {
            List<Future<?>> results = new ArrayList<>();
            for (int lane = 0; lane < 2 * SEATS + 5; lane++) {
                Random choice = new Random(lane);
                results.add(lanes.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        assertFinds(line, choice.nextInt(1_000));
                    }
                }));
            }
            Future<?> changes = lanes.submit(() -> {
                Random choice = new Random(77);
                while (!done.get()) {
                    // The first 1,000 stay, the others come and go.
                    int who = 1_000 + choice.nextInt(2_000);
                    synchronized (line) {
                        line.erase(List.of(Lines.id(who)));
                        line.add(Map.of(Lines.id(who), people.get(who)));
                    }
                }
            });
            for (Future<?> result : results) {
                result.get();
            }
            done.set(true);
            changes.get();
        }
    }

    @Test
    void whoeverIsFinished_findsThoseToWakeFinished() throws Exception {
        // Woken a moment before, they would go to sleep again for good.
        Line line = line(Kernel.best(), 40);
        for (int round = 0; round < 200; round++) {
            Sweep sweep = new Sweep(line, DIMENSION, Kernel.best());
            for (int i = 0; i < Batch.COUNT_MAX; i++) {
                Search search = new Search();
                search.ask(people.get(i), line.limit(), 0.99, 2);
                sweep.add(search);
            }
            AtomicBoolean watching = new AtomicBoolean();
            FutureTask<Boolean> lastIsDone = new FutureTask<>(() -> {
                watching.set(true);
                while (!sweep.search(0).isDone()) {
                    Thread.onSpinWait();
                }
                return sweep.search(Batch.COUNT_MAX - 1).isDone();
            });
            Thread asker = Thread.ofPlatform().start(lastIsDone);
            while (!watching.get()) {
                Thread.onSpinWait();
            }
            Gathering.finish(sweep, 0, null);
            assertThat(lastIsDone.get()).isTrue();
            asker.join();
        }
    }

    @Test
    void aFailureReachesWhoAsked_andTheNextIsServed() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Line line = line(
                new Kernels.Watched(_ -> {
                    if (broken.getAndSet(false)) {
                        throw new IllegalArgumentException("out of order");
                    }
                }),
                60);
        assertThatThrownBy(() -> assertFinds(line, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("out of order");
        assertFinds(line, 1);
    }

    @Test
    void anInterruptedLaneGetsItsAnswer_andStaysInterrupted() {
        Line line = line(Kernel.best(), 60);
        Thread.currentThread().interrupt();
        assertFinds(line, 1);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void assertFinds(Line line, int who) {
        List<Found> found = Lines.search(line, people.get(who), line.limit(), 0.99, 2);
        assertThat(found).extracting(Found::id).containsExactly(Lines.id(who));
    }

    private Line line(Kernel kernel, int count) {
        Map<ReferenceId, float[]> references = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            float[] drawn = new float[DIMENSION];
            for (int k = 0; k < DIMENSION; k++) {
                drawn[k] = (float) random.nextGaussian();
            }
            people.add(AdversarialFeatures.unitOr(drawn, drawn));
            references.put(Lines.id(i), people.get(i));
        }
        Line line = new Line(DIMENSION, kernel);
        line.add(references);
        return line;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
