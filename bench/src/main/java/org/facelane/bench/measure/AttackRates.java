package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.facelane.bench.Arguments;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.evaluate.attack.AttackParts;
import org.facelane.face.evaluate.attack.Trials;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Report;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PadReason;
import org.facelane.face.pad.Suspicion;

/// Prints what attack detection lets pass (APCER, ISO/IEC 30107-3) and whom it stops (BPCER), for tracks and for single
/// pictures: the product's rule, the rule it replaced, each piece of evidence alone, and a rule learned anew.
///
/// Rules that are learned or whose threshold is chosen here use half of the people; all figures are of the others.
public final class AttackRates {
    private static final String USAGE =
            "--attacks <folder,folder> --bona-fide <folder,folder> --pack <folder> [--every <number>] [--cache <file>]"
                    + " [--out <folder of the report>]";

    /// The rule before there was other evidence: the network's mean measure below 0.002.
    private static final double FORMER = Math.log(0.998 / 0.002);

    private final List<Presentation> all;

    private AttackRates(List<Presentation> all) {
        this.all = requireNonNull(all, "all is null");
    }

    public static void main(String[] args) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, args);
        AttackRates rates = new AttackRates(read(arguments).stream().distinct().toList());
        rates.print(true, Suspicion.TRACK);
        rates.print(false, Suspicion.PICTURE);
        if (arguments.given("--out").isPresent()) {
            rates.report().write(arguments.output("--out"), "attacks");
        }
    }

    private Report report() {
        AttackParts tables = new AttackParts(1000, 1);
        List<Part> parts = new ArrayList<>(List.of(
                new Part.Words("Every attack is simulated: no page was printed and no screen was held up. A program"
                        + " computed, from studio portraits, what a camera would have seen of prints and screens, and"
                        + " of the living people named bona-fide. The figures say which evidence can work where; they"
                        + " are no statement about a door."),
                new Part.Words("APCER is the share of attacks of a species that are not stopped, BPCER the share of"
                        + " living people who are. A track has four frames at a lane's distance; a picture is one as"
                        + " at an enrolment. Real pictures, judged whatever their quality, stand for tracks as people"
                        + " who stand still and look the same in three frames. Half of the people were learned from"
                        + " when the weights were fitted, and the thresholds were chosen on all of them, so that at"
                        + " most 1 % of each set is stopped. Presentations in which no face is found are left out."
                        + " Intervals are over people."),
                tables.stopped(trials(false, false), trials(true, false))));
        parts.addAll(
                tables.of("pictures", "One picture, as at an enrolment", trials(false, true), trials(false, false)));
        parts.addAll(tables.of("tracks", "Tracks, as at a lane", trials(true, true), trials(true, false)));
        return new Report(
                "Facelane: attack detection",
                "Figures over all people of the data; no picture, face or name is part of this report.",
                List.of(new Report.Section("attacks", "Presentation attacks", parts)));
    }

    private List<Trials> trials(boolean track, boolean made) {
        Map<String, List<Presentation>> sets = all.stream()
                .filter(one -> one.counts(track) && one.made() == made)
                .collect(Collectors.groupingBy(Presentation::set, TreeMap::new, Collectors.toList()));
        return sets.entrySet().stream()
                .map(set -> new Trials(
                        made ? set.getKey() : "living people of " + set.getKey(),
                        !set.getValue().getFirst().attack(),
                        set.getValue().stream()
                                .map(one -> new Trials.Trial(
                                        one.person(),
                                        OptionalDouble.of(one.as(track)
                                                .evidence()
                                                .suspicion(track ? LaneAcquisition.ATTACK_FRAME_COUNT_MIN : 1))))
                                .toList()))
                .toList();
    }

    private static List<Presentation> read(Arguments arguments) throws IOException {
        Optional<Path> cache = arguments.given("--cache").map(Path::of);
        if (cache.isPresent() && Files.exists(cache.get())) {
            return Files.readAllLines(cache.get()).stream()
                    .map(Presentation::of)
                    .toList();
        }
        List<Presentation> read = new ArrayList<>();
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            Presentations presentations = new Presentations(pack);
            for (String folder : arguments.text("--attacks").split(",")) {
                read.addAll(presentations.made(Path.of(folder)));
            }
            for (String folder : arguments.text("--bona-fide").split(",")) {
                read.addAll(presentations.real(Path.of(folder), arguments.number("--every", 1)));
            }
        }
        if (cache.isPresent()) {
            Files.write(cache.get(), read.stream().map(Presentation::line).toList());
        }
        return read;
    }

    private void print(boolean track, Suspicion used) {
        List<Presentation> counted = all.stream()
                .filter(one -> one.counts(track))
                .map(one -> one.as(track))
                .toList();
        List<Presentation> learned =
                counted.stream().filter(Presentation::isLearned).toList();
        List<Presentation> tested =
                counted.stream().filter(one -> !one.isLearned()).toList();
        Suspicion fitted = SuspicionFit.of(learned);
        System.out.printf(
                Locale.ROOT,
                "%n%s: learned on %d presentations, tested on %d%nlearned anew: %s%n",
                track ? "TRACKS" : "SINGLE PICTURES",
                learned.size(),
                tested.size(),
                fitted);
        row("rule in use, all people", counted, one -> used.of(one.evidence()), used.attackAbove());
        row("former rule, all people", counted, one -> -one.evidence().network(), FORMER);
        row("rule in use, people not learned from", tested, one -> used.of(one.evidence()), used.attackAbove());
        row("learned anew", tested, one -> fitted.of(one.evidence()), fitted.attackAbove());
        ofEverybody("learned anew, at most 1 % of everybody", counted, tested, one -> fitted.of(one.evidence()));
        ofEverybody("with products, at most 1 % of everybody", counted, tested, SuspicionFit.withProducts(learned));
        row("former rule", tested, one -> -one.evidence().network(), FORMER);
        alone("network alone", learned, tested, one -> -one.evidence().network());
        alone("pattern alone", learned, tested, one -> one.evidence().pattern());
        alone("frame alone", learned, tested, one -> one.evidence().framed());
        if (track) {
            alone("banding alone", learned, tested, one -> one.evidence().banding());
            alone(
                    "no parallax alone",
                    learned,
                    tested,
                    one -> one.made() ? -one.evidence().parallax() : -90);
        }
        reasons(tested, used);
    }

    /// Its threshold is chosen as that of the rule in use: on all living people, so that 1 % of each set is
    /// stopped.
    private static void ofEverybody(
            String name,
            List<Presentation> counted,
            List<Presentation> tested,
            ToDoubleFunction<Presentation> measure) {
        row(name, tested, measure, SuspicionFit.threshold(counted, measure, 0.01));
    }

    private static void alone(
            String name,
            List<Presentation> learned,
            List<Presentation> tested,
            ToDoubleFunction<Presentation> measure) {
        row(name, tested, measure, SuspicionFit.threshold(learned, measure, 0.01));
    }

    private static void row(
            String name, List<Presentation> tested, ToDoubleFunction<Presentation> measure, double threshold) {
        System.out.printf(Locale.ROOT, "%n%s (above %.3f)%n", name, threshold);
        Map<String, List<Presentation>> sets =
                tested.stream().collect(Collectors.groupingBy(Presentation::set, TreeMap::new, Collectors.toList()));
        sets.forEach((set, presentations) -> {
            boolean attack = presentations.getFirst().attack();
            long above = presentations.stream()
                    .filter(one -> measure.applyAsDouble(one) > threshold)
                    .count();
            long wrong = attack ? presentations.size() - above : above;
            System.out.printf(
                    Locale.ROOT,
                    "  %s %-16s %3d of %4d  %s%n",
                    attack ? "APCER" : "BPCER",
                    set,
                    wrong,
                    presentations.size(),
                    interval(wrong, presentations.size()));
        });
    }

    /// The rate and its 95 % interval after Wilson (1927).
    private static String interval(long hits, long count) {
        double z = 1.96;
        double p = (double) hits / count;
        double middle = (p + z * z / (2 * count)) / (1 + z * z / count);
        double half = z * Math.sqrt(p * (1 - p) / count + z * z / (4.0 * count * count)) / (1 + z * z / count);
        return String.format(
                Locale.ROOT,
                "%5.1f %% (%.1f to %.1f)",
                100 * p,
                100 * Math.max(0, middle - half),
                100 * Math.min(1, middle + half));
    }

    private static void reasons(List<Presentation> tested, Suspicion used) {
        Map<PadReason, Long> counts = tested.stream()
                .filter(Presentation::attack)
                .filter(one -> used.of(one.evidence()) > used.attackAbove())
                .collect(Collectors.groupingBy(
                        one -> used.strongest(one.evidence()), TreeMap::new, Collectors.counting()));
        System.out.println("  strongest evidence of the attacks caught: " + counts);
    }
}
