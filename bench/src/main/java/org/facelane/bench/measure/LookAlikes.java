package org.facelane.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.facelane.bench.Arguments;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.evaluate.data.LabelErrors.Relatives;
import org.facelane.face.model.ModelPack;

/// What happens to twins, relatives and the strangers who look most alike, at enrolment and at a lane, with different
/// margins. Prints counts, no names: what `docs/accuracy/look-alikes.md` records. Run by `bench/look-alikes`.
public final class LookAlikes {
    private static final String USAGE = "--lfw <folder> --label-errors <csv> --pack <model pack> [--cache <file>]";
    private static final double FPIR = 1e-3;
    private static final int[] GALLERIES = {1_000, 60_000};
    private static final double[] MARGINS = {0, 3, 6, 10, 15};
    private static final int STRANGERS = 100;

    private final Calibration calibration;

    private LookAlikes(Calibration calibration) {
        this.calibration = calibration;
    }

    /// Two people, each with their pictures.
    private record Two(List<Sample> first, List<Sample> second) {
        Two turned() {
            return new Two(second, first);
        }
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            LookAlikes run = new LookAlikes(
                    pack.calibration().orElseThrow(() -> new IllegalArgumentException("the pack has no calibration")));
            LabelErrors errors = LabelErrors.read(arguments.file("--label-errors"));
            PictureSet everybody = PictureSet.read(
                    arguments.folder("--lfw"), pack, arguments.given("--cache").map(Path::of));
            Map<String, List<Sample>> people = everybody.samples().stream()
                    .collect(Collectors.groupingBy(Sample::person, TreeMap::new, Collectors.toList()));
            print("Pack %s, FPIR %s", pack.version(), FPIR);
            List<Two> relatives = relatives(people, errors);
            print(
                    "%n## Relatives and twins, %d of %d pairs in the set",
                    relatives.size(), errors.relatives().size());
            run.report(relatives);
            Set<String> apart = new HashSet<>(errors.doubtful());
            errors.relatives().forEach(pair -> apart.addAll(List.of(pair.first(), pair.second())));
            people.keySet().removeAll(apart);
            print(
                    "%n## The %d strangers most alike, among %d people with two pictures or more",
                    STRANGERS, several(people));
            run.report(strangers(people));
        }
    }

    private void report(List<Two> pairs) {
        print(
                "  score of the two first pictures: %s",
                pairs.stream()
                        .map(two -> Math.round(
                                score(two.first().getFirst(), two.second().getFirst())))
                        .sorted()
                        .toList());
        for (int count : GALLERIES) {
            double counts = Threshold.forFpir(FPIR, count).least().value();
            for (double margin : MARGINS) {
                double searched = Threshold.forFpir(Math.min(1, FPIR * Math.pow(10, margin / 10)), count)
                        .least()
                        .value();
                Tally tally = new Tally();
                for (Two two : pairs) {
                    tally.told += score(two.first().getFirst(), two.second().getFirst()) >= searched ? 1 : 0;
                    arrive(two, counts, margin, tally);
                    arrive(two.turned(), counts, margin, tally);
                }
                print(
                        "  gallery of %,d (score %.0f), margin %2.0f: told at enrolment %d of %d pairs; both enrolled,"
                            + " of %d arrivals %d admitted rightly, %d referred, %d asked for the ticket, %d admitted"
                            + " as the other; only the other enrolled, of %d arrivals %d admitted as the other",
                        count,
                        counts,
                        margin,
                        tally.told,
                        pairs.size(),
                        tally.arrivals,
                        tally.right,
                        tally.referred,
                        tally.asked,
                        tally.wrong,
                        tally.alone,
                        tally.wrongAlone);
            }
        }
    }

    /// Every picture of the first person but the one that is enrolled comes to a lane.
    private void arrive(Two two, double counts, double margin, Tally tally) {
        Sample other = two.second().getFirst();
        for (Sample arriving : two.first()) {
            tally.alone++;
            tally.wrongAlone += score(arriving, other) >= counts ? 1 : 0;
        }
        for (Sample arriving : two.first().subList(1, two.first().size())) {
            double own = score(arriving, two.first().getFirst());
            double others = score(arriving, other);
            tally.arrivals++;
            if (Math.max(own, others) < counts) {
                tally.asked++;
            } else if (Math.abs(own - others) <= margin) {
                tally.referred++;
            } else if (own > others) {
                tally.right++;
            } else {
                tally.wrong++;
            }
        }
    }

    private static final class Tally {
        private int told;
        private int arrivals;
        private int right;
        private int referred;
        private int asked;
        private int wrong;
        private int alone;
        private int wrongAlone;
    }

    private static List<Two> relatives(Map<String, List<Sample>> people, LabelErrors errors) {
        List<Two> pairs = new ArrayList<>();
        for (Relatives pair : errors.relatives()) {
            if (people.containsKey(pair.first()) && people.containsKey(pair.second())) {
                pairs.add(new Two(people.get(pair.first()), people.get(pair.second())));
            }
        }
        return pairs;
    }

    private static long several(Map<String, List<Sample>> people) {
        return people.values().stream().filter(pictures -> pictures.size() > 1).count();
    }

    /// The pairs of people with two pictures or more whose first pictures are most alike; nobody is in two pairs.
    private static List<Two> strangers(Map<String, List<Sample>> people) {
        List<List<Sample>> several =
                people.values().stream().filter(pictures -> pictures.size() > 1).toList();
        List<Two> all = new ArrayList<>();
        for (int i = 0; i < several.size(); i++) {
            for (int k = i + 1; k < several.size(); k++) {
                all.add(new Two(several.get(i), several.get(k)));
            }
        }
        all.sort(Comparator.comparingDouble(
                two -> -two.first().getFirst().similarity(two.second().getFirst())));
        Set<List<Sample>> taken = new HashSet<>();
        List<Two> chosen = new ArrayList<>();
        for (Two two : all) {
            if (chosen.size() < STRANGERS && !taken.contains(two.first()) && !taken.contains(two.second())) {
                taken.addAll(List.of(two.first(), two.second()));
                chosen.add(two);
            }
        }
        return chosen;
    }

    private double score(Sample first, Sample second) {
        return calibration.score(first.similarity(second)).value();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
