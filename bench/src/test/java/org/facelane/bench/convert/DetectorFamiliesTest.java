package org.facelane.bench.convert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.model.DamagedModelPack;
import org.facelane.face.model.ModelPack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Detectors of each family in a pack, with networks that answer the same to every picture: the boxes that come out are
/// computed by hand from the rows that were put in. The published weights are not run here.
class DetectorFamiliesTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;

    /// As wide as the input, twice over: the detector sees all of it, and 1 pixel of the input is 2 of the image.
    private static final Image PICTURE = new Image(2 * WIDTH, 2 * HEIGHT, new byte[3 * 4 * WIDTH * HEIGHT]);

    @TempDir
    private Path folder;

    private final Map<String, float[]> outputs = new LinkedHashMap<>();

    @BeforeEach
    void copyDefaultPack() throws IOException {
        Path home = Path.of(System.getProperty("facelane.home", "..")).resolve("models/default");
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void ultraFace_cornersAreSharesOfTheInput() throws Exception {
        outputs.put("scores", new float[] {0.1f, 0.9f, 0.8f, 0.2f});
        outputs.put("boxes", new float[] {0.25f, 0.5f, 0.5f, 0.75f, 0, 0, 1, 1});
        assertThat(detect("ultraface")).singleElement().satisfies(face -> is(face, 48, 64, 48, 32, 0.9));
    }

    @Test
    void yuNet_cellsOfThreeGrids() throws Exception {
        yuNetOfNobody();
        // Stride 8 has 12 columns: cell 29 is row 2, column 5. Middle (5.5, 2.25) · 8 = (44, 18), sides 8 and
        // 16.
        yuNetFace(8, 29, 0.81f, 1, 0.5f, 0.25f, 0, (float) Math.log(2));
        // Stride 32 has 3 columns: cell 4 is row 1, column 1. Middle (1, 1) · 32, sides 64 and 32.
        yuNetFace(32, 4, 0.9f, 0.9f, 0, 0, (float) Math.log(2), 0);
        // Too uncertain: √(0.6 · 0.6) = 0.6.
        yuNetFace(16, 3, 0.6f, 0.6f, 0.5f, 0.5f, 0, 0);

        List<Detection> faces = detect("yunet");

        assertThat(faces).hasSize(2);
        is(faces.get(0), 2 * 0, 2 * 16, 2 * 64, 2 * 32, 0.9);
        is(faces.get(1), 2 * 40, 2 * 10, 2 * 8, 2 * 16, 0.9);
    }

    @Test
    void scrfd_twoAnchorsACell() throws Exception {
        scrfdOfNobody();
        // Stride 8: row 59 is the second anchor of cell 29, row 2, column 5: anchor (40, 16), 1, 2, 3, 0.5
        // strides away.
        scrfdFace(8, 59, 0.75f, 1, 2, 3, 0.5f);
        // Stride 16 has 6 columns: row 14 is the first anchor of cell 7, row 1, column 1: anchor (16, 16).
        scrfdFace(16, 14, 0.95f, 1, 1, 2, 2);
        // The same place a little less certain: only the most certain of overlapping boxes is kept.
        scrfdFace(16, 15, 0.9f, 1, 1, 2, 2);

        List<Detection> faces = detect("scrfd");

        assertThat(faces).hasSize(2);
        is(faces.get(0), 0, 0, 2 * 48, 2 * 48, 0.95);
        is(faces.get(1), 2 * 32, 0, 2 * 32, 2 * 20, 0.75);
    }

    @Test
    void scrfd_withoutLandmarks() throws Exception {
        scrfdOfNobody();
        outputs.keySet().removeIf(name -> name.startsWith("kps"));
        scrfdFace(32, 0, 0.8f, 0, 0, 1, 1);
        assertThat(detect("scrfd")).singleElement().satisfies(face -> is(face, 0, 0, 64, 64, 0.8));
    }

    @Test
    void refuses_outputsOfAnotherFamily() {
        scrfdOfNobody();
        for (String family : List.of("ultraface", "yunet")) {
            assertThatThrownBy(() -> detect(family))
                    .isInstanceOf(DamagedModelPack.class)
                    .hasMessageContaining("expected a network with");
        }
        outputs.clear();
        yuNetOfNobody();
        assertThatThrownBy(() -> detect("scrfd")).isInstanceOf(DamagedModelPack.class);
        assertThatThrownBy(() -> detect("retinaface"))
                .isInstanceOf(DamagedModelPack.class)
                .hasMessageContaining("'ultraface', 'yunet' or 'scrfd'");
    }

    private void yuNetOfNobody() {
        for (String part : List.of("cls", "obj", "bbox", "kps")) {
            for (int stride : new int[] {8, 16, 32}) {
                int values = part.equals("bbox") ? 4 : part.equals("kps") ? 10 : 1;
                outputs.put(part + "_" + stride, new float[cells(stride) * values]);
            }
        }
    }

    private void yuNetFace(int stride, int cell, float cls, float obj, float dx, float dy, float w, float h) {
        rows("cls_" + stride)[cell] = cls;
        rows("obj_" + stride)[cell] = obj;
        System.arraycopy(new float[] {dx, dy, w, h}, 0, rows("bbox_" + stride), 4 * cell, 4);
    }

    /// The names are those of a network as it was exported: numbers, which say nothing.
    private void scrfdOfNobody() {
        for (String part : List.of("score", "bbox", "kps")) {
            for (int stride : new int[] {8, 16, 32}) {
                int values = part.equals("bbox") ? 4 : part.equals("kps") ? 10 : 1;
                outputs.put(part + "." + stride, new float[2 * cells(stride) * values]);
            }
        }
    }

    private void scrfdFace(int stride, int row, float score, float left, float top, float right, float bottom) {
        rows("score." + stride)[row] = score;
        System.arraycopy(new float[] {left, top, right, bottom}, 0, rows("bbox." + stride), 4 * row, 4);
    }

    private float[] rows(String output) {
        return requireNonNull(outputs.get(output), output);
    }

    private static int cells(int stride) {
        return WIDTH / stride * (HEIGHT / stride);
    }

    private static void is(Detection face, double x, double y, double width, double height, double certainty) {
        Box box = face.box();
        assertThat(box.x()).isCloseTo(x, within(1e-3));
        assertThat(box.y()).isCloseTo(y, within(1e-3));
        assertThat(box.width()).isCloseTo(width, within(1e-3));
        assertThat(box.height()).isCloseTo(height, within(1e-3));
        assertThat(face.certainty()).isCloseTo(certainty, within(1e-6));
    }

    private List<Detection> detect(String family) throws Exception {
        byte[] onnx = network();
        Files.write(folder.resolve("detector.onnx"), onnx);
        Properties manifest = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(folder.resolve("manifest.properties"))) {
            manifest.load(reader);
        }
        manifest.setProperty("detector.family", family);
        manifest.setProperty("detector.width", Integer.toString(WIDTH));
        manifest.setProperty("detector.height", Integer.toString(HEIGHT));
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
        manifest.setProperty("detector.sha256", sum);
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("manifest.properties"))) {
            manifest.store(writer, null);
        }
        try (ModelPack pack = ModelPack.load(folder)) {
            return new FaceDetector(pack.detector()).detect(PICTURE);
        }
    }

    /// Every output is what it is, plus nothing of the picture.
    private byte[] network() {
        OnnxGraph graph = new OnnxGraph("detector");
        graph.input("input", 1, 3, HEIGHT, WIDTH);
        String picture = graph.node("Reshape", "input", graph.wholes(3 * HEIGHT * WIDTH));
        String first = graph.node("Slice", picture, graph.wholes(0), graph.wholes(1));
        String nothing = graph.node("Mul", first, graph.floats(new long[] {1}, 0));
        outputs.forEach((name, values) -> {
            String rows = graph.floats(new long[] {1, values.length}, values);
            graph.name(graph.node("Add", rows, nothing), name);
            graph.output(name, 1, values.length);
        });
        return graph.toBytes();
    }
}
