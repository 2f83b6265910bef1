package org.facelane.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.facelane.bench.Arguments;
import org.facelane.face.gallery.Gallery;

/// 64 lanes on all cores, while 200 guests a second enrol and 200 are erased: how long a lane waits for its answer,
/// counted from the moment at which the probe was due. Run by `bench/search`.
public final class SearchLoad {
    private static final String USAGE = "--out <folder> [--seconds <number>] [--pack-dimension <number>]";
    private static final int LANES = 64;
    private static final int CHANGES_A_SECOND = 200;
    private static final int COUNT = 60_000;
    private static final long SECOND = 1_000_000_000;

    private final People people;
    private final AtomicReference<Gallery> gallery;
    private final int seconds;

    private SearchLoad(People people, int seconds) {
        this.people = people;
        this.seconds = seconds;
        gallery = new AtomicReference<>(people.gallery());
    }

    public static void main(String... commandLine) throws IOException, InterruptedException, ExecutionException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        int seconds = arguments.number("--seconds", 6);
        List<String> json = new ArrayList<>();
        System.out.printf(
                "%n| dimension | lanes | probes a second | answered a second | median ms | p99 ms | longest ms |"
                        + " enrolled, erased a second | until it is found, erased, longest ms"
                        + " |%n|---|---|---|---|---|---|---|---|---|%n");
        for (int dimension : new int[] {arguments.number("--pack-dimension", 192), 512}) {
            try (People people = new People(COUNT, dimension, LANES, 2)) {
                SearchLoad load = new SearchLoad(people, seconds);
                load.run(1_000);
                for (int rate : new int[] {100, 1_000, 1_000_000}) {
                    Result result = load.run(rate);
                    System.out.print(result.markdown(dimension, rate));
                    json.add(result.json(dimension, rate));
                }
            }
        }
        Files.writeString(
                Path.of(arguments.text("--out")).resolve("load.json"), "[" + String.join(",\n ", json) + "]\n");
    }

    private record Result(long[] nanos, double answered, double changed, double slowestChange) {
        double millis(double share) {
            return nanos[(int) Math.min(nanos.length - 1, Math.floor(share * nanos.length))] / 1e6;
        }

        String markdown(int dimension, int rate) {
            return String.format(
                    Locale.ROOT,
                    "| %d | %d | %s | %,.0f | %.2f | %.2f | %.2f | %.0f | %.2f |%n",
                    dimension,
                    LANES,
                    rate >= 1_000_000 ? "as many as it can" : Integer.toString(rate),
                    answered,
                    millis(0.5),
                    millis(0.99),
                    millis(1),
                    changed,
                    slowestChange);
        }

        String json(int dimension, int rate) {
            return String.format(
                    Locale.ROOT,
                    "{\"dimension\": %d, \"asked\": %d, \"answered\": %.1f, \"p50Millis\": %.3f, \"p99Millis\": %.3f,"
                            + " \"maxMillis\": %.3f, \"changes\": %.1f, \"slowestChangeMillis\": %.3f}",
                    dimension,
                    rate,
                    answered,
                    millis(0.5),
                    millis(0.99),
                    millis(1),
                    changed,
                    slowestChange);
        }
    }

    private Result run(int rate) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        long end = start + seconds * SECOND;
        AtomicLong changes = new AtomicLong();
        List<long[]> waited = new ArrayList<>();
        double slowest;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<Long> changing = threads.submit(() -> change(start, end, changes));
            List<Future<long[]>> lanes = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                int number = lane;
                lanes.add(threads.submit(() -> look(number, start, end, (long) LANES * SECOND / rate)));
            }
            for (Future<long[]> lane : lanes) {
                waited.add(lane.get());
            }
            slowest = changing.get() / 1e6;
        }
        long[] nanos = waited.stream().flatMapToLong(LongStream::of).sorted().toArray();
        return new Result(nanos, (double) nanos.length / seconds, changes.get() / (double) seconds, slowest);
    }

    /// One lane: a probe each `interval`, and if it is late, at once; with an interval below a millisecond one
    /// after the other.
    private long[] look(int lane, long start, long end, long interval) {
        long[] waited = new long[1 << 16];
        int count = 0;
        boolean paced = interval >= SECOND / 1_000;
        long due = start + lane * interval / LANES;
        while (due < end && count < waited.length) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            if (gallery.get()
                            .search(people.probes.get(lane), People.THRESHOLD, 2)
                            .size()
                    > 2) {
                throw new IllegalStateException("more candidates than asked for");
            }
            long now = System.nanoTime();
            waited[count++] = now - due;
            due = paced ? due + interval : now;
        }
        return Arrays.copyOf(waited, count);
    }

    /// @return the longest that an enrolment or an erasure took until the next snapshot was there, in nanoseconds
    private long change(long start, long end, AtomicLong changes) {
        long slowest = 0;
        int number = 0;
        for (long due = start; due < end; due += SECOND / CHANGES_A_SECOND) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            if (System.nanoTime() >= end) {
                break;
            }
            int gone = number++ * 7 % COUNT;
            Gallery erased = gallery.get().without(List.of(People.id(gone)));
            gallery.set(erased);
            gallery.set(erased.with(List.of(people.reference(gone, people.values(gone)))));
            changes.incrementAndGet();
            slowest = Math.max(slowest, System.nanoTime() - due);
        }
        return slowest;
    }
}
