package org.facelane.venue.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// Where in a picture light and dark change often, side by side: there a code may be, and elsewhere none is. Costs
/// about as much as reading the picture once. Not thread-safe.
final class BusyPlaces {
    /// Squares of so many pixels a side are looked at.
    private static final int TILE = 16;

    /// So much lighter or darker is a change.
    private static final int CHANGE = 24;

    /// A code has at least so many changes in a square; a wall's noise and a face have fewer.
    private static final int CHANGES_MIN = 14;

    /// A code is at least so many squares wide and high together.
    private static final int SIDES_MIN = 5;

    private final Luma luma;
    private final int columns;
    private final int rows;
    private final int[] changes;

    private BusyPlaces(Luma luma) {
        this.luma = luma;
        columns = luma.width() / TILE;
        rows = luma.height() / TILE;
        changes = new int[columns * rows];
    }

    /// Part of a picture, in pixels.
    record Place(int left, int top, int width, int height) {}

    /// @return at most so many, the busiest first, each with what lies around it as far as a code needs it empty
    static List<Place> of(Luma luma, int countMax) {
        BusyPlaces look = new BusyPlaces(luma);
        look.count();
        return look.places(countMax);
    }

    /// A change counts only every other row and column: a code's are longer than that.
    private void count() {
        byte[] values = luma.values();
        for (int y = 0; y < rows * TILE; y += 2) {
            int row = y * luma.width();
            int tiles = y / TILE * columns;
            for (int x = 2; x < columns * TILE; x += 2) {
                int here = values[row + x] & 0xff;
                int left = values[row + x - 2] & 0xff;
                if (here - left > CHANGE || left - here > CHANGE) {
                    changes[tiles + x / TILE]++;
                }
            }
        }
    }

    private List<Place> places(int countMax) {
        record Found(Place place, int busy) {}
        List<Found> found = new ArrayList<>();
        boolean[] seen = new boolean[changes.length];
        for (int start = 0; start < changes.length; start++) {
            if (seen[start] || changes[start] < CHANGES_MIN) {
                continue;
            }
            int left = columns;
            int right = 0;
            int top = rows;
            int bottom = 0;
            int busy = 0;
            Deque<Integer> next = new ArrayDeque<>(List.of(start));
            seen[start] = true;
            while (!next.isEmpty()) {
                int tile = next.pop();
                int column = tile % columns;
                int row = tile / columns;
                left = Math.min(left, column);
                right = Math.max(right, column);
                top = Math.min(top, row);
                bottom = Math.max(bottom, row);
                busy += changes[tile];
                for (int beside : around(column, row)) {
                    if (!seen[beside] && changes[beside] >= CHANGES_MIN) {
                        seen[beside] = true;
                        next.push(beside);
                    }
                }
            }
            if (right - left + bottom - top + 2 >= SIDES_MIN) {
                found.add(new Found(place(left, top, right, bottom), busy));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Found::busy).reversed())
                .limit(countMax)
                .map(Found::place)
                .toList();
    }

    private List<Integer> around(int column, int row) {
        List<Integer> around = new ArrayList<>();
        for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                around.add(y * columns + x);
            }
        }
        return around;
    }

    /// Two squares more on each side.
    private Place place(int left, int top, int right, int bottom) {
        int fromX = Math.max(0, (left - 2) * TILE);
        int fromY = Math.max(0, (top - 2) * TILE);
        int toX = Math.min(luma.width(), (right + 3) * TILE);
        int toY = Math.min(luma.height(), (bottom + 3) * TILE);
        return new Place(fromX, fromY, toX - fromX, toY - fromY);
    }
}
