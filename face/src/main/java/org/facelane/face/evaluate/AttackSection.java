package org.facelane.face.evaluate;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.facelane.face.evaluate.attack.AttackJudge;
import org.facelane.face.evaluate.attack.AttackParts;
import org.facelane.face.evaluate.attack.AttackSet;
import org.facelane.face.evaluate.attack.AttackSet.Presentation;
import org.facelane.face.evaluate.attack.Trials;
import org.facelane.face.evaluate.attack.Trials.Trial;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.InParallel;
import org.facelane.face.evaluate.data.LabelledPicture;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Report.Section;
import org.facelane.face.pad.PadEvidence;

/// Presentation attacks (ISO/IEC 30107-3) by the product's own verdicts: pictures as enrolment sees them, recordings as
/// a lane does, and beside them the data set's own people, none of whom is an attack.
final class AttackSection {
    private static final String WORDS =
            "APCER is the share of attacks of a species that are not stopped, BPCER the share of bona fide"
                + " presentations that are, each of those that got an answer at all; a verdict that stays undecided"
                + " stops nobody. A presentation without an answer is one of which no usable face was seen: an attack"
                + " does not get past there, and a guest has to try again. Intervals are over people. The pictures of"
                + " the data set are judged whatever their quality, once as pictures and once as people who stand"
                + " still before a lane and look the same in every frame.";

    private AttackSection() {}

    /// @param people real people, to whom nothing may be done because of an attack that is none
    static Section of(Path folder, DataSet people, Terms terms, PrintStream output) {
        AttackSet set = AttackSet.read(folder);
        AttackJudge judge = new AttackJudge(terms.pack());
        List<Presentation> all = set.presentations();
        List<OptionalDouble> suspicions = InParallel.map(all, "presentations", output, judge::suspicion);
        List<Optional<PadEvidence>> real = InParallel.map(
                people.pictures(), "pictures of living people", output, picture -> judge.real(picture.file()));
        List<Trials> pictures = List.of(real(people, real, AttackJudge::asPicture));
        List<Trials> still = List.of(real(people, real, AttackJudge::asStillPerson));
        AttackParts tables = new AttackParts(terms.replicates(), terms.seed());
        List<Part> parts = new ArrayList<>();
        set.about().ifPresent(about -> parts.add(new Part.Words(about)));
        parts.add(new Part.Words(WORDS));
        parts.add(tables.stopped(pictures, still));
        parts.addAll(
                tables.of("pictures", "Pictures, as enrolment judges them", species(all, suspicions, false), pictures));
        parts.addAll(
                tables.of("recordings", "Recordings, as a lane judges them", species(all, suspicions, true), still));
        return new Section("attacks", "Presentation attacks", parts);
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
                "living people of " + people.name(),
                true,
                IntStream.range(0, pictures.size())
                        .mapToObj(i -> new Trial(
                                pictures.get(i).person(),
                                evidence.get(i)
                                        .map(seen -> OptionalDouble.of(judged.applyAsDouble(seen)))
                                        .orElse(OptionalDouble.empty())))
                        .toList());
    }
}
