package org.facelane.face;

/// How alike two faces are, calibrated so that thresholds outlive models.
///
/// A score `s` is exceeded by about `10^(−s/10)` of non-mated comparisons: 30 is 1 in 1,000, 40 is 1 in 10,000. How
/// each model is calibrated and how well it holds is in `docs/accuracy/README.md`.
///
/// @param value −10·log₁₀ of the false match rate, at least 0; higher is more alike
public record Score(double value) implements Comparable<Score> {
    public Score {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("a score is 0 or more, got " + value);
        }
    }

    /// @return 0 to 1: the share of non-mated comparisons that reach this score
    public double falseMatchRate() {
        return Math.pow(10, -value / 10);
    }

    @Override
    public int compareTo(Score other) {
        return Double.compare(value, other.value);
    }
}
