package org.facelane.bench.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// FlatBuffers files for tests: tables of fields by number, each written before the tables and lists it points to.
final class FlatFile {
    private final ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    /// Fields: `Byte`, `Integer`, `Float`, `String`, `int[]`, `byte[]`, another [Table], or a list of tables.
    record Table(Map<Integer, Object> fields) {
        static Table of(Object... numbersAndValues) {
            Map<Integer, Object> fields = new TreeMap<>();
            for (int i = 0; i < numbersAndValues.length; i += 2) {
                fields.put((Integer) numbersAndValues[i], numbersAndValues[i + 1]);
            }
            return new Table(fields);
        }
    }

    static byte[] of(Table root) {
        FlatFile writer = new FlatFile();
        writer.file.putInt(0);
        writer.point(0, writer.table(root));
        byte[] bytes = new byte[writer.file.position()];
        writer.file.get(0, bytes);
        return bytes;
    }

    private int table(Table table) {
        int count = table.fields().keySet().stream()
                .mapToInt(field -> field + 1)
                .max()
                .orElse(0);
        int layout = file.position();
        file.putShort((short) (4 + 2 * count)).putShort((short) (4 + 4 * count));
        for (int field = 0; field < count; field++) {
            file.putShort((short) (table.fields().containsKey(field) ? 4 + 4 * field : 0));
        }
        int start = file.position();
        file.putInt(start - layout);
        file.position(start + 4 + 4 * count);
        table.fields().forEach((field, value) -> put(start + 4 + 4 * field, value));
        return start;
    }

    private void put(int at, Object value) {
        switch (value) {
            case Byte octet -> file.put(at, octet);
            case Integer whole -> file.putInt(at, whole);
            case Float number -> file.putFloat(at, number);
            case String text -> point(at, vector(text.getBytes(StandardCharsets.UTF_8), text.length()));
            case byte[] bytes -> point(at, vector(bytes, bytes.length));
            case int[] wholes -> {
                ByteBuffer bytes = ByteBuffer.allocate(4 * wholes.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asIntBuffer().put(wholes);
                point(at, vector(bytes.array(), wholes.length));
            }
            case Table table -> point(at, table(table));
            case List<?> tables -> point(at, tables(tables));
            default -> throw new IllegalArgumentException("a field cannot be " + value);
        }
    }

    private int vector(byte[] bytes, int count) {
        int start = file.position();
        file.putInt(count).put(bytes);
        return start;
    }

    private int tables(List<?> tables) {
        int start = file.position();
        file.putInt(tables.size());
        file.position(start + 4 + 4 * tables.size());
        List<Integer> starts = new ArrayList<>();
        tables.forEach(table -> starts.add(table((Table) table)));
        for (int i = 0; i < starts.size(); i++) {
            point(start + 4 + 4 * i, starts.get(i));
        }
        return start;
    }

    private void point(int from, int to) {
        file.putInt(from, to - from);
    }
}
