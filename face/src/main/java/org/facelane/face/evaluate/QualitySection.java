package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

/// Error against discard: whether leaving out the pictures of least quality leaves out those that are not recognised
/// (ISO/IEC 29794-1).
final class QualitySection {
    private static final double[] FMRS = {1e-3, 1e-4, 1e-5};
    private static final double[] SHARES = {0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3};
    private static final int STEPS = 40;

    private QualitySection() {}

    static Section of(Verification verification) {
        requireNonNull(verification, "verification is null");
        List<Verification.Point> points = verification.at(FMRS).stream()
                .filter(point -> point.fnmr().errors() > 0)
                .toList();
        List<Part> parts = new ArrayList<>();
        if (points.isEmpty()) {
            parts.add(new Part.Words("Every mated comparison matches at the thresholds that these data resolve, so"
                    + " quality has no error to predict here."));
            return section(parts);
        }
        parts.add(new Part.Words("The quality of a comparison is the lower of its two pictures' unified quality. Those"
                + " of least quality are left out first; the threshold stays. A measure that knows nothing leaves"
                + " the curve level; one that knows every failure follows the guide."));
        parts.add(new Part.Table(
                "error-against-discard",
                "FNMR after discarding",
                columns(points),
                Arrays.stream(SHARES)
                        .mapToObj(share -> row(verification, points, share))
                        .toList()));
        parts.add(plot(verification, points));
        return section(parts);
    }

    private static Section section(List<Part> parts) {
        return new Section("quality", "Error against discard by quality", parts);
    }

    private static List<Column> columns(List<Verification.Point> points) {
        List<Column> columns = new ArrayList<>(List.of(new Column("discarded", "discarded")));
        points.forEach(point -> columns.add(new Column(
                String.format(Locale.ROOT, "fmr-%.0e", point.fmr()),
                "FNMR at the threshold for FMR " + Cell.asked(point.fmr()))));
        return columns;
    }

    private static List<Cell> row(Verification verification, List<Verification.Point> points, double share) {
        List<Cell> row = new ArrayList<>(List.of(new Cell.Asked(share)));
        points.forEach(point -> row.add(new Cell.Asked(verification.mated().withinBest(point.limit(), share))));
        return row;
    }

    private static Part.Plot plot(Verification verification, List<Verification.Point> points) {
        double top = points.getLast().fnmr().value();
        List<Curve> curves = new ArrayList<>();
        for (Verification.Point point : points) {
            List<Place> places = new ArrayList<>();
            for (int step = 0; step <= STEPS; step++) {
                double share = 0.5 * step / STEPS;
                places.add(Place.of(share, verification.mated().withinBest(point.limit(), share)));
            }
            curves.add(new Curve("threshold for FMR " + Cell.asked(point.fmr()), Style.LINE, places));
        }
        curves.add(new Curve(
                "every failure known, highest curve",
                Style.GUIDE,
                List.of(Place.of(0, top), Place.of(Math.min(0.5, top), Math.max(0, (top - 0.5) / 0.5)))));
        return new Part.Plot(
                "discard",
                "FNMR of what is left",
                new Axis("share of comparisons discarded, least quality first", Scale.PERCENT, 0, 0.5),
                new Axis("FNMR", Scale.PERCENT, 0, 1.1 * top),
                curves);
    }
}
