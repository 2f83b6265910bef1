package org.facelane.face;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// How a pack's raw similarity becomes a [Score]: the distribution of non-mated similarities, measured where there is
/// data and modelled beyond it.
///
/// Up to the tail's start the score is read from measured quantiles by linear interpolation. Beyond it the excess is
/// modelled by a generalised Pareto distribution (Pickands 1975; Balkema and de Haan 1974):
/// `FMR(s) = tailRate · (1 + shape · (s − tailStart) / scale)^(−1/shape)`. A pack carries the numbers; the command that
/// computes them and the data it used stand in its model card. Immutable and safe for use by several threads.
///
/// @param similarities ascending, at least two: where the distribution was measured, ending at the tail's start
/// @param scores the score at each of them, not descending
/// @param tailScale the Pareto scale, above 0
/// @param tailShape the Pareto shape, below 1; 0 is the exponential tail
public record Calibration(double[] similarities, double[] scores, double tailScale, double tailShape) {
    /// No score is higher: one in 10²⁰ says more than any data set could.
    public static final double SCORE_MAX = 200;

    public Calibration {
        similarities = requireNonNull(similarities, "similarities is null").clone();
        scores = requireNonNull(scores, "scores is null").clone();
        if (similarities.length < 2 || similarities.length != scores.length) {
            throw new IllegalArgumentException("a calibration has two points or more, and a score for each");
        }
        for (int i = 1; i < similarities.length; i++) {
            if (!(similarities[i] > similarities[i - 1] && scores[i] >= scores[i - 1])) {
                throw new IllegalArgumentException("calibration point " + i + " is out of order");
            }
        }
        if (!(scores[0] >= 0 && tailScale > 0 && tailShape < 1)) {
            throw new IllegalArgumentException("scores start at 0 or more, the scale is above 0, the shape below 1");
        }
    }

    /// @param similarity −1 to 1
    public Score score(double similarity) {
        int last = similarities.length - 1;
        if (similarity >= similarities[last]) {
            return new Score(Math.min(SCORE_MAX, scores[last] + tail(similarity - similarities[last])));
        }
        int above = Arrays.binarySearch(similarities, similarity);
        above = above >= 0 ? above + 1 : -above - 1;
        if (above == 0) {
            return new Score(scores[0]);
        }
        double step = similarities[above] - similarities[above - 1];
        double part = (similarity - similarities[above - 1]) / step;
        return new Score(scores[above - 1] + part * (scores[above] - scores[above - 1]));
    }

    /// The least similarity that reaches a score; above 1 if none does.
    ///
    /// @param score 0 or more
    public double similarity(double score) {
        double below = -1;
        double reached = 2;
        while (reached - below > 1e-9) {
            double middle = (below + reached) / 2;
            if (score(middle).value() >= score) {
                reached = middle;
            } else {
                below = middle;
            }
        }
        return reached;
    }

    @Override
    public double[] similarities() {
        return similarities.clone();
    }

    @Override
    public double[] scores() {
        return scores.clone();
    }

    private double tail(double excess) {
        double reduced = excess / tailScale;
        if (Math.abs(tailShape) < 1e-9) {
            return 10 / Math.log(10) * reduced;
        }
        double base = 1 + tailShape * reduced;
        return base <= 0 ? SCORE_MAX : 10 * Math.log10(base) / tailShape;
    }
}
