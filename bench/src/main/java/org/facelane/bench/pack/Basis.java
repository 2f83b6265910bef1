package org.facelane.bench.pack;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.facelane.bench.measure.PictureSet.Sample;

/// The directions in which features of many people differ most from zero: the eigenvectors of their second moment,
/// the greatest eigenvalue first. Not centred, because the cosine is not.
///
/// @param rows unit vectors, orthogonal to each other
/// @param values the mean square along each
record Basis(double[][] rows, double[] values) {
    private static final int SWEEPS_MAX = 30;

    Basis {
        requireNonNull(rows, "rows is null");
        requireNonNull(values, "values is null");
    }

    static Basis of(List<Sample> samples) {
        int n = samples.getFirst().features().length;
        double[][] moment = new double[n][n];
        for (Sample sample : samples) {
            float[] x = sample.features();
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    moment[i][j] += (double) x[i] * x[j] / samples.size();
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                moment[i][j] = moment[j][i];
            }
        }
        return diagonal(moment);
    }

    /// The features along the first `dimension` directions, of unit length.
    float[] project(float[] features, int dimension) {
        double[] along = new double[dimension];
        double squares = 0;
        for (int row = 0; row < dimension; row++) {
            for (int k = 0; k < features.length; k++) {
                along[row] += rows[row][k] * features[k];
            }
            squares += along[row] * along[row];
        }
        float[] projected = new float[dimension];
        for (int row = 0; row < dimension; row++) {
            projected[row] = (float) (along[row] / Math.sqrt(squares));
        }
        return projected;
    }

    /// Turns a symmetric matrix until nothing is left beside its diagonal (Jacobi 1846).
    private static Basis diagonal(double[][] a) {
        int n = a.length;
        double[][] vectors = new double[n][n];
        double whole = 0;
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
            whole += a[i][i] * a[i][i];
        }
        for (int sweep = 0; sweep < SWEEPS_MAX && beside(a) > 1e-22 * whole; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (a[p][q] != 0) {
                        turn(a, vectors, p, q);
                    }
                }
            }
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
                .mapToInt(i -> i)
                .toArray();
        double[][] rows = new double[n][];
        double[] values = new double[n];
        for (int k = 0; k < n; k++) {
            rows[k] = signed(vectors[order[k]]);
            values[k] = a[order[k]][order[k]];
        }
        return new Basis(rows, values);
    }

    private static double beside(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += 2 * a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    /// One turn in the plane of `p` and `q`, after which `a[p][q]` is 0.
    private static void turn(double[][] a, double[][] vectors, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        double[] rowP = a[p];
        double[] rowQ = a[q];
        double[] vectorP = vectors[p];
        double[] vectorQ = vectors[q];
        for (int k = 0; k < a.length; k++) {
            double x = rowP[k];
            double y = rowQ[k];
            rowP[k] = c * x - s * y;
            rowQ[k] = s * x + c * y;
            double u = vectorP[k];
            double v = vectorQ[k];
            vectorP[k] = c * u - s * v;
            vectorQ[k] = s * u + c * v;
        }
        for (double[] row : a) {
            double x = row[p];
            double y = row[q];
            row[p] = c * x - s * y;
            row[q] = s * x + c * y;
        }
        a[p][q] = 0;
        a[q][p] = 0;
    }

    /// Of a vector and its opposite, the one whose largest element is above 0, so that the same data give the same
    /// rows.
    private static double[] signed(double[] vector) {
        double largest = 0;
        for (double x : vector) {
            if (Math.abs(x) > Math.abs(largest)) {
                largest = x;
            }
        }
        double sign = largest < 0 ? -1 : 1;
        double[] signed = new double[vector.length];
        for (int k = 0; k < vector.length; k++) {
            signed[k] = sign * vector[k];
        }
        return signed;
    }
}
