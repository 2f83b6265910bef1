package org.facelane.face.evaluate.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// A piece of a section.
public sealed interface Part {
    /// A paragraph. Pieces between back quotes are shown as code.
    record Words(String text) implements Part {
        public Words {
            requireNonNull(text, "text is null");
        }
    }

    /// The few figures that matter most.
    ///
    /// @param key names it in JSON
    record Facts(String key, List<Fact> facts) implements Part {
        public Facts {
            requireNonNull(key, "key is null");
            facts = List.copyOf(facts);
        }
    }

    /// One figure and what it is.
    record Fact(String key, String label, Cell value) {
        public Fact {
            requireNonNull(key, "key is null");
            requireNonNull(label, "label is null");
            requireNonNull(value, "value is null");
        }
    }

    /// A table.
    ///
    /// @param key names it in JSON
    /// @param rows each with a cell for every column
    record Table(String key, String title, List<Column> columns, List<List<Cell>> rows) implements Part {
        public Table {
            requireNonNull(key, "key is null");
            requireNonNull(title, "title is null");
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException("a row of table " + key + " has " + row.size() + " cells for "
                            + columns.size() + " columns");
                }
            }
        }
    }

    /// @param key names its cells in JSON
    record Column(String key, String heading) {
        public Column {
            requireNonNull(key, "key is null");
            requireNonNull(heading, "heading is null");
        }
    }

    /// Curves over two axes.
    ///
    /// @param key names it in JSON
    record Plot(String key, String title, Axis x, Axis y, List<Curve> curves) implements Part {
        public Plot {
            requireNonNull(key, "key is null");
            requireNonNull(title, "title is null");
            requireNonNull(x, "x is null");
            requireNonNull(y, "y is null");
            curves = List.copyOf(curves);
        }
    }

    /// One line of a plot; with marks instead of a line if it has no order.
    record Curve(String name, Style style, List<Place> places) {
        public Curve {
            requireNonNull(name, "name is null");
            requireNonNull(style, "style is null");
            places = List.copyOf(places);
        }
    }

    /// How a curve is drawn.
    enum Style {
        /// A line in a colour of its own, with a mark at each place.
        LINE,
        /// Marks alone.
        MARKS,
        /// A thin line to compare with.
        GUIDE
    }

    /// A place on a curve, if known with the interval in which it lies.
    record Place(double x, double y, Optional<double[]> interval) {
        public Place {
            requireNonNull(interval, "interval is null");
        }

        /// Without an interval.
        public static Place of(double x, double y) {
            return new Place(x, y, Optional.empty());
        }
    }
}
