package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.facelane.face.evaluate.data.Sample;

/// Goes over all pairs of different people, on all processors.
final class Scan {
    private static final int ROWS = 32;

    private final Pairs pairs;
    private final Matrix columns;
    private final List<float[]> rows;
    private final int[] rowPeople;
    private final int[] columnPeople;

    Scan(Pairs pairs) {
        this.pairs = requireNonNull(pairs, "pairs is null");
        columns = new Matrix(pairs.columns().stream().map(Sample::features).toList());
        rows = pairs.rows().stream().map(Sample::features).toList();
        rowPeople = pairs.peopleOf(pairs.rows());
        columnPeople = pairs.peopleOf(pairs.columns());
    }

    /// What happens with a comparison.
    @FunctionalInterface
    interface Visit {
        void pair(int row, int column, float similarity);
    }

    /// Visits every non-mated pair; each part of the rows has a visitor of its own, so that none is shared.
    ///
    /// @param visitor makes a visitor
    /// @return the visitors, in the order of their rows
    <V extends Visit> List<V> nonMated(Supplier<V> visitor) {
        int parts = (rows.size() + ROWS - 1) / ROWS;
        return IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> {
                    V visit = visitor.get();
                    part(part * ROWS, Math.min(rows.size(), (part + 1) * ROWS), visit);
                    return visit;
                })
                .toList();
    }

    int rowPerson(int row) {
        return rowPeople[row];
    }

    int columnPerson(int column) {
        return columnPeople[column];
    }

    private void part(int from, int to, Visit visit) {
        float[][] similarities = new float[to - from][columns.width()];
        columns.compare(rows.subList(from, to), pairs.once() ? from / Matrix.BLOCK : 0, similarities);
        for (int row = from; row < to; row++) {
            float[] found = similarities[row - from];
            int person = rowPeople[row];
            for (int column = pairs.once() ? row + 1 : 0; column < columns.count(); column++) {
                if (columnPeople[column] != person) {
                    visit.pair(row, column, found[column]);
                }
            }
        }
    }
}
