package org.facelane.face.pad;

/// The power of two real planes over all frequencies, by one fast Fourier transform of both (Cooley and Tukey 1965).
/// Not thread-safe.
final class Spectrum {
    /// Pixels along a side of a tile, and frequencies along a side of the result: a power of two.
    static final int SIDE = 128;

    private static final double[] COS = table(true);
    private static final double[] SIN = table(false);
    private static final int[] REVERSED = reversed();

    private final double[] first = new double[SIDE * SIDE];
    private final double[] second = new double[SIDE * SIDE];
    private final double[] real = new double[SIDE];
    private final double[] imaginary = new double[SIDE];

    /// Adds the power of both planes to `powers`; the planes are overwritten.
    ///
    /// @param a `SIDE · SIDE` values
    /// @param b as many
    /// @param powers of a and of b, by row and column of frequency, 0 first
    void add(double[] a, double[] b, double[][] powers) {
        System.arraycopy(a, 0, first, 0, first.length);
        System.arraycopy(b, 0, second, 0, second.length);
        for (int y = 0; y < SIDE; y++) {
            line(y * SIDE, 1);
        }
        for (int x = 0; x < SIDE; x++) {
            line(x, SIDE);
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int i = y * SIDE + x;
                int j = (SIDE - y) % SIDE * SIDE + (SIDE - x) % SIDE;
                double ar = first[i] + first[j];
                double ai = second[i] - second[j];
                double br = second[i] + second[j];
                double bi = first[j] - first[i];
                powers[0][i] += (ar * ar + ai * ai) / 4;
                powers[1][i] += (br * br + bi * bi) / 4;
            }
        }
    }

    private void line(int start, int step) {
        for (int i = 0; i < SIDE; i++) {
            real[REVERSED[i]] = first[start + i * step];
            imaginary[REVERSED[i]] = second[start + i * step];
        }
        for (int half = 1; half < SIDE; half *= 2) {
            int stride = SIDE / (2 * half);
            for (int from = 0; from < SIDE; from += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int i = from + k;
                    int j = i + half;
                    double r = real[j] * COS[k * stride] + imaginary[j] * SIN[k * stride];
                    double m = imaginary[j] * COS[k * stride] - real[j] * SIN[k * stride];
                    real[j] = real[i] - r;
                    imaginary[j] = imaginary[i] - m;
                    real[i] += r;
                    imaginary[i] += m;
                }
            }
        }
        for (int i = 0; i < SIDE; i++) {
            first[start + i * step] = real[i];
            second[start + i * step] = imaginary[i];
        }
    }

    private static double[] table(boolean cosine) {
        double[] table = new double[SIDE / 2];
        for (int i = 0; i < table.length; i++) {
            double angle = 2 * Math.PI * i / SIDE;
            table[i] = cosine ? Math.cos(angle) : Math.sin(angle);
        }
        return table;
    }

    private static int[] reversed() {
        int bits = Integer.numberOfTrailingZeros(SIDE);
        int[] reversed = new int[SIDE];
        for (int i = 0; i < SIDE; i++) {
            reversed[i] = Integer.reverse(i) >>> (32 - bits);
        }
        return reversed;
    }
}
