package org.facelane.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.facelane.face.model.ModelPack;
import org.facelane.face.template.FeatureExtraction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Packs with small networks that give the mean of each plane of their input, so that features show what the pack made
/// of a picture of one colour.
class EmbedderFamiliesTest {
    private static final Path DEFAULT_PACK = Path.of("..", "models", "default");
    private static final int[] COLOUR = {200, 100, 40};
    private static final Face FACE = new Face(
            new Box(0, 0, 400, 400),
            1,
            new Landmarks(IntStream.range(0, Landmarks.COUNT)
                    .mapToObj(EmbedderFamiliesTest::landmark)
                    .toList()));

    @TempDir
    private Path folder;

    private final List<String> manifest = new ArrayList<>();

    @BeforeEach
    void takeTheOtherNetworksOfTheDefaultPack() throws IOException {
        for (String line : Files.readAllLines(DEFAULT_PACK.resolve("manifest.properties"))) {
            if (!line.matches("(embedder|projection|calibration).*")) {
                manifest.add(line);
            }
        }
        for (String part : List.of("detector", "landmarks", "pad")) {
            Files.copy(DEFAULT_PACK.resolve(part + ".onnx"), folder.resolve(part + ".onnx"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arcface, 112, 0.56863, -0.21569, -0.68627",
        "adaface, 112, -0.68627, -0.21569, 0.56863",
        "sface, 112, 200, 100, 40",
        "dlib, 150, 200, 100, 40",
    })
    void feedsANetworkAsItsFamilyIsUsedTo(String family, int size, double first, double second, double third)
            throws IOException {
        embedder(1, family, size, 1);

        assertThat(extracted(COLOUR)).containsExactly(unit(first, second, third), within(1e-4f));
    }

    @Test
    void feedsANetworkAsItsManifestSays() throws IOException {
        embedder(1, "arcface", 64, 1, "size=64", "mean=100", "scale=50", "colour=BGR");

        assertThat(extracted(COLOUR)).containsExactly(unit(-60 / 50., 0, 100 / 50.), within(1e-4f));
    }

    @Test
    void similarityIsTheWeightedMeanOfTheEmbedders() throws IOException {
        int[] other = {30, 90, 220};
        embedder(1, "arcface", 112, 3);
        embedder(2, "sface", 112, 1);

        assertThat(extracted(COLOUR)).hasSize(6);
        double similarity = similarity(extracted(COLOUR), extracted(other));
        double arcface = similarity(
                unit(0.56863, -0.21569, -0.68627),
                unit((30 - 127.5) / 127.5, (90 - 127.5) / 127.5, (220 - 127.5) / 127.5));
        double sface = similarity(unit(200, 100, 40), unit(30, 90, 220));
        assertThat(similarity).isCloseTo((3 * arcface + sface) / 4, within(1e-4));
    }

    @Test
    void takesTheFirstOutput_whenTheNetworkGivesTheLengthToo() throws IOException {
        OnnxGraph graph = means(112);
        String length = graph.node("ReduceL2", List.of(OnnxGraph.Attribute.wholes("axes", 1)), "features");
        graph.name(length, "length");
        graph.output("length", 1, 1);
        embedder(1, "sface", graph, 1);

        assertThat(extracted(COLOUR)).containsExactly(unit(200, 100, 40), within(1e-4f));
    }

    private static Point landmark(int index) {
        if (index >= 36 && index < 48) {
            return new Point(index < 42 ? 180 : 220, 180);
        }
        return index < 36 ? new Point(200, 203) : new Point(index < 51 ? 184 : 216, 226);
    }

    private float[] extracted(int... colour) throws IOException {
        List<String> lines = new ArrayList<>(manifest);
        lines.add("embedders="
                + manifest.stream()
                        .filter(line -> line.contains("family") && line.startsWith("embedder"))
                        .count());
        Files.write(folder.resolve("manifest.properties"), lines);
        byte[] pixels = new byte[400 * 400 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) colour[i % 3];
        }
        try (ModelPack pack = ModelPack.load(folder)) {
            Features features = new FeatureExtraction(pack).extract(new Image(400, 400, pixels), FACE);
            return features.values();
        }
    }

    private void embedder(int number, String family, int size, double weight, String... more) throws IOException {
        embedder(number, family, means(size), weight, more);
    }

    private void embedder(int number, String family, OnnxGraph graph, double weight, String... more)
            throws IOException {
        byte[] onnx = graph.toBytes();
        String part = "embedder." + number + ".";
        Files.write(folder.resolve("embedder-" + number + ".onnx"), onnx);
        manifest.add(part + "file=embedder-" + number + ".onnx");
        manifest.add(part + "sha256=" + sum(onnx));
        manifest.add(part + "family=" + family);
        manifest.add(part + "features=3");
        manifest.add(part + "weight=" + weight);
        for (String line : more) {
            manifest.add(part + line);
        }
    }

    /// A network that gives the mean of each of its three planes.
    private static OnnxGraph means(int size) {
        OnnxGraph graph = new OnnxGraph("means");
        graph.input("input", 1, 3, size, size);
        graph.name(graph.node("Flatten", graph.node("GlobalAveragePool", "input")), "features");
        graph.output("features", 1, 3);
        return graph;
    }

    private static float[] unit(double... values) {
        double length =
                Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / length);
        }
        return unit;
    }

    private static double similarity(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
