package org.facelane.bench.quality;

import java.util.List;
import java.util.Map;
import org.facelane.face.quality.Margins;
import org.facelane.face.quality.Measure;
import org.facelane.face.quality.Quality;

/// Weights of measures by least squares with no weight below 0: the logarithm of a picture's mean similarity to others
/// of the same person as a sum of the logarithms of its mapped values, or the similarity as a sum of the values.
///
/// Margins are left out: nobody in the data is cut off, so that they would only tell who else is in the picture.
///
/// @param weights one for each of [Quality#measures()]
/// @param logarithms whether the sum is over logarithms
record WeightFit(double[] weights, boolean logarithms) {
    private static final int ROUNDS = 2_000;
    private static final double SIMILARITY_MIN = 0.08;

    static WeightFit of(Map<MeasuredPicture, Double> similarities, boolean logarithms) {
        List<Map.Entry<MeasuredPicture, Double>> rows = List.copyOf(similarities.entrySet());
        int count = rows.getFirst().getKey().quality().measures().size();
        double[][] products = new double[count + 1][count + 1];
        double[] targets = new double[count + 1];
        for (Map.Entry<MeasuredPicture, Double> row : rows) {
            double[] values = values(row.getKey().quality(), logarithms);
            double target = logarithms ? Math.log(Math.max(SIMILARITY_MIN, row.getValue())) : row.getValue();
            for (int i = 0; i <= count; i++) {
                targets[i] += values[i] * target;
                for (int k = 0; k <= count; k++) {
                    products[i][k] += values[i] * values[k];
                }
            }
        }
        return new WeightFit(solved(products, targets), logarithms);
    }

    /// What it foretells of a picture; only the order matters.
    double score(Quality quality) {
        double[] values = values(quality, logarithms);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    /// Coordinate by coordinate; the last one is the constant term and may be below 0.
    private static double[] solved(double[][] products, double[] targets) {
        double[] weights = new double[targets.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int k = 0; k < weights.length; k++) {
                double left = targets[k];
                for (int i = 0; i < weights.length; i++) {
                    left -= i == k ? 0 : products[k][i] * weights[i];
                }
                double best = products[k][k] > 0 ? left / products[k][k] : 0;
                weights[k] = k == weights.length - 1 ? best : Math.max(0, best);
            }
        }
        return weights;
    }

    private static double[] values(Quality quality, boolean logarithms) {
        List<Measure> measures = quality.measures();
        double[] values = new double[measures.size() + 1];
        for (int i = 0; i < measures.size(); i++) {
            double share = Math.max(1, measures.get(i).mapped()) / 100;
            double value = logarithms ? Math.log(share) : share;
            values[i] = measures.get(i) instanceof Margins ? 0 : value;
        }
        values[measures.size()] = 1;
        return values;
    }
}
