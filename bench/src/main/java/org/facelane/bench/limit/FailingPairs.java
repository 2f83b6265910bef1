package org.facelane.bench.limit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facelane.bench.Arguments;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.evaluate.data.LabelledPicture;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.model.ModelPack;

/// What the pairs of pictures have in common that are not recognised at FMR 1e-5 by one picture, in counts and medians
/// over all people, how many remain among pictures that the product's own limits let pass, and what they look like
/// ([Causes]). Markdown tables. Run by `bench/failing-pairs`.
public final class FailingPairs {
    private static final double FMR = 1e-5;
    private static final int PER_PERSON = 3;

    /// Two pictures of one person, by their place among the samples.
    record Pair(int first, int second, boolean failing) {}

    private final List<Sample> samples;
    private final List<PictureLook> looks;

    private FailingPairs(List<Sample> samples, List<PictureLook> looks) {
        this.samples = samples;
        this.looks = looks;
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(Lfw.USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            System.out.println("Pack " + pack.version());
            Lfw lfw = Lfw.read(arguments, pack);
            Map<String, PictureLook> looks = looks(lfw, pack);
            FailingPairs all = new FailingPairs(
                    lfw.samples(),
                    lfw.samples().stream()
                            .map(sample -> looks.get(sample.person() + "/" + sample.capture()))
                            .toList());
            all.print();
        }
    }

    private static Map<String, PictureLook> looks(Lfw lfw, ModelPack pack) {
        FaceDetector detector = new FaceDetector(pack.detector());
        LandmarkFinder landmarks = new LandmarkFinder(pack.landmarks());
        return lfw.pictures().parallelStream()
                .collect(Collectors.toConcurrentMap(
                        FailingPairs::name, picture -> PictureLook.of(picture.file(), detector, landmarks)));
    }

    private static String name(LabelledPicture picture) {
        return picture.person() + "/" + picture.capture();
    }

    private void print() {
        double limit = rates(i -> true).limit(FMR);
        List<Pair> pairs = pairs(i -> true, limit);
        System.out.printf(Locale.ROOT, "%nLimit %.4f, %s%n", limit, concentration(pairs));
        Set<Integer> alone = alone(pairs, limit);
        System.out.println("\n| pictures | mated | every pair: FNMR at FMR 1e-3 | 1e-4 | 1e-5 | at most three: 1e-3"
                + " | 1e-4 | 1e-5 |\n|---|---|---|---|---|---|---|---|");
        kept("all", i -> true);
        kept("that a lane would use", i -> looks.get(i).lane());
        kept("that an enrolment would use", i -> looks.get(i).selfie());
        kept("turned by at most 15°", i -> Math.abs(looks.get(i).yaw()) <= 15);
        kept("unified quality 90 or more", i -> looks.get(i).quality().unified() >= 90);
        kept("unified quality 95 or more", i -> looks.get(i).quality().unified() >= 95);
        kept("that match another one of the person at FMR 1e-3, or have none", i -> !alone.contains(i));
        kept(
                "that an enrolment would use, and that match another one or have none",
                i -> looks.get(i).selfie() && !alone.contains(i));
        measures(pairs);
        Causes causes = new Causes(looks, alone);
        causes.print("every pair", pairs);
        Set<Integer> few = few(i -> true);
        causes.print(
                "at most three pictures a person",
                pairs(few::contains, rates(few::contains).limit(FMR)));
    }

