package org.facelane.bench.search;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.facelane.face.Candidate;
import org.facelane.face.Probe;
import org.facelane.face.gallery.Gallery;
import org.facelane.face.gallery.Verification;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What JMH times. It runs in the process of [SearchTable], which makes the gallery and the engines once for all.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
public class SearchBenchmark {
    /// Set by the table before each run.
    static volatile @Nullable People people;

    static volatile @Nullable Gallery gallery;
    static volatile @Nullable Engine engine;

    /// Probes an engine is given at once.
    @Param("1")
    public int batch;

    /// One of many concurrent lanes.
    @State(Scope.Thread)
    public static class Lane {
        private int next = (int) Thread.currentThread().threadId();

        Probe probe(People people) {
            next = (next + 1) % people.probes.size();
            return people.probes.get(next);
        }
    }

    /// The probes as an engine takes them.
    @State(Scope.Benchmark)
    public static class Batch {
        private final int[] best = new int[64];
        private final MemorySegment probes = probes(requireNonNull(people), Arena.ofAuto());
    }

    /// The search of Facelane, for one lane among as many as there are threads.
    @Benchmark
    public List<Candidate> search(Lane lane) {
        return requireNonNull(gallery).search(lane.probe(requireNonNull(people)), People.THRESHOLD, 2);
    }

    /// One of another engine, for a batch.
    @Benchmark
    public int[] other(Batch given) {
        requireNonNull(engine).search(given.probes, batch, given.best);
        return given.best;
    }

    /// 1:1, with a reference that is somebody else's or the probe's own.
    @Benchmark
    public boolean verify(Lane lane) {
        Verification verification = requireNonNull(gallery)
                .verify(People.id(lane.next), lane.probe(requireNonNull(people)), People.THRESHOLD);
        return verification instanceof Verification.Verified;
    }

    static MemorySegment probes(People people, Arena arena) {
        long line = (long) people.dimension * Float.BYTES;
        MemorySegment probes = arena.allocate(people.probes.size() * line, 64);
        for (int j = 0; j < people.probes.size(); j++) {
            MemorySegment.copy(
                    MemorySegment.ofArray(people.probes.get(j).rotated().values()), 0, probes, j * line, line);
        }
        return probes;
    }
}
