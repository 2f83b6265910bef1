package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.facelane.face.Image;
import org.facelane.face.acquire.Acquisition;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.InParallel;
import org.facelane.face.evaluate.data.UnusableData;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Report.Section;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.pad.PadVerdict;

/// Presentation attacks (ISO/IEC 30107-3) by the product's own verdicts: pictures as enrolment sees them, recordings as
/// a lane does.
///
/// The folder has one folder for each species of attack and one named `bona-fide`; in it lie pictures
/// `<person>_<number>.jpg`, or recordings `<person>_<number>/` of numbered pictures, ten a second.
final class AttackSection {
    private static final String BONA_FIDE = "bona-fide";
    private static final long FRAME_MILLIS = 100;

    private enum Verdict {
        ATTACK,
        NO_ATTACK,
        NO_RESPONSE
    }

    /// One presentation: a picture file, or a folder of frames.
    private record Presentation(String species, Path place) {
        Presentation {
            requireNonNull(species, "species is null");
            requireNonNull(place, "place is null");
        }

        boolean isRecording() {
            return Files.isDirectory(place);
        }

        String person() {
            return DataSet.stem(place).replaceFirst("_[^_]*$", "");
        }
    }

    private final Terms terms;
    private final SelfieAcquisition selfies;

    private AttackSection(Terms terms) {
        this.terms = terms;
        selfies = new SelfieAcquisition(terms.pack(), SelfieLimits.DEFAULT);
    }

    static Section of(Path folder, Terms terms, PrintStream output) {
        List<Presentation> presentations = presentations(folder);
        AttackSection attacks = new AttackSection(terms);
        List<Verdict> verdicts = InParallel.map(presentations, "presentations", output, attacks::verdict);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words("APCER is the share of attacks of a species that are not stopped, BPCER the share of"
                + " bona fide presentations that are, each of those that got an answer at all; a verdict that stays"
                + " undecided stops nobody. A presentation without an answer is one of which no usable face was seen:"
                + " an attack does not get past there, and a guest has to try again. Intervals are over people."));
        attacks.table(presentations, verdicts, false).ifPresent(parts::add);
        attacks.table(presentations, verdicts, true).ifPresent(parts::add);
        return new Section("attacks", "Presentation attacks", parts);
    }

    private static List<Presentation> presentations(Path folder) {
        List<Presentation> presentations = new ArrayList<>();
        for (Path species : DataSet.listed(folder)) {
            if (Files.isDirectory(species)) {
                for (Path place : DataSet.listed(species)) {
                    if (Files.isDirectory(place) || DataSet.isPicture(place)) {
                        presentations.add(new Presentation(String.valueOf(species.getFileName()), place));
                    }
                }
            }
        }
        if (presentations.isEmpty()) {
            throw new UnusableData(
                    folder + " has no attacks: expected a folder for each species, and one named " + BONA_FIDE + ".");
        }
        return presentations;
    }

    private Optional<Part> table(List<Presentation> all, List<Verdict> verdicts, boolean recordings) {
        Map<String, List<Integer>> species = new TreeMap<>();
        IntStream.range(0, all.size())
                .filter(i -> all.get(i).isRecording() == recordings)
                .forEach(i -> species.computeIfAbsent(all.get(i).species(), name -> new ArrayList<>())
                        .add(i));
        if (species.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        species.forEach((name, members) -> rows.add(row(name, members, all, verdicts)));
        return Optional.of(new Part.Table(
                recordings ? "recordings" : "pictures",
                recordings ? "Recordings, as a lane judges them" : "Pictures, as enrolment judges them",
                List.of(
                        new Column("species", "species"),
                        new Column("presentations", "presentations"),
                        new Column("no-response", "without an answer"),
                        new Column("apcer", "APCER"),
                        new Column("bpcer", "BPCER")),
                rows));
    }

    private List<Cell> row(String species, List<Integer> members, List<Presentation> all, List<Verdict> verdicts) {
        boolean bonaFide = species.equals(BONA_FIDE);
        List<Integer> answered = members.stream()
                .filter(i -> verdicts.get(i) != Verdict.NO_RESPONSE)
                .toList();
        Map<String, Integer> people = new LinkedHashMap<>();
        answered.forEach(i -> people.putIfAbsent(all.get(i).person(), people.size()));
        Verdict error = bonaFide ? Verdict.ATTACK : Verdict.NO_ATTACK;
        boolean[] errors = new boolean[answered.size()];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = verdicts.get(answered.get(i)) == error;
        }
        int[] person = answered.stream()
                .mapToInt(i -> people.getOrDefault(all.get(i).person(), 0))
                .toArray();
        Cell rate = answered.isEmpty()
                ? new Cell.Unknown("no answers")
                : Cell.of(new Bootstrap(people.size(), terms.replicates(), terms.seed()).rate(person, errors));
        Cell none = new Cell.Unknown("–");
        return List.of(
                Cell.text(species),
                Cell.count(members.size()),
                Cell.count(members.size() - answered.size()),
                bonaFide ? none : rate,
                bonaFide ? rate : none);
    }

    private Verdict verdict(Presentation presentation) {
        return presentation.isRecording() ? recording(presentation.place()) : picture(presentation.place());
    }

    private Verdict picture(Path file) {
        return switch (selfies.acquire(bytes(file))) {
            case Acquisition.Acquired _ -> Verdict.NO_ATTACK;
            case Acquisition.FailureToAcquire failure ->
                failure.reason() == AcquisitionFailure.ATTACK_SUSPECTED ? Verdict.ATTACK : Verdict.NO_RESPONSE;
        };
    }

    private Verdict recording(Path folder) {
        LaneAcquisition lane = new LaneAcquisition(terms.pack(), LaneLimits.DEFAULT);
        Verdict verdict = Verdict.NO_RESPONSE;
        Instant at = Instant.EPOCH;
        for (Path file : DataSet.listed(folder)) {
            if (DataSet.isPicture(file)
                    && ImageDecoder.decode(bytes(file), DecodeLimits.DEFAULT) instanceof Decoding.Decoded(Image image)
                    && lane.next(image, at) instanceof LaneObservation.Seen seen) {
                verdict = seen.pad() == PadVerdict.ATTACK ? Verdict.ATTACK : Verdict.NO_ATTACK;
            }
            at = at.plusMillis(FRAME_MILLIS);
        }
        return verdict;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
