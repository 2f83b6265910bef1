package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.facelane.face.evaluate.attack.AttackJudge;
import org.facelane.face.evaluate.attack.AttackSet;
import org.facelane.face.evaluate.attack.AttackSet.Presentation;
import org.facelane.face.evaluate.attack.Trials;
import org.facelane.face.evaluate.attack.Trials.Trial;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.InParallel;
import org.facelane.face.evaluate.data.LabelledPicture;
import org.facelane.face.evaluate.report.Axis;
import org.facelane.face.evaluate.report.Axis.Scale;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Part.Curve;
import org.facelane.face.evaluate.report.Part.Fact;
import org.facelane.face.evaluate.report.Part.Place;
import org.facelane.face.evaluate.report.Part.Style;
import org.facelane.face.evaluate.report.Report.Section;
import org.facelane.face.pad.PadEvidence;

/// Presentation attacks (ISO/IEC 30107-3) by the product's own verdicts: pictures as enrolment sees them, recordings as
/// a lane does, and beside them the data set's own people, none of whom is an attack.
final class AttackSection {
    private static final double DEFAULT = 0;
    private static final double[] BPCERS = {0.01, 0.03, 0.1};
    private static final Cell NONE = new Cell.Unknown("–");

    private final Terms terms;
    private final List<Part> parts = new ArrayList<>();

    private AttackSection(Terms terms) {
        this.terms = requireNonNull(terms, "terms is null");
    }

    /// @param people real people, to whom nothing may be done because of an attack that is none
    static Section of(Path folder, DataSet people, Terms terms, PrintStream output) {
        AttackSet set = AttackSet.read(folder);
        AttackJudge judge = new AttackJudge(terms.pack());
        List<Presentation> all = set.presentations();
        List<OptionalDouble> suspicions = InParallel.map(all, "presentations", output, judge::suspicion);
        List<Optional<PadEvidence>> real = InParallel.map(
                people.pictures(), "pictures of living people", output, picture -> judge.real(picture.file()));
        AttackSection section = new AttackSection(terms);
        section.words(set);
        Trials still = real(people, real, AttackJudge::asPicture);
        section.parts.add(section.stopped(people, still, real(people, real, AttackJudge::asStillPerson)));
        section.judged("pictures", "Pictures, as enrolment judges them", species(all, suspicions, false), still);
        section.judged(
                "recordings",
                "Recordings, as a lane judges them",
                species(all, suspicions, true),
                real(people, real, AttackJudge::asStillPerson));
        return new Section("attacks", "Presentation attacks", section.parts);
    }

