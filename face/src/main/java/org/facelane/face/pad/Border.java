package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// Straight edges that frame a face on its left, right, upper and lower side: the border of a print, the frame of a
/// screen. A door behind a guest is such an edge too; but it does not stay where it is when the guest moves, so the
/// frames of a track are averaged in the face's own coordinates, and one edge is never enough.
///
/// @param strength by side, then by distance from the face, then by slope: the share of the line on which brightness
///     changes across it, 0 to 1; NaN where most of the line lies beyond the image
record Border(float[] strength) {
    private static final int SIDE = Surroundings.SIDE;
    private static final int DISTANCES = 26;
    private static final int SLOPES = 7;
    private static final double SLOPE_STEP = 0.045;

    /// The nearest line, in pixels of the surroundings from the middle between the eyes, to the side and up or
    /// down: outside of any face.
    private static final double[] NEAREST = {17, 17, 20, 27};

    /// Half of a line's length in those pixels.
    private static final double HALF = 19;

    private static final int PLACES = 27;

    /// A change of brightness that counts as an edge in full, for each 100 of the brightness around it.
    private static final double FULL = 9;

    Border {
        requireNonNull(strength, "strength is null");
    }

    static Border of(Surroundings around) {
        float[] strength = new float[4 * DISTANCES * SLOPES];
        for (int side = 0; side < 4; side++) {
            for (int distance = 0; distance < DISTANCES; distance++) {
                for (int slope = 0; slope < SLOPES; slope++) {
                    strength[(side * DISTANCES + distance) * SLOPES + slope] =
                            (float) line(around, side, NEAREST[side] + distance, (slope - SLOPES / 2) * SLOPE_STEP);
                }
            }
        }
        return new Border(strength);
    }

    private static double line(Surroundings around, int side, double distance, double slope) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < PLACES; i++) {
            double along = HALF * (2.0 * i / (PLACES - 1) - 1);
            double out = distance + slope * along;
            double x = SIDE / 2.0 + (side == 0 ? -out : side == 1 ? out : along);
            double y = Surroundings.EYES_DOWN + (side == 2 ? -out : side == 3 ? out : along + 6);
            boolean upright = side < 2;
            int column = (int) x;
            int row = (int) y;
            if (column < 1 || row < 1 || column >= SIDE - 1 || row >= SIDE - 1) {
                continue;
            }
            double before = upright ? around.at(column - 1, row) : around.at(column, row - 1);
            double after = upright ? around.at(column + 1, row) : around.at(column, row + 1);
            if (!Double.isNaN(before) && !Double.isNaN(after)) {
                double change = 100 * Math.abs(after - before) / (20 + (after + before) / 2);
                sum += Math.min(1, change / FULL);
                count++;
            }
        }
        return count < PLACES / 2 ? Double.NaN : sum / count;
    }

    /// The mean of the lines of several frames.
    static Border mean(Iterable<Border> borders) {
        float[] sums = new float[4 * DISTANCES * SLOPES];
        int[] counts = new int[sums.length];
        for (Border border : borders) {
            for (int i = 0; i < sums.length; i++) {
                if (!Float.isNaN(border.strength[i])) {
                    sums[i] += border.strength[i];
                    counts[i]++;
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? Float.NaN : sums[i] / counts[i];
        }
        return new Border(sums);
    }

    /// The strongest line on each side that stands out from the lines beside it; left, right, above, below.
    double[] sides() {
        double[] sides = new double[4];
        for (int side = 0; side < 4; side++) {
            double strongest = 0;
            double sum = 0;
            int count = 0;
            for (int i = 0; i < DISTANCES * SLOPES; i++) {
                float value = strength[side * DISTANCES * SLOPES + i];
                if (!Float.isNaN(value)) {
                    strongest = Math.max(strongest, value);
                    sum += value;
                    count++;
                }
            }
            sides[side] = count == 0 ? 0 : strongest - sum / count;
        }
        return sides;
    }

    /// How well the face is framed.
    ///
    /// @return 0 to 1: two thirds of the third strongest side and a third of the second strongest
    double framed() {
        double[] sides = sides();
        Arrays.sort(sides);
        return (2 * sides[1] + sides[2]) / 3;
    }
}
