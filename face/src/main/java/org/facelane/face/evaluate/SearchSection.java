package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.data.UnusableData;
import org.facelane.face.evaluate.rate.Pairs;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.rate.Searches;
import org.facelane.face.evaluate.report.Axis;
import org.facelane.face.evaluate.report.Axis.Scale;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Part.Curve;
import org.facelane.face.evaluate.report.Part.Place;
import org.facelane.face.evaluate.report.Part.Style;
import org.facelane.face.evaluate.report.Report.Section;

/// Open-set identification (1:N) at several sizes of the gallery.
final class SearchSection {
    static final double[] FPIRS = {0.1, 0.03, 0.01, 0.003, 0.001};
    private static final int[] SIZES = {100, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000};
    private static final int ORDERS = 8;
    private static final int SIZES_MAX = 4;

    private final SampleSet set;
    private final List<Sample> fill;
    private final int[] sizes;
    private final Searches searches;
    private final Optional<Calibration> calibration;

    /// @param fill samples of people who are enrolled and do not come; may be none
    /// @param wanted sizes of galleries; none for the usual ones that the samples fill
    SearchSection(SampleSet set, List<Sample> fill, int[] wanted, Terms terms) {
        this.set = requireNonNull(set, "set is null");
        this.fill = List.copyOf(fill);
        calibration = requireNonNull(terms, "terms is null").calibration();
        int largest = Searches.Plan.largest(set.samples(), fill);
        sizes = sizes(wanted, largest);
        searches = Searches.of(
                new Searches.Plan(set.samples(), fill, sizes, ORDERS, terms.seed()),
                terms.bootstrap(Pairs.numbered(set.samples())));
    }

    private static int[] sizes(int[] wanted, int largest) {
        for (int size : wanted) {
            if (size < 1 || size > largest) {
                throw new UnusableData("A gallery of " + size + " cannot be filled: there are " + largest
                        + " pictures of others. Ask for less, or bring more by --fill.");
            }
        }
        if (wanted.length > 0) {
            return Arrays.stream(wanted).sorted().distinct().toArray();
        }
        int[] usual = Arrays.stream(SIZES).filter(size -> size <= largest).toArray();
        return usual.length == 0
                ? new int[] {largest}
                : Arrays.copyOfRange(usual, Math.max(0, usual.length - SIZES_MAX), usual.length);
    }

    /// The largest gallery searched.
    int largest() {
        return sizes[sizes.length - 1];
    }

    /// FNIR at the product's own threshold for an FPIR, in the largest gallery.
    Optional<Rate> fnirAtProductThreshold(double fpir) {
        return calibration.map(map -> searches.fnir(largest(), least(map, fpir, largest())));
    }

    Section section() {
        List<Part> parts = new ArrayList<>();
        int people = set.people().size();
        long fillPeople = fill.stream().map(Sample::person).distinct().count();
        parts.add(new Part.Words(String.format(
                Locale.ROOT,
                "%,d pictures come as probes; each is searched once while its person is not enrolled (for FPIR), and"
                    + " once while another picture of the person is, if there is one (for FNIR: the right person must"
                    + " come first and above the threshold; about %,d searches). Galleries are drawn %d times: first"
                    + " one picture of each of the %,d people%s, then, where people run out, further pictures of them,"
                    + " each counted as somebody else. The threshold is set in two ways: on these very searches, and"
                    + " by the product from its calibration, as at a door.",
                searches.probeCount(),
                searches.matedCount(),
                ORDERS,
                people,
                fill.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, " and of %,d others who fill the gallery", fillPeople))));
        for (int size : sizes) {
            parts.add(table(size));
        }
        parts.add(plot());
        return new Section("identification", "Identification (1:N, open set)", parts);
    }

    private Part.Table table(int size) {
        double[] resolved = Arrays.stream(FPIRS).filter(searches::resolves).toArray();
        List<Rate> fnir = searches.fnirAt(size, resolved);
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < FPIRS.length; i++) {
            List<Cell> row = new ArrayList<>();
            row.add(new Cell.Asked(FPIRS[i]));
            row.add(
                    i < resolved.length
                            ? Cell.of(fnir.get(i))
                            : new Cell.Unknown(
                                    String.format(Locale.ROOT, "not resolved by %,d searches", searches.probeCount())));
            row.addAll(atProductThreshold(size, FPIRS[i]));
            rows.add(row);
        }
        List<Column> columns = new ArrayList<>(
                List.of(new Column("fpir", "FPIR asked"), new Column("fnir", "FNIR, threshold set here")));
        if (calibration.isPresent()) {
            columns.add(new Column("score", "product's threshold (score)"));
            columns.add(new Column("fpir-realised", "FPIR there"));
            columns.add(new Column("fnir-realised", "FNIR there"));
        }
        return new Part.Table(
                "gallery-" + size, String.format(Locale.ROOT, "N = %,d (%s)", size, filledWith(size)), columns, rows);
    }

    private List<Cell> atProductThreshold(int size, double fpir) {
        return calibration
                .map(map -> List.of(
                        Cell.number(Threshold.forFpir(fpir, size).least().value(), 1),
                        Cell.of(searches.fpir(size, least(map, fpir, size))),
                        Cell.of(searches.fnir(size, least(map, fpir, size)))))
                .orElse(List.of());
    }

    private static double least(Calibration map, double fpir, int size) {
        return map.similarity(Threshold.forFpir(fpir, size).least().value());
    }

    private String filledWith(int size) {
        int people = set.people().size()
                - 1
                + (int) fill.stream().map(Sample::person).distinct().count();
        return size <= people
                ? "as many people"
                : String.format(Locale.ROOT, "%,d people, and %,d further pictures of them", people, size - people);
    }

    private Part.Plot plot() {
        double least = Math.pow(10, Math.floor(Math.log10(1.0 / searches.probeCount())));
        double[] fpirs = IntStream.rangeClosed(2, 24)
                .mapToDouble(step -> Math.pow(10, -step / 6.0))
                .filter(searches::resolves)
                .toArray();
        List<Curve> curves = new ArrayList<>();
        for (int size : sizes) {
            List<Rate> fnir = searches.fnirAt(size, fpirs);
            curves.add(new Curve(
                    String.format(Locale.ROOT, "N = %,d", size),
                    Style.LINE,
                    IntStream.range(0, fpirs.length)
                            .mapToObj(i -> new Place(fpirs[i], fnir.get(i).value(), Optional.of(new double[] {
                                fnir.get(i).interval().low(),
                                fnir.get(i).interval().high()
                            })))
                            .toList()));
        }
        return new Part.Plot(
                "identification-det",
                "People not found against strangers found, by size of the gallery",
                new Axis("FPIR", Scale.LOGARITHMIC, least, 1),
                new Axis("FNIR", Scale.LOGARITHMIC, 1e-3, 1),
                curves);
    }
}
