package org.facelane.face;

/// The least score that counts, made from the error rate one accepts; there is no threshold from a bare number.
///
/// Immutable and safe for use by several threads.
public final class Threshold {
    private final Score least;

    private Threshold(double falseMatchRate) {
        least = new Score(Math.max(0, -10 * Math.log10(falseMatchRate)));
    }

    /// For one comparison with a claimed identity (1:1).
    ///
    /// @param falseMatchRate above 0, at most 1: the share of non-mated comparisons allowed to match
    public static Threshold forFmr(double falseMatchRate) {
        return new Threshold(requireRate(falseMatchRate));
    }

    /// For a search of a whole gallery (1:N). The comparisons of one search are taken as independent, so that
    /// `FPIR = 1 − (1 − FMR)^N`.
    ///
    /// @param falsePositiveIdentificationRate above 0, at most 1: the share of searches by people who are not
    ///     enrolled that may return somebody
    /// @param galleryCount references searched; an empty gallery counts as one
    public static Threshold forFpir(double falsePositiveIdentificationRate, int galleryCount) {
        double rate = requireRate(falsePositiveIdentificationRate);
        if (galleryCount < 0) {
            throw new IllegalArgumentException("a gallery has 0 references or more, got " + galleryCount);
        }
        return new Threshold(-Math.expm1(Math.log1p(-rate) / Math.max(1, galleryCount)));
    }

    /// The least score that counts.
    public Score least() {
        return least;
    }

    /// True if `score` counts.
    public boolean reachedBy(Score score) {
        return score.compareTo(least) >= 0;
    }

    @Override
    public String toString() {
        return "Threshold[" + least.value() + "]";
    }

    private static double requireRate(double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("an error rate is above 0 and at most 1, got " + rate);
        }
        return rate;
    }
}