    private static List<Trials> species(List<Presentation> all, List<OptionalDouble> suspicions, boolean recordings) {
        Map<String, List<Trial>> species = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            Presentation one = all.get(i);
            if (one.isRecording() == recordings) {
                species.computeIfAbsent(one.species(), name -> new ArrayList<>())
                        .add(new Trial(one.person(), suspicions.get(i)));
            }
        }
        return species.entrySet().stream()
                .map(one -> new Trials(one.getKey(), AttackSet.isBonaFide(one.getKey()), one.getValue()))
                .toList();
    }

    private static Trials real(
            DataSet people, List<Optional<PadEvidence>> evidence, ToDoubleFunction<PadEvidence> judged) {
        List<LabelledPicture> pictures = people.pictures();
        return new Trials(
                "the people of " + people.name(),
                true,
                IntStream.range(0, pictures.size())
                        .mapToObj(i -> new Trial(
                                pictures.get(i).person(),
                                evidence.get(i)
                                        .map(seen -> OptionalDouble.of(judged.applyAsDouble(seen)))
                                        .orElse(OptionalDouble.empty())))
                        .toList());
    }

    private void words(AttackSet set) {
        set.about().ifPresent(about -> parts.add(new Part.Words(about)));
        parts.add(new Part.Words("APCER is the share of attacks of a species that are not stopped, BPCER the share of"
                + " bona fide presentations that are, each of those that got an answer at all; a verdict that stays"
                + " undecided stops nobody. A presentation without an answer is one of which no usable face was seen:"
                + " an attack does not get past there, and a guest has to try again. Intervals are over people. The"
                + " pictures of the data set are judged whatever their quality, once as pictures and once as people"
                + " who stand still before a lane and look the same in every frame."));
    }

    private Part stopped(DataSet people, Trials asPictures, Trials asStill) {
        return new Part.Facts(
                "stopped",
                List.of(
                        new Fact(
                                "bpcer-pictures",
                                "people of " + people.name() + " stopped by one picture",
                                rate(asPictures, DEFAULT)),
                        new Fact(
                                "bpcer-still",
                                "people of " + people.name() + " stopped standing still at a lane",
                                rate(asStill, DEFAULT))));
    }

    private void judged(String key, String title, List<Trials> species, Trials real) {
        if (species.isEmpty()) {
            return;
        }
        List<Trials> everybody = new ArrayList<>(species);
        everybody.add(real);
        parts.add(atDefault(key, title, everybody));
        Optional<Trials> bonaFide = species.stream()
                .filter(Trials::bonaFide)
                .filter(trials -> trials.answered() > 0)
                .findFirst();
        bonaFide.ifPresent(living -> {
            parts.add(atBpcer(key, living, everybody));
            parts.add(det(key, living, species));
        });
    }

    private Part.Table atDefault(String key, String title, List<Trials> species) {
        return new Part.Table(
                key,
                title,
                List.of(
                        new Column("species", "species"),
                        new Column("presentations", "presentations"),
                        new Column("no-response", "without an answer"),
                        new Column("apcer", "APCER"),
                        new Column("bpcer", "BPCER")),
                species.stream()
                        .map(one -> List.of(
                                Cell.text(one.name()),
                                Cell.count(one.trials().size()),
                                Cell.count(one.trials().size() - one.answered()),
                                one.bonaFide() ? NONE : rate(one, DEFAULT),
                                one.bonaFide() ? rate(one, DEFAULT) : NONE))
                        .toList());
    }

    /// What other thresholds would do, each the least that stops no more than a share of the set's living people.
    private Part.Table atBpcer(String key, Trials living, List<Trials> species) {
        List<Column> columns = new ArrayList<>(List.of(new Column("species", "species")));
        List<Double> thresholds = new ArrayList<>();
        for (double bpcer : BPCERS) {
            int count = (int) (bpcer * living.answered());
            thresholds.add(living.threshold(count));
            columns.add(new Column(
                    String.format(Locale.ROOT, "at-%.2f", bpcer),
                    String.format(
                            Locale.ROOT, "%s, threshold %+.2f", Cell.asked(bpcer), living.threshold(count) - DEFAULT)));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Trials one : species) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(one.name() + (one.bonaFide() ? ": BPCER" : ""))));
            thresholds.forEach(threshold -> row.add(rate(one, threshold)));
            rows.add(row);
        }
        return new Part.Table(
                key + "-at-bpcer",
                "APCER where that share of the set's living people is stopped; thresholds in log odds from the default",
                columns,
                rows);
    }

    private static Part.Plot det(String key, Trials living, List<Trials> species) {
        int n = living.answered();
        double least = Math.min(0.1, Math.pow(10, Math.floor(Math.log10(1.0 / n))));
        List<Integer> counts = IntStream.rangeClosed(0, 40)
                .map(step -> (int) Math.round(Math.pow(n, step / 40.0)))
                .filter(count -> count < n)
                .distinct()
                .boxed()
                .toList();
        List<Curve> curves = new ArrayList<>();
        for (Trials one : species) {
            if (!one.bonaFide() && one.answered() > 0) {
                curves.add(new Curve(
                        one.name(),
                        Style.LINE,
                        counts.stream()
                                .map(count -> Place.of((double) count / n, one.share(living.threshold(count))))
                                .toList()));
            }
        }
        double used = living.share(DEFAULT);
        if (used >= least) {
            curves.add(new Curve("the default", Style.GUIDE, List.of(Place.of(used, 0), Place.of(used, 1))));
        }
        return new Part.Plot(
                key + "-det",
                "Attacks that pass against living people who are stopped, at every threshold",
                new Axis("BPCER, bona fide presentations of the set", Scale.LOGARITHMIC, least, 1),
                new Axis("APCER", Scale.PERCENT, 0, 1),
                curves);
    }

    private Cell rate(Trials trials, double threshold) {
        return trials.answered() == 0
                ? new Cell.Unknown("no answers")
                : Cell.of(trials.error(threshold, terms.replicates(), terms.seed()));
    }
}
