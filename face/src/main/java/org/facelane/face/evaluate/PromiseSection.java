package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.evaluate.rate.NonMated;
import org.facelane.face.evaluate.rate.Pairs;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.rate.Searches;
import org.facelane.face.evaluate.rate.TailFit;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Report.Section;

/// Whether thresholds from a calibration keep their promise with people it was not fitted to: each half of the people
/// in turn is fitted, and the other half searched for.
final class PromiseSection {
    private static final int[] SIZES = {100, 1_000, 2_000, 5_000};
    private static final int ORDERS = 4;
    private static final double[] SCORES = {20, 30, 40, 45, 50, 55, 60};

    private final SampleSet all;
    private final SampleSet few;
    private final Terms terms;
    private final Map<String, Integer> numbers;
    private final Bootstrap bootstrap;
    private final Optional<Calibration> lender;

    /// Searches by one half of the people, and the fit to the other.
    private record Tried(TailFit fit, Searches searches) {
        Tried {
            requireNonNull(fit, "fit is null");
            requireNonNull(searches, "searches is null");
        }
    }

    /// @param all every sample
    /// @param perPerson samples of each person that are fitted and that come as probes
    /// @param lender from whom a fit to a half borrows its far tail, if it is small
    PromiseSection(SampleSet all, int perPerson, Optional<Calibration> lender, Terms terms) {
        this.lender = requireNonNull(lender, "lender is null");
        this.all = requireNonNull(all, "all is null");
        this.terms = requireNonNull(terms, "terms is null");
        few = all.atMost(perPerson);
        numbers = Pairs.numbered(few.samples());
        bootstrap = terms.bootstrap(numbers);
    }

    Section section() {
        List<Part> parts = new ArrayList<>();
        if (!TailFit.canFit(NonMated.among(Pairs.among(half(0).samples())))) {
            parts.add(new Part.Words("These data have too few people to fit one half of them and try the other."));
            return new Section("promise", "Does the threshold keep its promise?", parts);
        }
        parts.add(new Part.Words("The people are dealt into two halves; each half in turn is fitted, and the other is"
            + " searched for. The promise is that the realised FPIR lies within a factor of two of the one asked for."
            + " Nobody who was fitted is a probe; each probe has at most as many pictures as the fit uses. References"
            + " are one picture of each other person of the same half, then, where people run out, one of each person"
            + " of the fitted half (whose comparisons with these probes were not fitted), then further pictures, which"
            + " are more alike than as many people would be. The searches of both halves are counted together."));
        int largest = Searches.Plan.largest(all.samples(), List.of());
        int[] sizes = Arrays.stream(SIZES)
                .filter(size -> size <= largest && (size > SIZES[0] || largest < SIZES[1]))
                .toArray();
        for (int size : sizes) {
            parts.add(table(size));
        }
        parts.add(rates());
        return new Section("promise", "Does the threshold keep its promise?", parts);
    }

    private Part.Table table(int size) {
        List<Tried> tried = List.of(tried(size, 0), tried(size, 1));
        List<Searches> searches = tried.stream().map(Tried::searches).toList();
        List<List<Cell>> rows = new ArrayList<>();
        for (double asked : SearchSection.FPIRS) {
            double score = Threshold.forFpir(asked, size).least().value();
            double[] least = tried.stream()
                    .mapToDouble(one -> one.fit().calibration().similarity(score))
                    .toArray();
            Rate rate = Searches.pooledFpir(searches, size, least, bootstrap);
            rows.add(List.of(
                    new Cell.Asked(asked),
                    Cell.number(score, 1),
                    Cell.of(rate),
                    Cell.number(rate.value() / asked, 2),
                    Cell.text(verdict(asked, rate, few.samples().size()))));
        }
        return new Part.Table(
                "promise-" + size,
                String.format(
                        Locale.ROOT,
                        "N = %,d: fitted to %,d people (%,d comparisons) and tried on as many others; %s",
                        size,
                        people(0).size(),
                        tried.getFirst().fit().total(),
                        references(size)),
                List.of(
                        new Column("asked", "FPIR asked"),
                        new Column("score", "threshold (score)"),
                        new Column("realised", "FPIR realised"),
                        new Column("times", "times the one asked"),
                        new Column("kept", "within a factor of two")),
                rows);
    }