    private void kept(String name, Predicate<Integer> wanted) {
        Rates every = rates(wanted);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %s | %s |%n",
                name,
                every.matedCount(),
                every.cells(),
                rates(few(wanted)::contains).cells());
    }

    /// The first wanted pictures of everybody.
    private Set<Integer> few(Predicate<Integer> wanted) {
        Map<String, Integer> counts = new HashMap<>();
        Set<Integer> few = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            if (wanted.test(i) && counts.merge(samples.get(i).person(), 1, Integer::sum) <= PER_PERSON) {
                few.add(i);
            }
        }
        return few;
    }

    private Rates rates(Predicate<Integer> wanted) {
        Rates rates = new Rates();
        int[] kept = IntStream.range(0, samples.size()).filter(wanted::test).toArray();
        for (int a = 0; a < kept.length; a++) {
            Sample first = samples.get(kept[a]);
            for (int b = a + 1; b < kept.length; b++) {
                Sample second = samples.get(kept[b]);
                double similarity = SeveralPictures.cosine(first.features(), second.features());
                if (first.person().equals(second.person())) {
                    rates.mated(first.person(), similarity);
                } else {
                    rates.nonMated(similarity);
                }
            }
        }
        return rates;
    }

    private List<Pair> pairs(Predicate<Integer> wanted, double limit) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            for (int k = i + 1; k < samples.size(); k++) {
                boolean mated = samples.get(i).person().equals(samples.get(k).person());
                if (mated && wanted.test(i) && wanted.test(k)) {
                    pairs.add(new Pair(i, k, similarity(i, k) < limit));
                }
            }
        }
        return pairs;
    }

    /// Pictures of people with three or more that agree with none of that person's others, even at FMR 1e-3: wrong
    /// names, or very hard.
    private Set<Integer> alone(List<Pair> pairs, double limit) {
        double easy = rates(i -> true).limit(1e-3);
        Map<String, List<Integer>> people = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            people.computeIfAbsent(samples.get(i).person(), name -> new ArrayList<>())
                    .add(i);
        }
        Set<Integer> alone = new HashSet<>();
        int elsewhere = 0;
        for (List<Integer> own : people.values()) {
            for (int i : own) {
                if (own.size() >= 3 && own.stream().noneMatch(k -> k != i && similarity(i, k) >= easy)) {
                    alone.add(i);
                    elsewhere += IntStream.range(0, samples.size())
                                    .anyMatch(k -> !own.contains(k) && similarity(i, k) >= limit)
                            ? 1
                            : 0;
                }
            }
        }
        long failing = pairs.stream()
                .filter(pair -> pair.failing && (alone.contains(pair.first) || alone.contains(pair.second)))
                .count();
        System.out.printf(
                Locale.ROOT,
                "Pictures that match none of at least two others of the person: %d, in %d failing pairs; %d of them"
                        + " match somebody else%n",
                alone.size(),
                failing,
                elsewhere);
        return alone;
    }

    private String concentration(List<Pair> pairs) {
        Map<String, Integer> people = new HashMap<>();
        Map<Integer, Integer> pictures = new HashMap<>();
        Map<String, int[]> shares = new TreeMap<>();
        int failing = 0;
        for (Pair pair : pairs) {
            String person = samples.get(pair.first).person();
            int[] share = shares.computeIfAbsent(person, name -> new int[2]);
            share[1]++;
            if (pair.failing) {
                failing++;
                share[0]++;
                people.merge(person, 1, Integer::sum);
                pictures.merge(pair.first, 1, Integer::sum);
                pictures.merge(pair.second, 1, Integer::sum);
            }
        }
        double even = shares.values().stream()
                .mapToDouble(share -> (double) share[0] / share[1])
                .average()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%,d of %,d pairs fail, of %d of %d people; one person has %.0f %% of them, five have %.0f %%; half of"
                        + " the failing pairs have one of %d pictures; each person weighed alike, %.2f %% fail",
                failing,
                pairs.size(),
                people.size(),
                shares.size(),
                100.0 * most(people, 1) / failing,
                100.0 * most(people, 5) / failing,
                covering(pairs, pictures, failing / 2),
                100 * even);
    }

    private static <T> int most(Map<T, Integer> counts, int few) {
        return counts.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(few)
                .mapToInt(x -> x)
                .sum();
    }

    /// How many pictures, the worst first, are in so many failing pairs.
    private static int covering(List<Pair> pairs, Map<Integer, Integer> counts, int wanted) {
        Set<Integer> taken = new HashSet<>();
        List<Integer> worst = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        for (int picture : worst) {
            taken.add(picture);
            long covered = pairs.stream()
                    .filter(pair -> pair.failing && (taken.contains(pair.first) || taken.contains(pair.second)))
                    .count();
            if (covered >= wanted) {
                break;
            }
        }
        return taken.size();
    }

    private void measures(List<Pair> pairs) {
        Map<String, ToDoubleBiFunction<PictureLook, PictureLook>> measures = new LinkedHashMap<>();
        measures.put("turned, degrees, the more turned one", (a, b) -> Math.max(Math.abs(a.yaw()), Math.abs(b.yaw())));
        measures.put("difference of turning, degrees", (a, b) -> Math.abs(a.yaw() - b.yaw()));
        measures.put("difference of pitch, degrees", (a, b) -> Math.abs(a.pitch() - b.pitch()));
        measures.put("sharpness, the less sharp one", (a, b) -> -Math.min(a.detail(), b.detail()));
        measures.put(
                "occlusion measure, the lower one",
                (a, b) -> -Math.min(
                        a.quality().faceOcclusion().detail(),
                        b.quality().faceOcclusion().detail()));
        measures.put(
                "difference of brightness",
                (a, b) -> Math.abs(a.quality().brightness().mean()
                        - b.quality().brightness().mean()));
        measures.put(
                "light from one side, the darker over the lighter",
                (a, b) -> -Math.min(
                        a.quality().illuminationUniformity().ratio(),
                        b.quality().illuminationUniformity().ratio()));
        measures.put(
                "lip gap, the wider one",
                (a, b) -> Math.max(
                        a.quality().mouthClosed().gap(),
                        b.quality().mouthClosed().gap()));
        measures.put(
                "unified quality, the worse one",
                (a, b) -> -Math.min(a.quality().unified(), b.quality().unified()));
        System.out.println(
                "\n| measure of a pair | median of those recognised | of those that fail | worse than nine in"
                        + " ten of those recognised: share of those that fail |\n|---|---|---|---|");
        measures.forEach((name, measure) -> row(name, values(pairs, false, measure), values(pairs, true, measure)));
    }

    private static void row(String name, double[] recognised, double[] failing) {
        double worse = recognised[(int) (0.9 * recognised.length)];
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.0f %% |%n",
                name,
                Math.abs(recognised[recognised.length / 2]),
                Math.abs(failing[failing.length / 2]),
                100.0 * Arrays.stream(failing).filter(value -> value > worse).count() / failing.length);
    }

    private double[] values(List<Pair> pairs, boolean failing, ToDoubleBiFunction<PictureLook, PictureLook> measure) {
        return pairs.stream()
                .filter(pair -> pair.failing == failing)
                .mapToDouble(pair -> measure.applyAsDouble(looks.get(pair.first), looks.get(pair.second)))
                .sorted()
                .toArray();
    }

    private double similarity(int first, int second) {
        return SeveralPictures.cosine(
                samples.get(first).features(), samples.get(second).features());
    }
}
