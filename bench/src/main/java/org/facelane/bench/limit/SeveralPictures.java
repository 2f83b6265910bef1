package org.facelane.bench.limit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facelane.bench.Arguments;
import org.facelane.face.Features;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.model.ModelPack;

/// Whether pictures of one person are better fused or kept apart, and fused evenly or by quality: a Markdown table. Run
/// by `bench/several-pictures`.
public final class SeveralPictures {
    private static final int ORDERS = 10;
    private static final int ENROLLED = 3;
    private static final int SEEN = 3;

    /// What becomes of several pictures of one person.
    private enum Joining {
        MEAN("fused, plain mean"),
        WEIGHTED("fused, weighted by quality"),
        BEST("kept apart, the best one counts"),
        AVERAGE("kept apart, the mean similarity counts");

        private final String says;

        Joining(String says) {
            this.says = requireNonNull(says, "says is null");
        }
    }

    /// One row: so many pictures enrolled, so many seen.
    private record Way(int enrolled, Joining reference, int seen, Joining probe) {
        String name() {
            return part(enrolled, reference) + " | " + part(seen, probe);
        }

        private static String part(int count, Joining joining) {
            return count == 1 ? "1" : count + ", " + joining.says;
        }
    }

    private static final List<Way> WAYS = List.of(
            new Way(1, Joining.MEAN, 1, Joining.MEAN),
            new Way(2, Joining.MEAN, 1, Joining.MEAN),
            new Way(2, Joining.WEIGHTED, 1, Joining.MEAN),
            new Way(2, Joining.BEST, 1, Joining.MEAN),
            new Way(2, Joining.AVERAGE, 1, Joining.MEAN),
            new Way(3, Joining.MEAN, 1, Joining.MEAN),
            new Way(3, Joining.WEIGHTED, 1, Joining.MEAN),
            new Way(3, Joining.BEST, 1, Joining.MEAN),
            new Way(3, Joining.AVERAGE, 1, Joining.MEAN),
            new Way(1, Joining.MEAN, 3, Joining.MEAN),
            new Way(1, Joining.MEAN, 3, Joining.WEIGHTED),
            new Way(3, Joining.MEAN, 3, Joining.MEAN),
            new Way(3, Joining.WEIGHTED, 3, Joining.WEIGHTED),
            new Way(3, Joining.BEST, 3, Joining.WEIGHTED));

    private final ModelPack pack;
    private final Map<String, List<Sample>> people;

    private SeveralPictures(ModelPack pack, List<Sample> samples) {
        this.pack = pack;
        people = samples.stream().collect(Collectors.groupingBy(Sample::person, TreeMap::new, Collectors.toList()));
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(Lfw.USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            System.out.println("Pack " + pack.version());
            new SeveralPictures(pack, Lfw.read(arguments, pack).samples()).print();
        }
    }

    private void print() {
        System.out.println(
                "| enrolled | seen | comparisons | FNMR at FMR 1e-3 | 1e-4 | 1e-5 |\n|---|---|---|---|---|---|");
        WAYS.parallelStream()
                .map(way -> {
                    Rates rates = rates(way);
                    return "| " + way.name() + " | " + rates.matedCount() + ", " + rates.nonMatedCount() + " | "
                            + rates.cells() + " |";
                })
                .toList()
                .forEach(System.out::println);
    }

    /// Mated: people with six pictures or more, the first three in a random order enrolled, each of the next three
    /// or all of them seen. Non-mated: those references, and of everybody else who has as many, the first pictures
    /// seen.
    private Rates rates(Way way) {
        Rates rates = new Rates();
        for (int order = 0; order < ORDERS; order++) {
            Map<String, List<float[]>> references = new TreeMap<>();
            Map<String, float[]> probes = new TreeMap<>();
            Random random = new Random(order);
            for (Map.Entry<String, List<Sample>> person : people.entrySet()) {
                List<Sample> own = new ArrayList<>(person.getValue());
                Collections.shuffle(own, random);
                if (own.size() >= ENROLLED) {
                    references.put(person.getKey(), joined(own.subList(0, way.enrolled), way.reference));
                }
                if (own.size() >= way.seen) {
                    probes.put(
                            person.getKey(),
                            joined(own.subList(0, way.seen), way.probe).getFirst());
                }
                if (own.size() >= ENROLLED + SEEN) {
                    for (int from = ENROLLED; from < ENROLLED + SEEN; from += way.seen) {
                        float[] probe = joined(own.subList(from, from + way.seen), way.probe)
                                .getFirst();
                        rates.mated(
                                person.getKey(),
                                similarity(joined(own.subList(0, way.enrolled), way.reference), probe, way.reference));
                    }
                }
            }
            references.forEach((name, reference) -> probes.forEach((other, probe) -> {
                if (!name.equals(other)) {
                    rates.nonMated(similarity(reference, probe, way.reference));
                }
            }));
        }
        return rates;
    }

    private List<float[]> joined(List<Sample> samples, Joining joining) {
        return switch (joining) {
            case MEAN -> List.of(fused(samples, samples.stream().map(_ -> 1.0).toList()));
            case WEIGHTED ->
                List.of(fused(samples, samples.stream().map(Sample::weight).toList()));
            case BEST, AVERAGE -> samples.stream().map(Sample::features).toList();
        };
    }

    private float[] fused(List<Sample> samples, List<Double> weights) {
        return Features.fuse(
                        samples.stream()
                                .map(sample -> Features.of(pack.version(), sample.features()))
                                .toList(),
                        weights)
                .values();
    }

    private static double similarity(List<float[]> reference, float[] probe, Joining joining) {
        double[] all = reference.stream().mapToDouble(one -> cosine(one, probe)).toArray();
        return joining == Joining.AVERAGE
                ? IntStream.range(0, all.length)
                        .mapToDouble(i -> all[i])
                        .average()
                        .orElseThrow()
                : IntStream.range(0, all.length).mapToDouble(i -> all[i]).max().orElseThrow();
    }

    static double cosine(float[] a, float[] b) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        for (int k = 0; k + 3 < a.length; k += 4) {
            first += a[k] * b[k];
            second += a[k + 1] * b[k + 1];
            third += a[k + 2] * b[k + 2];
            fourth += a[k + 3] * b[k + 3];
        }
        return (double) first + second + third + fourth;
    }
}
