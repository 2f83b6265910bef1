package org.facelane.bench.search;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.facelane.bench.Arguments;
import org.facelane.face.Candidate;
import org.facelane.face.gallery.Gallery;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The search beside others, on one core: how many a second, how near to what the core can do at best, and whether
/// every answer is right. Run by `bench/search`.
public final class SearchTable {
    private static final String USAGE =
            "--out <folder> [--quick yes|no] [--rivals <library>] [--pack-dimension <number>]";
    private static final int PROBES = 64;
    private static final double GIGA = 1e9;
    private static final int SCALE_AND_BOUND_BYTES = 8;

    private final Path out;
    private final boolean quick;
    private final Optional<Rivals> rivals;
    private final List<Row> rows = new ArrayList<>();
    private final double multiplyAdds = Machine.multiplyAdds();
    private int wrong;

    private SearchTable(Path out, boolean quick, Optional<Rivals> rivals) {
        this.out = out;
        this.quick = quick;
        this.rivals = rivals;
    }

    public static void main(String... commandLine) throws IOException, RunnerException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        boolean quick = arguments.text("--quick", "no").equals("yes");
        SearchTable table = new SearchTable(
                Path.of(arguments.text("--out")),
                quick,
                arguments.given("--rivals").map(Path::of).filter(Files::exists).map(Rivals::new));
        int pack = arguments.number("--pack-dimension", 192);
        table.machine();
        System.out.print(Row.HEAD);
        for (int count : quick ? new int[] {60_000} : new int[] {10_000, 60_000, 200_000, 1_000_000}) {
            for (int dimension : quick ? new int[] {pack} : new int[] {128, pack, 512}) {
                table.measure(count, dimension, dimension == pack);
            }
        }
        table.write();
        if (table.wrong > 0) {
            System.err.println(table.wrong + " answers of the search were not exact");
            System.exit(1);
        }
    }

    private void machine() {
        System.out.printf(Locale.ROOT, "One core: %.1f G multiply-adds a second; reads", multiplyAdds / GIGA);
        for (long megabytes : new long[] {1, 8, 12, 31, 192, 512}) {
            System.out.printf(Locale.ROOT, " %d MB at %.1f", megabytes, Machine.readBytes(megabytes << 20) / GIGA);
        }
        System.out.printf(" GB a second.%n%n");
    }

    private void measure(int count, int dimension, boolean graphs) throws RunnerException {
        try (People people = new People(count, dimension, PROBES, 1)) {
            int checked = count > 100_000 ? 8 : PROBES;
            int[] truth = new int[checked];
            for (int j = 0; j < checked; j++) {
                truth[j] = people.best(people.probes.get(j).rotated().values());
            }
            SearchBenchmark.people = people;
            ours(people, truth);
            other(people, truth, "plain loop", JavaRivals::plainLoop, new int[] {1}, 4);
            other(people, truth, "Lucene, flat", JavaRivals::luceneFlat, new int[] {1}, 4);
            if (rivals.isPresent()) {
                Rivals libraries = rivals.get();
                other(people, truth, "FAISS, flat", libraries::faiss, new int[] {1, 16, 64}, 4);
                other(people, truth, "OpenBLAS", libraries::blas, new int[] {1, 16, 64}, 4);
                if (graphs && !quick && count <= 60_000) {
                    other(people, truth, "hnswlib", libraries::hnsw, new int[] {1}, 5);
                }
            }
            if (graphs && !quick && count <= 60_000) {
                other(people, truth, "Lucene, graph", JavaRivals::luceneGraph, new int[] {1}, 5);
            }
            SearchBenchmark.people = null;
        }
    }

    private void ours(People people, int[] truth) throws RunnerException {
        long start = System.nanoTime();
        Gallery gallery = people.gallery();
        double seconds = (System.nanoTime() - start) / GIGA;
        SearchBenchmark.gallery = gallery;
        int right = 0;
        for (int j = 0; j < truth.length; j++) {
            right += isRight(gallery, people, j, truth[j]) ? 1 : 0;
        }
        wrong += truth.length - right;
        long bytes = (long) people.count * (people.dimension + SCALE_AND_BOUND_BYTES);
        double products = (double) people.count * people.dimension;
        double read = Machine.readBytes(bytes);
        for (int lanes : quick ? new int[] {1, 64} : new int[] {1, 2, 4, 8, 16, 32, 64}) {
            double rate = time("search", 1, lanes);
            double limit = lanes == 1 ? rate * bytes / read : rate * products / multiplyAdds;
            add(new Row(
                    people.count,
                    people.dimension,
                    "Facelane",
                    lanes,
                    rate,
                    100 * limit,
                    100.0 * right / truth.length,
                    gallery.memoryBytes(),
                    seconds));
        }
        add(new Row(
                people.count,
                people.dimension,
                "Facelane, 1:1",
                1,
                time("verify", 1, 1),
                0,
                100.0 * right / truth.length,
                gallery.memoryBytes(),
                seconds));
        SearchBenchmark.gallery = null;
    }

    /// The best, if it reaches the threshold, with exactly the score of plain double precision; or nobody.
    private static boolean isRight(Gallery gallery, People people, int j, int truth) {
        float[] probe = people.probes.get(j).rotated().values();
        float[] values = people.values(truth);
        double similarity = 0;
        for (int k = 0; k < probe.length; k++) {
            similarity += (double) probe[k] * values[k];
        }
        Candidate expected = new Candidate(People.id(truth), people.calibration.score(Math.clamp(similarity, -1, 1)));
        List<Candidate> found = gallery.search(people.probes.get(j), People.THRESHOLD, 2);
        return People.THRESHOLD.reachedBy(expected.score())
                ? !found.isEmpty() && found.getFirst().equals(expected)
                : found.isEmpty();
    }

    /// @param bytesPerValue what it keeps for each value, its graph not counted
    private void other(
            People people, int[] truth, String name, Function<People, Engine> make, int[] batches, int bytesPerValue)
            throws RunnerException {
        long start = System.nanoTime();
        try (Engine engine = make.apply(people)) {
            double seconds = (System.nanoTime() - start) / GIGA;
            SearchBenchmark.engine = engine;
            int[] best = new int[PROBES];
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment probes = SearchBenchmark.probes(people, arena);
                engine.search(probes, truth.length, best);
            }
            long right = java.util.stream.IntStream.range(0, truth.length)
                    .filter(j -> best[j] == truth[j])
                    .count();
            for (int batch : quick ? new int[] {batches[0], batches[batches.length - 1]} : batches) {
                add(new Row(
                        people.count,
                        people.dimension,
                        name,
                        batch,
                        batch * time("other", batch, 1),
                        0,
                        100.0 * right / truth.length,
                        (long) people.count * people.dimension * bytesPerValue,
                        seconds));
                if (quick && batches.length == 1) {
                    break;
                }
            }
            SearchBenchmark.engine = null;
        }
    }

    private void add(Row row) {
        rows.add(row);
        System.out.print(row.markdown());
    }

    /// Operations a second, in the best iteration: others on the machine only ever slow it down. Longer for many
    /// threads, which neither start nor end together.
    private double time(String method, int batch, int threads) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include(SearchBenchmark.class.getName() + "\\." + method + "$")
                        .param("batch", Integer.toString(batch))
                        .threads(threads)
                        .forks(0)
                        .warmupIterations(quick ? 1 : 2)
                        .warmupTime(TimeValue.milliseconds(400))
                        .measurementIterations(quick ? 3 : 4)
                        .measurementTime(TimeValue.milliseconds(threads == 1 ? 300 : 1_000))
                        .output(out.resolve("jmh.log").toString())
                        .build())
                .runSingle();
        return result.getPrimaryResult().getStatistics().getMax();
    }

    private void write() throws IOException {
        String text = String.format(
                Locale.ROOT,
                "{%n  \"multiplyAddsPerSecond\": %.0f,%n  \"readBytesPerSecond\": %.0f,%n  \"rows\": %s%n}%n",
                multiplyAdds,
                Machine.readBytes(512L << 20),
                Row.json(rows));
        Files.writeString(out.resolve("table.json"), text);
    }
}
