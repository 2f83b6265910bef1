package org.facelane.face.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.facelane.face.Calibration;
import org.facelane.face.evaluate.DomainSection.Domain;
import org.facelane.face.evaluate.data.Arguments;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.Extraction;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.data.UnusableData;
import org.facelane.face.evaluate.rate.NonMated;
import org.facelane.face.evaluate.rate.Pairs;
import org.facelane.face.evaluate.rate.TailFit;
import org.facelane.face.evaluate.report.Report;
import org.facelane.face.evaluate.report.Report.Section;
import org.facelane.face.model.DamagedModelPack;
import org.facelane.face.model.InferenceFailed;
import org.facelane.face.model.ModelPack;
import org.facelane.face.model.PackCalibration;

/// `facelane calibrate`: computes how a pack's similarities become scores, from one data set or several, puts it into
/// the pack, and reports whether the thresholds that follow keep their promise with people it was not fitted to.
///
/// Exits with 0 if the pack is calibrated, and with 2, after one sentence that says what is wrong, if it is not; the
/// pack is then as it was.
public final class Calibrate {
    static final String USAGE = "--dataset DIR|CSV [--dataset DIR|CSV …] [--label-errors CSV] [--pack DIR] [--out DIR]"
            + " [--at-most COUNT] [--seed NUMBER] [--replicates COUNT] [--keep] [--dry-run]";

    private static final int PER_PERSON = 3;
    private static final String ALL = "all, the lowest score of any";

    private final Arguments arguments;
    private final PrintStream output;

    private Calibrate(Arguments arguments, PrintStream output) {
        this.arguments = arguments;
        this.output = output;
    }

    public static void main(String... commandLine) {
        System.exit(run(System.err, commandLine));
    }

    /// @param output for progress and complaints
    /// @return the exit code
    static int run(PrintStream output, String... commandLine) {
        try {
            new Calibrate(Arguments.parse(USAGE, commandLine), output).calibrate();
            return 0;
        } catch (UnusableData | DamagedModelPack | InferenceFailed e) {
            output.println(e.getMessage());
            return Evaluate.CANNOT;
        } catch (IOException | UncheckedIOException e) {
            output.println("The calibration cannot be written: " + e);
            return Evaluate.CANNOT;
        }
    }

    /// One data set that is calibrated on.
    private record Fitted(SampleSet all, SampleSet few, Domain domain, TailFit fit) {}

    private void calibrate() throws IOException {
        arguments.text("--dataset");
        List<DataSet> sets = arguments.all("--dataset").stream()
                .map(place -> DataSet.read(Path.of(place)))
                .toList();
        LabelErrors errors = LabelErrors.of(arguments);
        Path out = arguments.path("--out", Path.of("calibration"));
        Path folder = arguments.path("--pack", Evaluate.defaultPack());
        try (ModelPack pack = ModelPack.load(folder);
                Extraction extraction = new Extraction(pack, folder, out, output)) {
            Terms terms = Terms.of(pack, arguments);
            List<Fitted> fitted = new ArrayList<>();
            Optional<Calibration> lender = pack.calibration();
            for (DataSet set : sets) {
                Fitted one = fitted(extraction.samples(set).only(errors.trusted()), lender, terms);
                fitted.add(one);
                lender = TailFit.isLarge(one.domain().nonMated())
                        ? Optional.of(one.fit().calibration())
                        : lender;
            }
            Map<String, Calibration> calibrations = new LinkedHashMap<>();
            fitted.forEach(
                    one -> calibrations.put(one.domain().name(), one.fit().calibration()));
            Calibration chosen = fitted.getFirst().fit().calibration();
            if (fitted.size() > 1) {
                chosen = TailFit.mostCautious(List.copyOf(calibrations.values()));
                calibrations.put(ALL, chosen);
            }
            report(fitted, calibrations, lender, terms).write(out, "report");
            if (!arguments.has("--dry-run")) {
                PackCalibration.write(
                        folder,
                        CalibrationText.of(
                                chosen,
                                data(fitted),
                                model(fitted),
                                fitted.getFirst().few().samples()));
            }
            if (!arguments.has("--keep")) {
                extraction.forget();
            }
        }
        if (!arguments.has("--dry-run")) {
            ModelPack.load(folder).close();
            output.println("Calibrated " + folder);
        }
        output.println("Wrote " + out.resolve("report.html") + " and " + out.resolve("report.json"));
    }

