package org.facelane.face.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPackTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copyDefaultPack() throws IOException {
        try (Stream<Path> files = Files.list(DefaultPack.FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void loads_defaultPack() {
        try (ModelPack pack = ModelPack.load(folder)) {
            assertThat(pack.version().value()).matches("default-[0-9a-f]{12}");
            assertThat(pack.version()).isEqualTo(DefaultPack.open().version());
            assertThat(pack.detector().family()).isEqualTo(DetectorFamily.ULTRAFACE);
            int featureCount = pack.embedders().stream()
                    .mapToInt(EmbedderModel::featureCount)
                    .sum();
            assertThat(pack.embedders()).isNotEmpty();
            assertThat(pack.dimension())
                    .isEqualTo(
                            pack.projection().map(ProjectionMatrix::dimension).orElse(featureCount));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"detector", "landmarks", "embedder-1", "pad"})
    void refuses_oneByteChanged(String part) throws IOException {
        Path file = folder.resolve(part + ".onnx");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> ModelPack.load(folder))
                .isInstanceOf(DamagedModelPack.class)
                .hasMessageContaining(file + " is damaged: expected SHA-256 ")
                .hasMessageContaining("found ")
                .hasMessageContaining("Fetch the model pack again");
    }

    @Test
    void refuses_fileCutOff() throws IOException {
        Path file = folder.resolve("embedder-1.onnx");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> ModelPack.load(folder)).isInstanceOf(DamagedModelPack.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.properties", "detector.onnx", "pad.onnx"})
    void refuses_fileMissing(String name) throws IOException {
        Files.delete(folder.resolve(name));

        assertThatThrownBy(() -> ModelPack.load(folder))
                .isInstanceOf(DamagedModelPack.class)
                .hasMessageContaining(folder.resolve(name) + " is missing");
    }

    @Test
    void refuses_folderMissing() {
        assertThatThrownBy(() -> ModelPack.load(folder.resolve("nowhere")))
                .isInstanceOf(DamagedModelPack.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void refuses_manifestWithoutOneOfItsKeys() throws IOException {
        List<String> keys = manifest()
                .lines()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .filter(key -> !key.endsWith(".source")
                        && !List.of("licence", "provenance").contains(key))
                .filter(key -> !key.matches("(projection|calibration)[.]file|embedder[.].[.](size|colour|mean|scale)"))
                .toList();
        String whole = manifest();
        for (String key : keys) {
            Files.writeString(
                    folder.resolve("manifest.properties"),
                    whole.replaceAll("(?m)^" + key.replace(".", "[.]") + "=.*$", ""));

            assertThatThrownBy(() -> ModelPack.load(folder))
                    .describedAs(key)
                    .isInstanceOf(DamagedModelPack.class)
                    .hasMessageContaining("lacks the key '" + key + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "detector.file=../detector.onnx",
                "detector.file=/etc/passwd",
                "detector.sha256=short",
                "detector.family=other",
                "detector.width=640",
                "detector.width=-3",
                "detector.width=99999999999",
                "detector.scale=0",
                "detector.certainty=NaN",
                "detector.colour=red",
                "landmarks.size=63",
                "embedders=0",
                "embedders=9",
                "embedder.1.features=511",
                "embedder.1.family=other",
                "embedder.1.weight=0",
                "pad.bonaFide=3",
                "name=two words / and more"
            })
    void refuses_valueOutOfRange(String line) throws IOException {
        set(line);

        assertThatThrownBy(() -> ModelPack.load(folder))
                .isInstanceOf(DamagedModelPack.class)
                .hasMessageContaining(line.replaceAll("[.=].*", ""));
    }

    @Test
    void refuses_fileThatIsNoNetwork() throws Exception {
        byte[] junk = "not a network".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(folder.resolve("pad.onnx"), junk);
        set("pad.sha256="
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(junk)));

        assertThatThrownBy(() -> ModelPack.load(folder))
                .isInstanceOf(DamagedModelPack.class)
                .hasMessageContaining("pad is not a network");
    }

    @Test
    void refuses_randomManifests() throws IOException {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] whole = Files.readAllBytes(folder.resolve("manifest.properties"));
        for (int i = 0; i < 200; i++) {
            byte[] changed = whole.clone();
            for (int k = 0; k < 8; k++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve("manifest.properties"), changed);
            try {
                ModelPack.load(folder).close();
            } catch (DamagedModelPack e) {
                assertThat(e).describedAs("seed " + seed).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void version_changesWithWhatDecidesFeatures() throws IOException {
        String before = DefaultPack.open().version().value();
        set("embedder.1.mean=128");
        String mean = loadedVersion();
        set("embedder.1.colour=RGB");
        String colour = loadedVersion();
        set("licence=other");

        assertThat(List.of(before, mean, colour)).doesNotHaveDuplicates();
        assertThat(loadedVersion()).isEqualTo(colour);
    }

    @Test
    void network_givesTheSameToManyThreads() throws Exception {
        Network network = DefaultPack.open().landmarks().network();
        float[] expected = run(network, 0.5f);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<float[]>> runs = IntStream.range(0, 64)
                    .<Callable<float[]>>mapToObj(i -> () -> run(network, 0.5f))
                    .toList();
            for (Future<float[]> run : threads.invokeAll(runs)) {
                assertThat(run.get()).isEqualTo(expected);
            }
        }
        assertThat(run(network, 0.25f)).isNotEqualTo(expected);
    }

    @Test
    void network_refusesToRunAfterClosing() {
        ModelPack pack = ModelPack.load(folder);
        Network network = pack.pad().network();
        Network.Inference borrowed = network.borrow();
        pack.close();
        pack.close();

        assertThatThrownBy(borrowed::run).isInstanceOf(IllegalStateException.class);
        borrowed.close();
    }

    private static float[] run(Network network, float value) {
        try (Network.Inference inference = network.borrow()) {
            for (int i = 0; i < inference.input().capacity(); i++) {
                inference.input().put(i, value);
            }
            inference.run();
            float[] output = new float[136];
            inference.output(network.onlyOutput()).get(0, output);
            return output;
        }
    }

    private String loadedVersion() {
        try (ModelPack pack = ModelPack.load(folder)) {
            return pack.version().value();
        }
    }

    private void set(String line) throws IOException {
        String key = line.substring(0, line.indexOf('=')).replace(".", "[.]");
        Files.writeString(folder.resolve("manifest.properties"), manifest().replaceAll("(?m)^" + key + "=.*$", line));
    }

    private String manifest() {
        try {
            return Files.readString(folder.resolve("manifest.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
