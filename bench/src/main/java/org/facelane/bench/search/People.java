package org.facelane.bench.search;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.facelane.face.Calibration;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;

/// Made-up references and probes of any dimension, drawn evenly from all directions. Every second probe has a mate
/// among the references; the others are strangers.
final class People implements AutoCloseable {
    static final ModelVersion MODEL = new ModelVersion("bench-1");

    /// The score 40 is about where the best of 60,000 strangers lies, so that a search meets several who come near.
    static final Threshold THRESHOLD = Threshold.forFmr(1e-4);

    private static final int PART = 20_000;
    private static final double NEAR = 0.75;

    final int dimension;
    final int count;
    final Rotation rotation;
    final Calibration calibration;
    final List<Probe> probes = new ArrayList<>();
    final MemorySegment values;
    private final Arena arena = Arena.ofShared();

    People(int count, int dimension, int probeCount, long seed) {
        this.count = count;
        this.dimension = dimension;
        rotation = Rotation.of(new byte[Rotation.SECRET_BYTES], dimension);
        double strangers = 3.9 / Math.sqrt(dimension);
        calibration = new Calibration(new double[] {-1, 0, strangers}, new double[] {0, 3, 40}, 0.02, 0);
        SplittableRandom random = new SplittableRandom(seed);
        values = arena.allocate((long) count * dimension * Float.BYTES, 64);
        float[] drawn = new float[dimension];
        for (int j = 0; j < probeCount; j++) {
            draw(random, drawn);
            probes.add(Probe.of(Features.of(MODEL, drawn), rotation));
        }
        for (int i = 0; i < count; i++) {
            draw(random, drawn);
            if (i % (count / probeCount) == 0 && i / (count / probeCount) % 2 == 0) {
                mate(
                        drawn,
                        probes.get(i / (count / probeCount) % probeCount)
                                .rotated()
                                .values());
            }
            MemorySegment.copy(drawn, 0, values, JAVA_FLOAT, (long) i * dimension * Float.BYTES, dimension);
        }
    }

    static ReferenceId id(int number) {
        return new ReferenceId(new UUID(0, number));
    }

    static int number(ReferenceId id) {
        return (int) id.value().getLeastSignificantBits();
    }

    /// All of them enrolled.
    Gallery gallery() {
        Gallery gallery = Gallery.empty(MODEL, calibration, rotation);
        for (int from = 0; from < count; from += PART) {
            List<Reference> part = new ArrayList<>(PART);
            for (int i = from; i < Math.min(count, from + PART); i++) {
                part.add(reference(i, values(i)));
            }
            gallery = gallery.with(part);
        }
        return gallery;
    }

    float[] values(int number) {
        return values.asSlice((long) number * dimension * Float.BYTES, (long) dimension * Float.BYTES)
                .toArray(JAVA_FLOAT);
    }

    /// A reference with exactly these values, through its stored form.
    Reference reference(int number, float[] unit) {
        byte[] model = MODEL.value().getBytes(StandardCharsets.US_ASCII);
        byte[] turned = rotation.fingerprint().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(7 + model.length + turned.length + 4 * unit.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'F')
                .put((byte) 'T')
                .put((byte) 1)
                .put((byte) model.length)
                .put(model);
        bytes.put((byte) turned.length).put(turned).putShort((short) unit.length);
        bytes.asFloatBuffer().put(unit);
        return new Reference(id(number), Template.fromBytes(bytes.array()));
    }

    /// The one most alike, by plain double precision.
    int best(float[] probe) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double sum = 0;
            long at = (long) i * dimension;
            for (int k = 0; k < dimension; k++) {
                sum += (double) probe[k] * values.getAtIndex(JAVA_FLOAT, at + k);
            }
            if (sum > most) {
                most = sum;
                best = i;
            }
        }
        return best;
    }

    @Override
    public void close() {
        arena.close();
    }

    /// Sums of four even draws, of unit length: near enough to normal ones, and quick.
    private static void draw(SplittableRandom random, float[] values) {
        double squares = 0;
        for (int k = 0; k < values.length; k++) {
            long bits = random.nextLong();
            values[k] = (short) bits + (short) (bits >> 16) + (short) (bits >> 32) + (short) (bits >> 48);
            squares += (double) values[k] * values[k];
        }
        scale(values, squares);
    }

    private static void mate(float[] values, float[] probe) {
        double squares = 0;
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (NEAR * probe[k] + Math.sqrt(1 - NEAR * NEAR) * values[k]);
            squares += (double) values[k] * values[k];
        }
        scale(values, squares);
    }

    private static void scale(float[] values, double squares) {
        double length = Math.sqrt(squares);
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (values[k] / length);
        }
    }
}
