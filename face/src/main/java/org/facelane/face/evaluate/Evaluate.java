package org.facelane.face.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.facelane.face.evaluate.data.Arguments;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.Extraction;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.data.UnusableData;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.rate.Verification;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Fact;
import org.facelane.face.evaluate.report.Report;
import org.facelane.face.evaluate.report.Report.Section;
import org.facelane.face.model.DamagedModelPack;
import org.facelane.face.model.InferenceFailed;
import org.facelane.face.model.ModelPack;

/// `facelane evaluate`: how often a pack is wrong on a data set, as a page and as JSON.
///
/// Exits with 0 if the report is written, and with 2, after one sentence that says what is wrong, if it cannot be.
public final class Evaluate {
    static final int CANNOT = 2;

    static final String USAGE = "--dataset DIR|CSV [--label-errors CSV] [--fill DIR|CSV] [--enrol COUNT --probe COUNT]"
            + " [--gallery SIZES] [--at-most COUNT] [--attacks DIR] [--pack DIR] [--out DIR] [--seed NUMBER]"
            + " [--replicates COUNT] [--keep]";

    private final Arguments arguments;
    private final PrintStream output;

    private Evaluate(Arguments arguments, PrintStream output) {
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
            new Evaluate(Arguments.parse(USAGE, commandLine), output).evaluate();
            return 0;
        } catch (UnusableData | DamagedModelPack | InferenceFailed e) {
            output.println(e.getMessage());
            return CANNOT;
        } catch (IOException | UncheckedIOException e) {
            output.println("The report cannot be written: " + e);
            return CANNOT;
        }
    }

    static Path defaultPack() {
        return Models.home().resolve("models").resolve("default");
    }

    private void evaluate() throws IOException {
        DataSet data = DataSet.read(Path.of(arguments.text("--dataset")));
        LabelErrors errors = LabelErrors.of(arguments);
        Path out = arguments.path("--out", Path.of("evaluation"));
        Path folder = arguments.path("--pack", defaultPack());
        try (ModelPack pack = ModelPack.load(folder);
                Extraction extraction = new Extraction(pack, folder, out, output)) {
            Terms terms = Terms.of(pack, arguments);
            output.println("Pack " + pack.version() + ", " + data.pictures().size() + " pictures of " + data.name());
            SampleSet everybody = extraction.samples(data);
            Optional<SampleSet> fill = arguments.existing("--fill").stream()
                    .findFirst()
                    .map(DataSet::read)
                    .map(extraction::samples);
            Report report = report(data, everybody, fill, errors, terms);
            report.write(out, "report");
            if (!arguments.has("--keep")) {
                extraction.forget();
            }
            output.println("Wrote " + out.resolve("report.html") + " and " + out.resolve("report.json"));
        }
    }

    private Report report(
            DataSet data, SampleSet everybody, Optional<SampleSet> fill, LabelErrors errors, Terms terms) {
        Predicate<String> trusted = errors.trusted();
        SampleSet compared = requireComparable(
                everybody.only(trusted).atMost(arguments.number("--at-most", 1, 1_000_000, 1_000_000)));
        List<Sample> others = fill.map(set -> set.only(trusted).samples()).orElse(List.of());
        VerificationSection verification = new VerificationSection(compared, terms);
        output.println("Compared 1:1");
        SearchSection searches = new SearchSection(compared, others, sizes(), terms);
        output.println("Searched 1:N");
        List<Section> sections = new ArrayList<>();
        Optional<FusionSection> fusion = fusion(compared, terms);
        sections.add(summary(verification, searches, fusion));
        sections.add(DataSection.of(everybody, compared));
        sections.add(verification.section());
        sections.add(searches.section());
        fusion.map(FusionSection::section).ifPresent(sections::add);
        sections.add(QualitySection.of(verification.all()));
        GroupSection groups = new GroupSection(compared, verification.all(), terms);
        if (groups.exists()) {
            sections.add(groups.section());
        }
        RelativesSection.of(everybody, errors, verification.all(), terms).ifPresent(sections::add);
        arguments.existing("--attacks").stream()
                .findFirst()
                .map(attacks -> AttackSection.of(attacks, data, terms, output))
                .ifPresent(sections::add);
        sections.add(MethodSection.of(terms));
        return new Report(
                "Facelane evaluation: " + everybody.name(),
                "Pack `" + terms.pack().version() + "`, " + terms.pack().dimension() + " features, seed " + terms.seed()
                        + ", " + terms.replicates()
                        + " bootstrap replicates over people. Figures over all people of the"
                        + " data; no picture, face or name is part of this report.",
                sections);
    }

    private static SampleSet requireComparable(SampleSet set) {
        Map<String, List<Sample>> people = set.byPerson();
        if (people.size() < 2) {
            throw new UnusableData("Two people or more are needed, and " + set.name() + " has " + people.size() + ".");
        }
        if (people.values().stream().noneMatch(samples -> samples.size() > 1)) {
            throw new UnusableData("There are no mated pairs: nobody in " + set.name()
                    + " has two pictures in which a face is found.");
        }
        return set;
    }

    private int[] sizes() {
        try {
            return arguments
                    .given("--gallery")
                    .map(list -> Arrays.stream(list.split(","))
                            .mapToInt(size -> Integer.parseInt(size.strip()))
                            .toArray())
                    .orElse(new int[0]);
        } catch (NumberFormatException e) {
            throw new UnusableData("--gallery takes whole numbers with commas between them, for example 1000,2000.", e);
        }
    }

    private Optional<FusionSection> fusion(SampleSet compared, Terms terms) {
        if (!arguments.has("--enrol") && !arguments.has("--probe")) {
            return Optional.empty();
        }
        return Optional.of(new FusionSection(
                compared, arguments.number("--enrol", 1, 100, 1), arguments.number("--probe", 1, 100, 1), terms));
    }

    private static Section summary(
            VerificationSection verification, SearchSection searches, Optional<FusionSection> fusion) {
        Verification.Point last = verification.typical();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("fnmr", "1:1, FNMR at FMR " + Cell.asked(last.fmr()), Cell.of(last.fnmr())));
        fusion.ifPresent(several -> several.at(1e-5)
                .ifPresent(point -> facts.add(new Fact(
                        "fnmr-fused", "1:1, " + several.title() + ", FNMR at FMR 10⁻⁵", Cell.of(point.fnmr())))));
        for (double fpir : new double[] {0.01, 0.001}) {
            Optional<Rate> fnir = searches.fnirAtProductThreshold(fpir);
            fnir.ifPresent(rate -> facts.add(new Fact(
                    "fnir-" + fpir,
                    String.format(
                            Locale.ROOT,
                            "1:N, FNIR at the product's threshold for FPIR %s, N = %,d",
                            Cell.asked(fpir),
                            searches.largest()),
                    Cell.of(rate))));
        }
        return new Section("summary", "In short", List.of(new Part.Facts("headline", facts)));
    }
}
