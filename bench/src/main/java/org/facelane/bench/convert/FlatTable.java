package org.facelane.bench.convert;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One table of a FlatBuffers file, its fields by number (flatbuffers.dev, "FlatBuffer internals"). A field that the
/// file leaves out has its default. Reading outside the file throws `IndexOutOfBoundsException`.
///
/// @param file little endian, read by absolute positions
/// @param position of the table
record FlatTable(ByteBuffer file, int position) {
    FlatTable {
        requireNonNull(file, "file is null");
    }

    static FlatTable root(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new FlatTable(file, file.getInt(0));
    }

    int octet(int field) {
        int at = at(field);
        return at == 0 ? 0 : file.get(at);
    }

    int whole(int field, int otherwise) {
        int at = at(field);
        return at == 0 ? otherwise : file.getInt(at);
    }

    double number(int field) {
        int at = at(field);
        return at == 0 ? 0 : file.getFloat(at);
    }

    String text(int field) {
        return StandardCharsets.UTF_8.decode(bytes(field)).toString();
    }

    int[] wholes(int field) {
        ByteBuffer bytes = vector(field, 4);
        int[] wholes = new int[bytes.remaining() / 4];
        bytes.asIntBuffer().get(wholes);
        return wholes;
    }

    ByteBuffer bytes(int field) {
        return vector(field, 1);
    }

    Optional<FlatTable> table(int field) {
        int at = at(field);
        return at == 0 ? Optional.empty() : Optional.of(new FlatTable(file, at + file.getInt(at)));
    }

    List<FlatTable> tables(int field) {
        int at = at(field);
        List<FlatTable> tables = new ArrayList<>();
        if (at != 0) {
            int vector = at + file.getInt(at);
            for (int i = 0; i < file.getInt(vector); i++) {
                int entry = vector + 4 + 4 * i;
                tables.add(new FlatTable(file, entry + file.getInt(entry)));
            }
        }
        return tables;
    }

    private ByteBuffer vector(int field, int width) {
        int at = at(field);
        if (at == 0) {
            return ByteBuffer.allocate(0);
        }
        int vector = at + file.getInt(at);
        int size = Math.multiplyExact(width, file.getInt(vector));
        return file.slice(vector + 4, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Where the field is, or 0.
    private int at(int field) {
        int layout = position - file.getInt(position);
        int entry = 4 + 2 * field;
        int offset = entry < file.getShort(layout) ? file.getShort(layout + entry) : 0;
        return offset == 0 ? 0 : position + offset;
    }
}
