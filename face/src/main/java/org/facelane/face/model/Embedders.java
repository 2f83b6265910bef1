package org.facelane.face.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facelane.face.image.Channels;
import org.facelane.face.image.Planes;

/// Reads the pack's embedders from its manifest: `embedders` of them, `embedder.1` and so on.
final class Embedders {
    private static final int COUNT_MAX = 8;
    private static final int SIZE_MAX = 2048;
    private static final int FEATURE_COUNT_MAX = 4096;

    private Embedders() {}

    /// @param open gives the network of a part of the manifest that takes inputs of a shape
    static List<EmbedderModel> read(Manifest manifest, BiFunction<String, long[], Network> open) {
        List<EmbedderModel> models = new ArrayList<>();
        int count = manifest.whole("embedders", 1, COUNT_MAX);
        for (int i = 1; i <= count; i++) {
            models.add(embedder(manifest, "embedder." + i, open));
        }
        return models;
    }

    /// The sums of the networks' files, in order.
    static String sums(Manifest manifest, List<EmbedderModel> models) {
        return IntStream.rangeClosed(1, models.size())
                .mapToObj(i -> manifest.sum("embedder." + i))
                .collect(Collectors.joining("\n"));
    }

    /// What the networks take, in order, and how they are aligned and weighted. One network aligned as ArcFace has
    /// no more to say than its input: its features are what they were before a pack could hold several.
    static String inputs(List<EmbedderModel> models) {
        String inputs = models.stream().map(model -> model.input().toString()).collect(Collectors.joining("\n"));
        EmbedderModel first = models.getFirst();
        return models.size() == 1 && first.places().equals(EmbedderFamily.ARCFACE.places(first.input()))
                ? inputs
                : inputs + "\n"
                        + models.stream()
                                .map(model -> model.places() + " × " + model.weight())
                                .collect(Collectors.joining("\n"));
    }

    private static EmbedderModel embedder(Manifest manifest, String part, BiFunction<String, long[], Network> open) {
        EmbedderFamily family = family(manifest, part + ".family");
        int size = manifest.has(part + ".size") ? manifest.whole(part + ".size", 16, SIZE_MAX) : family.size();
        int featureCount = manifest.whole(part + ".features", 2, FEATURE_COUNT_MAX);
        Network network = open.apply(part, new long[] {1, 3, size, size});
        if (network.outputCount(network.firstOutput()) != featureCount) {
            throw manifest.bad(part + ".file", "a network with an output of " + featureCount + " values");
        }
        Channels channels = manifest.has(part + ".colour") ? manifest.colour(part + ".colour") : family.channels();
        double mean = manifest.has(part + ".mean") ? manifest.number(part + ".mean", 0, 255) : family.mean();
        double scale = manifest.has(part + ".scale") ? manifest.number(part + ".scale", 1, 256) : family.scale();
        Planes input = new Planes(channels, size, size, mean, scale);
        return new EmbedderModel(
                network, input, family.places(input), manifest.number(part + ".weight", 0.001, 1000), featureCount);
    }

    private static EmbedderFamily family(Manifest manifest, String key) {
        String name = manifest.text(key);
        for (EmbedderFamily family : EmbedderFamily.values()) {
            if (family.name().toLowerCase(Locale.ROOT).equals(name)) {
                return family;
            }
        }
        throw manifest.bad(key, "arcface, adaface, sface or dlib");
    }

    /// The finite little-endian 32-bit floats of a file that holds so many.
    static FloatBuffer floats(Manifest manifest, String part, int count) {
        FloatBuffer stored = ByteBuffer.wrap(manifest.verified(part, 4 * count))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        if (stored.remaining() != count) {
            throw manifest.bad(part + ".file", "a file of " + 4 * count + " bytes");
        }
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(stored.get(i))) {
                throw manifest.bad(part + ".file", "a file of finite numbers");
            }
        }
        return stored;
    }
}
