package org.facelane.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.facelane.bench.Arguments;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Rotation;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.Extraction;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.model.ModelPack;

/// What two events' templates of one person have in common for whoever lacks the rotations' secrets (ISO/IEC 24745,
/// unlinkability), as Markdown tables: compared with each other as they are, and by somebody who knows some people at
/// both events. Run by `bench/unlinkability`.
public final class Unlinkability {
    private static final String USAGE =
            "--lfw <folder> --label-errors <csv> --pack <model pack> --out <folder of the cache, outside the project>";
    private static final long SEED = 20261122;
    private static final int EVENT_PAIRS = 50;
    private static final int STRANGERS_OF_EACH = 4;
    private static final int[] KNOWN = {5, 20, 50, 100, 200};
    private static final int LINKED = 500;
    private static final int LINKING_EVENT_PAIRS = 5;

    /// What two events store: here, and there of the same picture and of another one, if the person has two.
    private record Stored(List<float[]> here, List<float[]> there, List<float[]> otherThere) {}

    private final ModelVersion model;
    private final Random random = new Random(SEED);
    private final List<Sample> firsts;
    /// The second pictures of the first people.
    private final List<Sample> seconds;

    private Unlinkability(ModelVersion model, List<Sample> samples) {
        this.model = model;
        Map<String, List<Sample>> people =
                samples.stream().collect(Collectors.groupingBy(Sample::person, TreeMap::new, Collectors.toList()));
        List<List<Sample>> ordered = people.values().stream()
                .sorted((a, b) -> Integer.compare(Math.min(2, b.size()), Math.min(2, a.size())))
                .toList();
        firsts = ordered.stream().map(List::getFirst).toList();
        seconds = ordered.stream()
                .filter(own -> own.size() > 1)
                .map(own -> own.get(1))
                .toList();
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            System.out.println("Pack " + pack.version());
            Unlinkability run = new Unlinkability(pack.version(), samples(arguments, pack));
            System.out.printf(
                    Locale.ROOT,
                    "%,d people, %,d with two pictures, %d pairs of events%n",
                    run.firsts.size(),
                    run.seconds.size(),
                    EVENT_PAIRS);
            run.compared();
            run.linked();
        }
    }

    private static List<Sample> samples(Arguments arguments, ModelPack pack) throws IOException {
        LabelErrors errors = LabelErrors.read(arguments.file("--label-errors"));
        Path out = arguments.output("--out");
        try (Extraction extraction = new Extraction(pack, arguments.folder("--pack"), out, System.err)) {
            return extraction
                    .samples(DataSet.read(arguments.folder("--lfw")))
                    .only(errors.trusted())
                    .samples();
        }
    }

    private Stored store() {
        Rotation here = rotation();
        Rotation there = rotation();
        return new Stored(turned(firsts, here), turned(firsts, there), turned(seconds, there));
    }

    private Rotation rotation() {
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        random.nextBytes(secret);
        return Rotation.of(secret, firsts.getFirst().features().length);
    }

    private List<float[]> turned(List<Sample> samples, Rotation rotation) {
        return samples.parallelStream()
                .map(sample -> Probe.of(Features.of(model, sample.features()), rotation)
                        .rotated()
                        .values())
                .toList();
    }

    /// Everybody's template here against the own one there, and against other people's.
    private void compared() {
        List<double[]> same = new ArrayList<>();
        List<double[]> other = new ArrayList<>();
        List<double[]> apart = new ArrayList<>();
        List<double[]> within = new ArrayList<>();
        for (int pair = 0; pair < EVENT_PAIRS; pair++) {
            Stored stored = store();
            same.add(each(firsts.size(), i -> dot(stored.here.get(i), stored.there.get(i))));
            other.add(each(seconds.size(), i -> dot(stored.here.get(i), stored.otherThere.get(i))));
            int[] strangers = strangers();
            apart.add(each(
                    strangers.length, i -> dot(stored.here.get(i % firsts.size()), stored.there.get(strangers[i]))));
            within.add(each(
                    strangers.length, i -> dot(stored.here.get(i % firsts.size()), stored.here.get(strangers[i]))));
        }
        double[] ownHere = each(
                seconds.size(),
                i -> dot(firsts.get(i).features(), seconds.get(i).features()));
        System.out.println(
                "\n| similarity | comparisons | mean | deviation | 99.9 % are below |\n|---|---|---|---|---|");
        spread("one person, two pictures, one event", ownHere);
        spread("strangers, one event", joined(within));
        spread("strangers, two events", joined(apart));
        spread("one person, the same picture, two events", joined(same));
        spread("one person, two pictures, two events", joined(other));
        System.out.println(
                "\n| told from | AUC | in a single pair of events | KS distance | D↔sys |\n|---|---|---|---|---|");
        row("one person at one event from strangers there", List.of(ownHere), List.of(joined(within)));
        row("the same picture at two events from strangers at two events", same, apart);
        row("another picture at two events from strangers at two events", other, apart);
        row("the same picture at two events from strangers at one", same, within);
        row("strangers at two events from themselves, drawn again", drawnAgain(), apart);
    }

    private List<double[]> drawnAgain() {
        List<double[]> again = new ArrayList<>();
        for (int pair = 0; pair < EVENT_PAIRS; pair++) {
            Stored stored = store();
            int[] strangers = strangers();
            again.add(each(firsts.size(), i -> dot(stored.here.get(i), stored.there.get(strangers[i]))));
        }
        return again;
    }

    /// For everybody, several times over, somebody else.
    private int[] strangers() {
        int count = firsts.size();
        return IntStream.range(0, STRANGERS_OF_EACH * count)
                .map(i -> (i % count + 1 + random.nextInt(count - 1)) % count)
                .toArray();
    }

    private static void spread(String name, double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double square = Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.4f | %.4f | %.3f |%n",
                name,
                values.length,
                mean,
                Math.sqrt(square),
                sorted[(int) (0.999 * (sorted.length - 1))]);
    }

    /// The interval of the mean AUC holds 95 % over pairs of events.
    private static void row(String name, List<double[]> first, List<double[]> second) {
        Separation whole = Separation.of(joined(first), joined(second));
        double[] single = IntStream.range(0, first.size())
                .mapToDouble(i -> Separation.of(first.get(i), second.get(i)).auc())
                .sorted()
                .toArray();
        double mean = Arrays.stream(single).average().orElseThrow();
        double square = Arrays.stream(single).map(x -> (x - mean) * (x - mean)).sum();
        double half = single.length > 1 ? 1.96 * Math.sqrt(square / (single.length - 1) / single.length) : 0;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.4f (%.4f–%.4f) | %.3f to %.3f | %.4f | %.4f |%n",
                name,
                mean,
                mean - half,
                mean + half,
                single[0],
                single[single.length - 1],
                whole.distance(),
                whole.linkability());
    }

    /// Somebody has opened both events' templates, lacks the rotations and knows some people at both: whoever lies
    /// to the known ones here as to the same there is the same person.
    private void linked() {
        System.out.println("\n| people known at both events | same picture: AUC | found among " + LINKED
                + " | another picture: AUC | found among " + LINKED + " |\n|---|---|---|---|---|");
        for (int known : KNOWN) {
            List<double[]> rows = new ArrayList<>();
            for (int pair = 0; pair < LINKING_EVENT_PAIRS; pair++) {
                Stored stored = store();
                rows.add(DoubleStream.concat(
                                Arrays.stream(link(known, stored.here, stored.there)),
                                Arrays.stream(link(known, stored.here, stored.otherThere)))
                        .toArray());
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.3f | %.1f %% | %.3f | %.1f %% |%n",
                    known,
                    mean(rows, 0),
                    100 * mean(rows, 1),
                    mean(rows, 2),
                    100 * mean(rows, 3));
        }
    }

    /// AUC, and the share of people whose own template is the likeliest.
    private static double[] link(int known, List<float[]> here, List<float[]> there) {
        List<float[]> from = profiles(known, here);
        List<float[]> to = profiles(known, there);
        double[] own = each(LINKED, i -> dot(from.get(i), to.get(i)));
        double[] others = new double[LINKED * (LINKED - 1)];
        int found = 0;
        int at = 0;
        for (int i = 0; i < LINKED; i++) {
            boolean first = true;
            for (int k = 0; k < LINKED; k++) {
                if (k != i) {
                    others[at] = dot(from.get(i), to.get(k));
                    first = first && others[at] < own[i];
                    at++;
                }
            }
            found += first ? 1 : 0;
        }
        return new double[] {Separation.of(own, others).auc(), (double) found / LINKED};
    }

    /// How each of the people to link lies to the known ones, less the mean, of unit length.
    private static List<float[]> profiles(int known, List<float[]> templates) {
        return templates.subList(known, known + LINKED).parallelStream()
                .map(template -> {
                    double[] near = each(known, i -> dot(template, templates.get(i)));
                    double mean = Arrays.stream(near).average().orElseThrow();
                    double length = Math.sqrt(Arrays.stream(near)
                            .map(x -> (x - mean) * (x - mean))
                            .sum());
                    float[] profile = new float[known];
                    for (int i = 0; i < known; i++) {
                        profile[i] = (float) ((near[i] - mean) / length);
                    }
                    return profile;
                })
                .toList();
    }

    private static double mean(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
    }

    private static double[] each(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    private static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }
}
