package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.facelane.face.Features;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.rate.Mated;
import org.facelane.face.evaluate.rate.NonMated;
import org.facelane.face.evaluate.rate.Pairs;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.rate.Verification;
import org.facelane.face.evaluate.report.Axis;
import org.facelane.face.evaluate.report.Axis.Scale;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Part.Curve;
import org.facelane.face.evaluate.report.Part.Style;
import org.facelane.face.evaluate.report.Report.Section;

/// Several pictures on either side, fused as the product fuses them: weighted by their quality.
///
/// A person's pictures are put in random order; the first are fused into a reference, the others in turn into probes. A
/// mated comparison is one of a person's reference with one of its probes, of people with enough pictures for both. A
/// non-mated comparison is one of a reference with another person's probe, of everybody with enough pictures for the
/// one or the other. Several random orders are drawn.
final class FusionSection {
    private static final int ORDERS = 10;

    private final int enrol;
    private final int probe;
    private final Terms terms;
    private final Verification verification;

    /// References and probes of one random order of everybody's pictures.
    private record Drawn(List<Sample> references, List<Sample> probes, List<Mated.Comparison> mated) {}

    /// @param enrol pictures fused into a reference
    /// @param probe pictures fused into a probe
    FusionSection(SampleSet set, int enrol, int probe, Terms terms) {
        this.enrol = enrol;
        this.probe = probe;
        this.terms = requireNonNull(terms, "terms is null");
        Map<String, Integer> numbers = Pairs.numbered(set.samples());
        List<Pairs> pairs = new ArrayList<>();
        List<Mated.Comparison> mated = new ArrayList<>();
        for (int order = 0; order < ORDERS; order++) {
            Drawn drawn = draw(set, numbers, new Random(terms.seed() + order));
            pairs.add(Pairs.between(drawn.references(), drawn.probes()).numberedAs(numbers));
            mated.addAll(drawn.mated());
        }
        verification = new Verification(new Mated(mated), NonMated.of(pairs), terms.bootstrap(numbers));
    }

    Optional<Verification.Point> at(double fmr) {
        return verification.mated().total() == 0
                ? Optional.empty()
                : verification.at(fmr).stream().findFirst();
    }

    String title() {
        return String.format(Locale.ROOT, "%d enrolled, %d seen", enrol, probe);
    }

    Section section() {
        List<Part> parts = new ArrayList<>();
        String protocol = String.format(
                Locale.ROOT,
                "%d pictures of a person are fused into a reference and %d others into a probe, weighted by quality as"
                    + " the product does. Over %d random orders of everybody's pictures: %,d mated comparisons of the"
                    + " %,d people who have %d pictures or more, %,d non-mated comparisons of everybody who has enough"
                    + " for one side. Orders repeat people, and intervals, being over people, know it.",
                enrol,
                probe,
                ORDERS,
                verification.mated().total(),
                verification.mated().total() == 0 ? 0 : verification.mated().peopleCount(),
                enrol + probe,
                verification.nonMated().total());
        parts.add(new Part.Words(protocol));
        if (verification.mated().total() == 0 || verification.nonMated().total() == 0) {
            parts.add(new Part.Words("These data have too few people with as many pictures."));
            return section(parts);
        }
        parts.add(table());
        parts.add(new Part.Plot(
                "fused-det",
                "DET curve of fused pictures",
                new Axis("FMR", Scale.LOGARITHMIC, 1e-7, 1),
                new Axis("FNMR", Scale.LOGARITHMIC, 1e-4, 1),
                List.of(new Curve(title(), Style.LINE, VerificationSection.curve(verification)))));
        return section(parts);
    }

    private Section section(List<Part> parts) {
        return new Section("several-pictures", "Several pictures: " + title(), parts);
    }

    private Part.Table table() {
        List<Verification.Point> points = verification.at(VerificationSection.FMRS);
        List<List<Cell>> rows = new ArrayList<>();
        for (Verification.Point point : points) {
            List<Cell> row = new ArrayList<>(
                    List.of(new Cell.Asked(point.fmr()), Cell.number(point.limit(), 3), Cell.of(point.fnmr())));
            terms.calibration().ifPresent(map -> {
                double[] least = {map.similarity(-10 * Math.log10(point.fmr()))};
                List<Rate> fmr = verification.nonMated().rates(least, verification.bootstrap());
                row.add(
                        least[0] < verification.nonMated().tailStart()
                                ? new Cell.Unknown("not kept")
                                : Cell.of(fmr.getFirst()));
                row.add(Cell.of(verification.fnmr(least).getFirst()));
            });
            rows.add(row);
        }
        List<Column> columns = new ArrayList<>(List.of(
                new Column("fmr", "FMR"),
                new Column("similarity", "similarity to exceed"),
                new Column("fnmr", "FNMR, threshold set here")));
        if (terms.calibration().isPresent()) {
            columns.add(new Column("fmr-at-score", "FMR at the score for it"));
            columns.add(new Column("fnmr-at-score", "FNMR there"));
        }
        return new Part.Table("fused-fnmr-at-fmr", "FNMR at fixed FMR", columns, rows);
    }

    private Drawn draw(SampleSet set, Map<String, Integer> numbers, Random random) {
        Drawn drawn = new Drawn(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (List<Sample> own : set.byPerson().values()) {
            List<Sample> samples = new ArrayList<>(own);
            Collections.shuffle(samples, random);
            boolean both = samples.size() >= enrol + probe;
            List<Sample> probes = new ArrayList<>();
            for (int from = both ? enrol : 0; from + probe <= samples.size(); from += probe) {
                probes.add(fused(samples.subList(from, from + probe)));
            }
            drawn.probes().addAll(probes);
            if (samples.size() >= enrol) {
                Sample reference = fused(samples.subList(0, enrol));
                drawn.references().add(reference);
                if (both) {
                    probes.forEach(sample -> drawn.mated().add(Mated.Comparison.of(reference, sample, numbers)));
                }
            }
        }
        return drawn;
    }

    private Sample fused(List<Sample> samples) {
        Sample first = samples.getFirst();
        Features features = Features.fuse(
                samples.stream()
                        .map(sample -> Features.of(terms.pack().version(), sample.features()))
                        .toList(),
                samples.stream().map(Sample::weight).toList());
        double quality = samples.stream().mapToDouble(Sample::quality).average().orElse(0);
        return new Sample(first.person(), first.capture(), first.group(), features.values(), quality, first.weight());
    }
}
