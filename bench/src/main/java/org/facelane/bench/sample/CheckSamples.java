package org.facelane.bench.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.face.Calibration;
import org.facelane.face.Features;
import org.facelane.face.Score;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.Acquisition.Acquired;
import org.facelane.face.acquire.Acquisition.FailureToAcquire;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.model.ModelPack;

/// Checks that the sample people do their work: every picture passes the rules for a selfie, the pictures of one person
/// reach the threshold of a large event, and nobody is taken for another or for anybody of the set they were made
/// from. Prints a table and fails if one of it does not hold. Run by `bench/check-samples`.
public final class CheckSamples {
    private static final String USAGE = "--samples <folder> --pack <model pack> [--london <folder>]";
    /// The event in which they must be told apart: 1 wrong answer in 1,000 searches of 60,000 references.
    private static final Threshold LARGE_EVENT = Threshold.forFpir(0.001, 60_000);
    /// The most that two people may be alike.
    private static final Threshold STRANGERS = Threshold.forFmr(1e-5);

    private final Calibration calibration;
    private final SelfieAcquisition selfies;
    private final Recognition recognition;
    private boolean passed = true;

    private CheckSamples(ModelPack pack) {
        calibration = pack.calibration().orElseThrow(() -> new IllegalArgumentException("the pack has no calibration"));
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
        recognition = new Recognition(pack);
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            CheckSamples check = new CheckSamples(pack);
            Map<String, Captures> people = check.samples(arguments.folder("--samples"));
            List<Captures> real =
                    arguments.given("--london").map(Path::of).map(check::real).orElse(List.of());
            check.report(people, real);
            if (!check.passed) {
                System.exit(1);
            }
        }
    }

    private Map<String, Captures> samples(Path folder) throws IOException {
        Map<String, Captures> people = new LinkedHashMap<>();
        for (Path person : Pictures.folders(folder)) {
            List<Features> features = new ArrayList<>();
            for (String file : SamplePerson.FILES) {
                switch (selfies.acquire(Files.readAllBytes(person.resolve(file)))) {
                    case Acquired acquired -> features.add(acquired.features());
                    case FailureToAcquire(AcquisitionFailure reason) -> {
                        passed = false;
                        System.out.println(person.resolve(file) + " is not acquired: " + reason);
                    }
                }
            }
            if (!features.isEmpty()) {
                people.put(person.getName(person.getNameCount() - 1).toString(), new Captures(features));
            }
        }
        return people;
    }

    private List<Captures> real(Path london) {
        return Pictures.folders(london).stream()
                .map(person -> new Captures(Pictures.jpegs(person).stream()
                        .map(Pictures::read)
                        .map(recognition::see)
                        .flatMap(Optional::stream)
                        .map(Recognition.Seen::features)
                        .toList()))
                .toList();
    }

    private void report(Map<String, Captures> people, List<Captures> real) {
        System.out.println("person  own pictures  nearest other  nearest real person   (similarity/score)");
        people.forEach((name, captures) -> {
            double others = people.entrySet().stream()
                    .filter(other -> !other.getKey().equals(name))
                    .mapToDouble(other -> captures.highestTo(other.getValue()))
                    .max()
                    .orElse(-1);
            double contributors =
                    real.stream().mapToDouble(captures::highestTo).max().orElse(-1);
            boolean good = LARGE_EVENT.reachedBy(score(captures.lowestWithin()))
                    && !STRANGERS.reachedBy(score(others))
                    && !LARGE_EVENT.reachedBy(score(contributors));
            passed &= good;
            System.out.printf(
                    Locale.ROOT,
                    "%-6s  %s   %s    %s%s%n",
                    name,
                    text(captures.lowestWithin()),
                    text(others),
                    real.isEmpty() ? "not compared" : text(contributors),
                    good ? "" : "   FAILS");
        });
        System.out.printf(
                Locale.ROOT,
                "Required: own pictures at a score of %.1f or more, others below %.1f: %s%n",
                LARGE_EVENT.least().value(),
                STRANGERS.least().value(),
                passed ? "holds for " + people.size() + " people" : "does NOT hold");
    }

    private Score score(double similarity) {
        return calibration.score(similarity);
    }

    private String text(double similarity) {
        return String.format(
                Locale.ROOT, "%.3f / %5.1f", similarity, score(similarity).value());
    }
}