    /// A small set borrows its far tail: of a larger one named before it, or of the pack as it is calibrated now.
    private Fitted fitted(SampleSet set, Optional<Calibration> lender, Terms terms) {
        SampleSet few = set.atMost(arguments.number("--at-most", 1, 1_000_000, PER_PERSON));
        Pairs pairs = Pairs.among(few.samples());
        NonMated nonMated = NonMated.among(pairs);
        if (!TailFit.canFit(nonMated)) {
            throw new UnusableData(String.format(
                    Locale.ROOT,
                    "%s has too few people to calibrate on: %,d comparisons of different people, and 5,100 are the"
                            + " least (about 100 pictures of as many people).",
                    set.name(),
                    nonMated.total()));
        }
        output.println("Compared " + few.samples().size() + " pictures of "
                + few.people().size() + " people");
        TailFit fit = lender.isPresent() && !TailFit.isLarge(nonMated)
                ? TailFit.borrowing(nonMated, lender.get())
                : TailFit.of(nonMated);
        return new Fitted(set, few, new Domain(set.name(), nonMated, terms.bootstrap(pairs.people())), fit);
    }

    private static Report report(
            List<Fitted> fitted, Map<String, Calibration> calibrations, Optional<Calibration> lender, Terms terms) {
        List<Section> sections = new ArrayList<>();
        for (Fitted one : fitted) {
            Domain domain = one.domain();
            sections.add(TailSection.of(domain.name(), one.fit(), domain.nonMated(), domain.bootstrap()));
        }
        Fitted first = fitted.getFirst();
        sections.add(new PromiseSection(first.all(), PER_PERSON, lender, terms).section());
        if (fitted.size() > 1) {
            sections.add(DomainSection.of(
                    calibrations, fitted.stream().map(Fitted::domain).toList()));
        }
        sections.add(MethodSection.of(terms));
        return new Report(
                "Facelane calibration: "
                        + fitted.stream().map(one -> one.domain().name()).collect(Collectors.joining(", ")),
                "Pack `" + terms.pack().version() + "`, " + data(fitted) + ". Figures over all people of the data; no"
                        + " picture, face or name is part of this report.",
                sections);
    }

    private static String data(List<Fitted> fitted) {
        return fitted.stream()
                .map(one -> String.format(
                        Locale.ROOT,
                        "%s: %d people, %d pictures, %d non-mated comparisons",
                        one.domain().name(),
                        one.few().people().size(),
                        one.few().samples().size(),
                        one.fit().total()))
                .collect(Collectors.joining("; "));
    }

    private static String model(List<Fitted> fitted) {
        return "peaks over a threshold, generalised Pareto, probability-weighted moments, shape 0 or more; "
                + fitted.stream()
                        .map(one -> String.format(
                                Locale.ROOT,
                                "%s: from %.4f, %d excesses, shape fitted %.3f, %s",
                                one.domain().name(),
                                one.fit().start(),
                                one.fit().excesses().length,
                                one.fit().fitted().shape(),
                                one.fit().stretch() > 0
                                        ? String.format(
                                                Locale.ROOT,
                                                "borrowed, stretched by %.3f",
                                                one.fit().stretch())
                                        : String.format(
                                                Locale.ROOT,
                                                "used %.3f, Anderson-Darling %.2f",
                                                one.fit().used().shape(),
                                                one.fit()
                                                        .used()
                                                        .andersonDarling(
                                                                one.fit().excesses()))))
                        .collect(Collectors.joining("; "));
    }
}
