package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.facelane.face.Calibration;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.data.UnusableData;
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
import org.facelane.face.evaluate.report.Part.Place;
import org.facelane.face.evaluate.report.Part.Style;
import org.facelane.face.evaluate.report.Report.Section;

/// 1:1 comparisons of single pictures.
final class VerificationSection {
    static final double[] FMRS = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
    private static final double[] SCORES = {20, 30, 40, 50, 60, 70};
    private static final int ALIKE = 3;

    private final Verification all;
    private final Verification alike;
    private final Optional<Calibration> calibration;

    VerificationSection(SampleSet set, Terms terms) {
        all = verification(set, terms);
        alike = verification(set.atMost(ALIKE), terms);
        calibration = requireNonNull(terms, "terms is null").calibration();
    }

    Verification all() {
        return all;
    }

    static Verification verification(SampleSet set, Terms terms) {
        Pairs pairs = Pairs.among(set.samples());
        Map<String, Integer> people = pairs.people();
        return new Verification(Mated.among(set.samples(), people), NonMated.among(pairs), terms.bootstrap(people));
    }

    /// FNMR at FMR 1e-5, or at the smallest of the table that the data resolve.
    ///
    /// @throws UnusableData if they resolve none
    Verification.Point typical() {
        return all.at(1e-2, 1e-3, 1e-4, 1e-5).stream()
                .reduce((first, second) -> second)
                .orElseThrow(() -> new UnusableData("There are too few people for any error rate: "
                        + all.nonMated().total()
                        + " comparisons of different people, and 100 are the least that show an FMR of 1 %."));
    }

    Section section() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words("Every two pictures: " + counts(all) + ". A few people with many pictures weigh most"
                + " there; with at most " + ALIKE + " pictures of a person: " + counts(alike) + "."));
        parts.add(rates());
        parts.add(det());
        calibration.ifPresent(map -> parts.add(scores(map)));
        parts.add(similarities());
        return new Section("verification", "Verification (1:1)", parts);
    }

    private static String counts(Verification verification) {
        return String.format(
                Locale.ROOT,
                "%,d mated comparisons of %,d people, %,d non-mated",
                verification.mated().total(),
                verification.mated().peopleCount(),
                verification.nonMated().total());
    }

    private Part.Table rates() {
        List<Verification.Point> points = all.at(FMRS);
        List<Verification.Point> alikePoints = alike.at(FMRS);
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < FMRS.length; i++) {
            rows.add(List.of(
                    new Cell.Asked(FMRS[i]),
                    i < points.size()
                            ? Cell.number(points.get(i).limit(), 3)
                            : new Cell.Unknown(String.format(
                                    Locale.ROOT,
                                    "not resolved by %,d comparisons",
                                    all.nonMated().total())),
                    i < points.size() ? Cell.of(points.get(i).fnmr()) : new Cell.Unknown("–"),
                    i < alikePoints.size() ? Cell.of(alikePoints.get(i).fnmr()) : new Cell.Unknown("–")));
        }
        return new Part.Table(
                "fnmr-at-fmr",
                "FNMR at fixed FMR",
                List.of(
                        new Column("fmr", "FMR"),
                        new Column("similarity", "similarity to exceed"),
                        new Column("fnmr", "FNMR, every picture"),
                        new Column("fnmr-alike", "FNMR, at most " + ALIKE + " pictures of a person")),
                rows);
    }

    /// What the calibration promises, and what these data show.
    private Part.Table scores(Calibration map) {
        double[] scores = Arrays.stream(SCORES)
                .filter(score -> map.similarity(score) >= all.nonMated().tailStart())
                .filter(score -> all.nonMated().resolves(Math.pow(10, -score / 10)))
                .toArray();
        double[] least = Arrays.stream(scores).map(map::similarity).toArray();
        List<Rate> fmr = all.nonMated().rates(least, all.bootstrap());
        List<Rate> fnmr = all.fnmr(least);
        return new Part.Table(
                "score",
                "What a score promises, and what these people show",
                List.of(
                        new Column("score", "score"),
                        new Column("promised", "FMR promised"),
                        new Column("fmr", "FMR here"),
                        new Column("times", "times the promise"),
                        new Column("fnmr", "FNMR here")),
                IntStream.range(0, scores.length)
                        .mapToObj(i -> List.of(
                                Cell.number(scores[i], 0),
                                new Cell.Asked(Math.pow(10, -scores[i] / 10)),
                                Cell.of(fmr.get(i)),
                                Cell.number(fmr.get(i).value() * Math.pow(10, scores[i] / 10), 2),
                                Cell.of(fnmr.get(i))))
                        .toList());
    }

    private Part.Plot det() {
        double least = Math.pow(10, Math.floor(Math.log10(1.0 / all.nonMated().total())));
        double fnmrLeast = Math.min(
                1e-2, Math.pow(10, Math.floor(Math.log10(0.99 / all.mated().total()))));
        return new Part.Plot(
                "det",
                "DET curve: the share of people not recognised against the share of strangers taken for somebody",
                new Axis("FMR", Scale.LOGARITHMIC, least, 1),
                new Axis("FNMR", Scale.LOGARITHMIC, fnmrLeast, 1),
                List.of(
                        new Curve("every picture, with 95 % interval", Style.LINE, curve(all)),
                        new Curve("at most " + ALIKE + " pictures of a person", Style.LINE, curve(alike))));
    }

    static List<Place> curve(Verification verification) {
        List<Place> places = new ArrayList<>();
        for (double power = 0; power > -2; power -= 0.25) {
            double fmr = Math.pow(10, power);
            double limit = verification.nonMated().limit(fmr);
            int total = verification.mated().total();
            places.add(Place.of(fmr, (double) verification.mated().within(limit) / total));
        }
        double[] fmrs = IntStream.rangeClosed(8, 32)
                .mapToDouble(quarter -> Math.pow(10, -quarter / 4.0))
                .toArray();
        for (Verification.Point point : verification.at(fmrs)) {
            places.add(new Place(point.fmr(), point.fnmr().value(), Optional.of(new double[] {
                point.fnmr().interval().low(), point.fnmr().interval().high()
            })));
        }
        return places;
    }

    private Part.Plot similarities() {
        double width = 0.02;
        List<Place> mated = new ArrayList<>();
        List<Place> nonMated = new ArrayList<>();
        for (double from = -0.5; from < 0.999; from += width) {
            double middle = from + width / 2;
            mated.add(Place.of(
                    middle,
                    (all.mated().within(from + width) - all.mated().within(from))
                            / (double) all.mated().total()));
            nonMated.add(Place.of(
                    middle,
                    (all.nonMated().reaching(from) - all.nonMated().reaching(from + width))
                            / (double) all.nonMated().total()));
        }
        double least = Math.pow(10, Math.floor(Math.log10(1.0 / all.nonMated().total())));
        return new Part.Plot(
                "similarities",
                "Share of comparisons in each hundredth of similarity, two by two",
                new Axis("similarity", Scale.LINEAR, -0.5, 1),
                new Axis("share of comparisons", Scale.LOGARITHMIC, least, 1),
                List.of(
                        new Curve("mated", Style.LINE, above(mated, least)),
                        new Curve("non-mated", Style.LINE, above(nonMated, least))));
    }

    private static List<Place> above(List<Place> places, double least) {
        return places.stream().filter(place -> place.y() >= least).toList();
    }
}
