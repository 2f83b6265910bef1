package org.facelane.venue.code;

import static java.util.Objects.requireNonNull;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a code between three known corners from grey values, where a picture of black and white has lost too much:
/// squares of two pixels, which a lens has blurred into one another.
///
/// The fourth corner is where the small alignment pattern shows most contrast; how many squares the code has is what
/// the alternating timing rows agree with. Each square is then compared with the darkest and the lightest ones around
/// it, after what its four neighbours have spilled over is taken off. A few milliseconds. Not thread-safe.
final class CodeGrid {
    private static final int SIZE_MIN = 25;
    private static final int SIZE_MAX = 177;

    /// From the corner of a corner pattern to its middle, in squares.
    private static final float CORNER = 3.5f;

    /// From the far edges to the middle of the last alignment pattern, in squares.
    private static final float ALIGNMENT = 6.5f;

    /// How far perspective may push the alignment pattern from where a flat code has it, in squares.
    private static final double PUSHED_MAX = 10;

    private static final double STEP = 0.5;
    private static final int TIMING_ROW = 6;
    private static final int TIMING_FROM = 8;
    private static final int AROUND = 4;
    private static final double BESIDE = 0.2;
    private static final double[] SPILLED = {0.1, 0.25};

    private final Luma frame;
    private final ResultPoint bottomLeft;
    private final ResultPoint topLeft;
    private final ResultPoint topRight;
    private final float[] point = new float[2];

    CodeGrid(Luma frame, ResultPoint bottomLeft, ResultPoint topLeft, ResultPoint topRight) {
        this.frame = frame;
        this.bottomLeft = bottomLeft;
        this.topLeft = topLeft;
        this.topRight = topRight;
    }

    /// Where a code of so many squares would lie, and how much speaks for it.
    private record Placed(int size, PerspectiveTransform place, double contrast) {}

    /// What the code says; empty if it cannot be read.
    ///
    /// @param likelySize squares a side, as the corners let one think; it may be four more or fewer
    Optional<String> read(int likelySize) {
        List<Placed> placed = new ArrayList<>();
        for (int size = likelySize - 4; size <= likelySize + 4; size += 4) {
            if (size >= SIZE_MIN && size <= SIZE_MAX) {
                placed.add(placed(size));
            }
        }
        placed.sort(Comparator.comparingDouble(Placed::contrast).reversed());
        return placed.stream()
                .limit(2)
                .map(this::read)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> read(Placed code) {
        double[][] squares = squares(code);
        for (double spilled : SPILLED) {
            try {
                return Optional.of(new Decoder()
                        .decode(dark(squares, spilled), CodeFinder.HINTS)
                        .getText());
            } catch (ChecksumException | FormatException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    private Placed placed(int size) {
        double apart = size - 2 * CORNER;
        double acrossX = (topRight.getX() - topLeft.getX()) / apart;
        double acrossY = (topRight.getY() - topLeft.getY()) / apart;
        double downX = (bottomLeft.getX() - topLeft.getX()) / apart;
        double downY = (bottomLeft.getY() - topLeft.getY()) / apart;
        double flat = size - ALIGNMENT - CORNER;
        double best = Double.NEGATIVE_INFINITY;
        @Nullable PerspectiveTransform place = null;
        for (double down = -PUSHED_MAX; down <= PUSHED_MAX; down += STEP) {
            for (double across = -PUSHED_MAX; across <= PUSHED_MAX; across += STEP) {
                PerspectiveTransform tried = place(
                        size,
                        topLeft.getX() + (flat + across) * acrossX + (flat + down) * downX,
                        topLeft.getY() + (flat + across) * acrossY + (flat + down) * downY);
                double contrast = alignmentContrast(tried, size);
                if (contrast > best) {
                    best = contrast;
                    place = tried;
                }
            }
        }
        PerspectiveTransform found = requireNonNull(place, "one of the places is the best");
        return new Placed(size, found, best + timingContrast(found, size));
    }

    private PerspectiveTransform place(int size, double alignmentX, double alignmentY) {
        float far = size - CORNER;
        float alignment = size - ALIGNMENT;
        return PerspectiveTransform.quadrilateralToQuadrilateral(
                CORNER,
                CORNER,
                far,
                CORNER,
                alignment,
                alignment,
                CORNER,
                far,
                topLeft.getX(),
                topLeft.getY(),
                topRight.getX(),
                topRight.getY(),
                (float) alignmentX,
                (float) alignmentY,
                bottomLeft.getX(),
                bottomLeft.getY());
    }

    /// A dark square in a light ring in a dark ring: how much lighter the light ones are.
    private double alignmentContrast(PerspectiveTransform place, int size) {
        double light = 0;
        double dark = 0;
        for (int down = -2; down <= 2; down++) {
            for (int across = -2; across <= 2; across++) {
                double grey = grey(place, size - ALIGNMENT + across, size - ALIGNMENT + down);
                if (Math.max(Math.abs(across), Math.abs(down)) == 1) {
                    light += grey;
                } else {
                    dark += grey;
                }
            }
        }
        return light / 8 - dark / 17;
    }

    /// The row and the column between the corners that are dark and light in turn: how much lighter the light ones
    /// are.
    private double timingContrast(PerspectiveTransform place, int size) {
        double sum = 0;
        for (int i = TIMING_FROM; i < size - TIMING_FROM; i++) {
            double grey = grey(place, i + 0.5, TIMING_ROW + 0.5) + grey(place, TIMING_ROW + 0.5, i + 0.5);
            sum += i % 2 == 0 ? -grey : grey;
        }
        return sum / (size - 2 * TIMING_FROM);
    }

    private double[][] squares(Placed code) {
        double[][] squares = new double[code.size()][code.size()];
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                squares[y][x] = (grey(code.place(), x + 0.5, y + 0.5)
                                + grey(code.place(), x + 0.5 - BESIDE, y + 0.5)
                                + grey(code.place(), x + 0.5 + BESIDE, y + 0.5)
                                + grey(code.place(), x + 0.5, y + 0.5 - BESIDE)
                                + grey(code.place(), x + 0.5, y + 0.5 + BESIDE))
                        / 5;
            }
        }
        return squares;
    }

    private double grey(PerspectiveTransform place, double column, double row) {
        point[0] = (float) column;
        point[1] = (float) row;
        place.transformPoints(point);
        return frame.at(point[0], point[1]);
    }

    /// @param spilled share of each neighbour's light that has come over
    private static BitMatrix dark(double[][] squares, double spilled) {
        int size = squares.length;
        BitMatrix dark = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double beside = squares[Math.max(0, y - 1)][x]
                        + squares[Math.min(size - 1, y + 1)][x]
                        + squares[y][Math.max(0, x - 1)]
                        + squares[y][Math.min(size - 1, x + 1)];
                if (squares[y][x] * (1 + 4 * spilled) - spilled * beside < middle(squares, x, y)) {
                    dark.set(x, y);
                }
            }
        }
        return dark;
    }

    /// Between the darkest and the lightest square around.
    private static double middle(double[][] squares, int x, int y) {
        double darkest = Double.POSITIVE_INFINITY;
        double lightest = Double.NEGATIVE_INFINITY;
        for (int row = Math.max(0, y - AROUND); row <= Math.min(squares.length - 1, y + AROUND); row++) {
            for (int column = Math.max(0, x - AROUND); column <= Math.min(squares.length - 1, x + AROUND); column++) {
                darkest = Math.min(darkest, squares[row][column]);
                lightest = Math.max(lightest, squares[row][column]);
            }
        }
        return (darkest + lightest) / 2;
    }
}
