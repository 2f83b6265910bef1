package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// 1:1 comparisons and what follows from them. Immutable.
///
/// @param mated comparisons of one person
/// @param nonMated comparisons of two people
/// @param bootstrap over the people of both
public record Verification(Mated mated, NonMated nonMated, Bootstrap bootstrap) {
    /// Where a threshold lets through a share of the non-mated comparisons.
    ///
    /// @param fmr the share wanted
    /// @param limit the similarity that a match must exceed
    /// @param fnmr the share of mated comparisons that do not
    public record Point(double fmr, double limit, Rate fnmr) {
        public Point {
            requireNonNull(fnmr, "fnmr is null");
        }
    }

    public Verification {
        requireNonNull(mated, "mated is null");
        requireNonNull(nonMated, "nonMated is null");
        requireNonNull(bootstrap, "bootstrap is null");
    }

    /// FNMR at each FMR that the data resolve. The intervals contain both the draw of the mated comparisons and
    /// that of the threshold.
    ///
    /// @param fmrs descending, at most 0.01
    public List<Point> at(double... fmrs) {
        double[] resolved = Arrays.stream(fmrs).filter(nonMated::resolves).toArray();
        List<Interval> intervals = bootstrap.intervals(resolved.length, replicate -> {
            int[] weights = bootstrap.weights(replicate);
            return mated.within(nonMated.limits(resolved, weights), weights);
        });
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < resolved.length; i++) {
            double limit = nonMated.limit(resolved[i]);
            points.add(new Point(resolved[i], limit, rate(mated.within(limit), intervals.get(i))));
        }
        return points;
    }

    /// FNMR at thresholds that are given.
    ///
    /// @param least the similarities that a match must reach
    public List<Rate> fnmr(double[] least) {
        double[] limits =
                Arrays.stream(least).map(value -> Math.nextDown((float) value)).toArray();
        List<Interval> intervals =
                bootstrap.intervals(limits.length, replicate -> mated.within(limits, bootstrap.weights(replicate)));
        List<Rate> rates = new ArrayList<>();
        for (int i = 0; i < limits.length; i++) {
            rates.add(rate(mated.within(limits[i]), intervals.get(i)));
        }
        return rates;
    }

    private Rate rate(int errors, Interval interval) {
        return new Rate(errors, mated.total(), errors == 0 ? Interval.withoutErrors(mated.peopleCount()) : interval);
    }
}