    private String references(int size) {
        int half = people(1).size() - 1;
        int everybody = few.people().size() - 1;
        if (size <= half) {
            return "every reference another person, none of them fitted";
        }
        return size <= everybody
                ? String.format(Locale.ROOT, "every reference another person, %,d of them fitted", size - half)
                : String.format(
                        Locale.ROOT,
                        "references are %,d people, half of them fitted, and %,d further pictures of them",
                        everybody,
                        size - everybody);
    }

    private static String verdict(double asked, Rate rate, int searches) {
        if (asked * searches < 1) {
            return "not resolved";
        }
        double times = rate.value() / asked;
        if (times >= 0.5 && times <= 2) {
            return "yes";
        }
        boolean reaches = rate.interval().high() >= asked / 2 && rate.interval().low() <= 2 * asked;
        String side = times < 0.5 ? "no, fewer than asked" : "no, more than asked";
        return reaches ? side + "; the interval reaches" : side;
    }

    private Tried tried(int size, int half) {
        Set<String> fitted = people(half);
        List<Sample> probes = few.only(person -> !fitted.contains(person)).samples();
        Set<Sample> coming = new HashSet<>(probes);
        List<Sample> further = all.samples().stream()
                .filter(sample -> !coming.contains(sample))
                .toList();
        Searches.Plan plan = new Searches.Plan(probes, further, new int[] {size}, ORDERS, terms.seed() + half);
        return new Tried(fit(NonMated.among(Pairs.among(half(half).samples()))), Searches.of(plan, numbers, bootstrap));
    }

    private TailFit fit(NonMated nonMated) {
        return lender.isPresent() && !TailFit.isLarge(nonMated)
                ? TailFit.borrowing(nonMated, lender.get())
                : TailFit.of(nonMated);
    }

    /// FMR at scores fitted to one half of the people, counted on the other.
    private Part.Table rates() {
        List<TailFit> fits = new ArrayList<>();
        List<NonMated> halves = new ArrayList<>();
        List<Bootstrap> bootstraps = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            Pairs pairs = Pairs.among(half(half).samples());
            halves.add(NonMated.among(pairs));
            fits.add(fit(halves.get(half)));
            bootstraps.add(terms.bootstrap(pairs.people()));
        }
        List<List<Rate>> realised = List.of(
                halves.get(1).rates(similarities(fits.get(0)), bootstraps.get(1)),
                halves.get(0).rates(similarities(fits.get(1)), bootstraps.get(0)));
        return new Part.Table(
                "promise-fmr",
                "1:1, fitted to one half of the people, counted on the other",
                List.of(
                        new Column("score", "score"),
                        new Column("promised", "FMR promised"),
                        new Column("second", "on the second half"),
                        new Column("first", "on the first half")),
                IntStream.range(0, SCORES.length)
                        .mapToObj(i -> List.of(
                                Cell.number(SCORES[i], 0),
                                new Cell.Asked(Math.pow(10, -SCORES[i] / 10)),
                                Cell.of(realised.get(0).get(i)),
                                Cell.of(realised.get(1).get(i))))
                        .toList());
    }

    private static double[] similarities(TailFit fit) {
        return Arrays.stream(SCORES).map(fit.calibration()::similarity).toArray();
    }

    private SampleSet half(int half) {
        Set<String> fitted = people(half);
        return few.only(fitted::contains);
    }

    /// The people of a half: everybody in random order, dealt out in turn.
    private Set<String> people(int half) {
        List<String> everybody = new ArrayList<>(few.people());
        Collections.shuffle(everybody, new Random(terms.seed()));
        Set<String> people = new HashSet<>();
        for (int i = half; i < everybody.size(); i += 2) {
            people.add(everybody.get(i));
        }
        return people;
    }
}
