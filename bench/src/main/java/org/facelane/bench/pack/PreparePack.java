package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.facelane.bench.Arguments;
import org.facelane.bench.convert.Comparison;
import org.facelane.bench.convert.PReluRewrite;

/// Makes the default model pack from the `model` folder of the npm package `faceplugin-face-recognition-js` 0.0.1:
/// takes the four networks that recognition needs and leaves the others, rewrites the slow steps ([PReluRewrite]),
/// proves that the answers stay the same, and writes the manifest. Run by `bench/prepare-pack`.
public final class PreparePack {
    private static final String USAGE = "--from <model folder of the npm package> --to <pack folder>";
    private static final String PACKAGE = "faceplugin-face-recognition-js 0.0.1";
    /// The most that a rewritten model may differ, relative to its largest output; rounding gives about 1e-6.
    private static final double DIFFERENCE_MAX = 2e-5;

    private PreparePack() {}

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        prepare(arguments.folder("--from"), arguments.output("--to"));
    }

    static void prepare(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        PackManifest manifest = PackManifest.empty(to);
        manifest.put("name", "default");
        manifest.put("licence", "MIT");
        manifest.put("provenance", "npm package " + PACKAGE);
        network(from.resolve("fr_detect.onnx"), to, "detector", manifest);
        putAll(manifest, "detector", "family=ultraface width=320 height=240 mean=127 scale=128 colour=RGB");
        putAll(manifest, "detector", "certainty=0.65 overlap=0.4");
        network(from.resolve("fr_landmark.onnx"), to, "landmarks", manifest);
        putAll(manifest, "landmarks", "size=64 scale=256");
        network(from.resolve("fr_feature.onnx"), to, "embedder", manifest);
        putAll(manifest, "embedder", "size=112 mean=127 scale=128 colour=BGR features=512");
        network(from.resolve("fr_liveness.onnx"), to, "pad", manifest);
        putAll(manifest, "pad", "size=128 colour=BGR crop=2.7 bonaFide=0");
        manifest.write();
        Files.write(to.resolve("LICENSE"), Files.readAllBytes(from.resolve("../LICENSE")));
        System.out.println("Wrote " + to + " without projection and calibration; bench/calibrate adds them.");
    }

    private static void network(Path raw, Path to, String part, PackManifest manifest) throws IOException {
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
        Files.write(to.resolve(part + ".onnx"), after);
        manifest.putFile(part, part + ".onnx");
        manifest.put(part + ".source", raw.getFileName() + " sha256 " + PackManifest.sha256(before));
    }

    private static void putAll(PackManifest manifest, String part, String pairs) {
        for (String pair : pairs.split(" ")) {
            int equals = pair.indexOf('=');
            manifest.put(part + "." + pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
