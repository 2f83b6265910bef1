package org.facelane.venue.remnants;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Features;
import org.facelane.face.Probe;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.gallery.Gallery;

/// A guest's template in every form that it ever has, as its bytes lie. Held for the moment in which a [SearchList] is
/// made of it. Not thread-safe.
final class Traces {
    private static final int MADE_UP_VALUES = 192;

    /// What a text or a run is preceded by where it is planted.
    private static final int GAP_BYTES = 37;

    private final Map<Form, byte[]> lying = new EnumMap<>(Form.class);

    /// Adds what lies in the database.
    Traces sealed(byte[] bytes) {
        lying.put(Form.SEALED, bytes.clone());
        return this;
    }

    /// Adds the template in every form that it has in memory.
    ///
    /// The features before the rotation are turned back from it, so they are known up to rounding; they are looked
    /// for by the halves of the numbers that rounding leaves alone.
    Traces template(Template template, Rotation rotation) {
        float[] rotated = template.rotated().values();
        compact(CompactTemplate.of(template));
        compact(CompactTemplate.of(template, CompactTemplate.BITS_MAX));
        return numbers(turnedBack(template, rotation), rotated, Gallery.searchCodes(rotated));
    }

    /// Adds the compact template behind a pass.
    Traces compact(CompactTemplate template) {
        byte[] bytes = template.toBytes();
        lying.put(bytes[0] == CompactTemplate.BITS ? Form.COMPACT : Form.COMPACT_FINE, bytes);
        return this;
    }

    /// Adds what a guest's pass says.
    Traces pass(String text) {
        lying.put(Form.PASS, text.getBytes(US_ASCII));
        return this;
    }

    /// Every form of a template that is nobody's: for planting.
    static Traces madeUp(Random random) {
        Traces traces = new Traces();
        for (Form form : List.of(Form.SEALED, Form.COMPACT, Form.COMPACT_FINE)) {
            byte[] noise = new byte[2 * MADE_UP_VALUES];
            random.nextBytes(noise);
            traces.lying.put(form, noise);
        }
        StringBuilder pass = new StringBuilder();
        random.ints(300, 'A', 'Z' + 1).forEach(pass::appendCodePoint);
        float[] rotated = madeUpValues(random);
        return traces.pass(pass.toString()).numbers(madeUpValues(random), rotated, Gallery.searchCodes(rotated));
    }

    private static float[] madeUpValues(Random random) {
        float[] values = new float[MADE_UP_VALUES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(MADE_UP_VALUES));
        }
        return values;
    }

    private Traces numbers(float[] features, float[] rotated, byte[] codes) {
        lying.put(Form.FEATURES, bytes(features, LITTLE_ENDIAN));
        lying.put(Form.FEATURES_SWAPPED, bytes(features, BIG_ENDIAN));
        lying.put(Form.ROTATED, bytes(rotated, LITTLE_ENDIAN));
        lying.put(Form.ROTATED_SWAPPED, bytes(rotated, BIG_ENDIAN));
        byte[] high = new byte[2 * rotated.length];
        for (int i = 0; i < rotated.length; i++) {
            int bits = Float.floatToRawIntBits(rotated[i]);
            high[2 * i] = (byte) (bits >>> 16);
            high[2 * i + 1] = (byte) (bits >>> 24);
        }
        lying.put(Form.PLANES, Shape.PLANE.spread(high));
        lying.put(Form.CODES, codes);
        lying.put(Form.CODES_SPREAD, Shape.PANEL.spread(codes));
        return this;
    }

    /// The features that the event's rotation made the template of: its inverse is its transpose, whose rows are
    /// where it turns each unit vector.
    private static float[] turnedBack(Template template, Rotation rotation) {
        float[] rotated = template.rotated().values();
        float[] features = new float[rotated.length];
        for (int k = 0; k < features.length; k++) {
            float[] unit = new float[features.length];
            unit[k] = 1;
            float[] row = Probe.of(Features.of(template.rotated().model(), unit), rotation)
                    .rotated()
                    .values();
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                sum += (double) row[i] * rotated[i];
            }
            features[k] = (float) sum;
        }
        return features;
    }

    private static byte[] bytes(float[] values, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length).order(order);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /// A piece of a form, long enough to be nobody else's.
    record Fragment(Trace trace, Shape shape, byte[] bytes) {}

    /// Everything to be looked for, piece by piece, each where the one before ends.
    List<Fragment> fragments() {
        List<Fragment> fragments = new ArrayList<>();
        lying.forEach((form, bytes) -> {
            cut(new Trace(form, Encoding.PLAIN), form.shape(), form.firstAt(), bytes, fragments);
            for (Encoding encoding : encodings(form)) {
                for (byte[] part : encoding.parts(bytes)) {
                    cut(new Trace(form, encoding), Shape.TEXT, 0, part, fragments);
                }
            }
        });
        return fragments;
    }

    private static void cut(Trace trace, Shape shape, int firstAt, byte[] bytes, List<Fragment> fragments) {
        int at = firstAt;
        for (; at + shape.span() <= bytes.length; at += shape.count() * shape.stride()) {
            fragments.add(new Fragment(trace, shape, shape.gather(bytes, at)));
        }
    }

    private static List<Encoding> encodings(Form form) {
        return form.isWritten()
                ? List.of(Encoding.HEX, Encoding.HEX_CAPITALS, Encoding.BASE64, Encoding.BASE45)
                : List.of();
    }

    /// Each form as somebody could leave it lying about: by itself, and in every text.
    Map<Trace, byte[]> planted() {
        Map<Trace, byte[]> planted = new TreeMap<>();
        lying.forEach((form, bytes) -> {
            planted.put(new Trace(form, Encoding.PLAIN), behindGap(bytes));
            for (Encoding encoding : encodings(form)) {
                planted.put(new Trace(form, encoding), behindGap(encoding.write(behindGap(bytes))));
            }
        });
        return planted;
    }

    private static byte[] behindGap(byte[] bytes) {
        return ByteBuffer.allocate(GAP_BYTES + bytes.length + GAP_BYTES)
                .put(GAP_BYTES, bytes)
                .array();
    }

    /// Overwrites what was given.
    void forget() {
        lying.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
        lying.clear();
    }
}
