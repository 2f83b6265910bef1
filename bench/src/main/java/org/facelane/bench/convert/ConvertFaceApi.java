package org.facelane.bench.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.facelane.bench.Arguments;

/// Writes the face recognition network of the npm package `@vladmandic/face-api` as an ONNX file ([DlibResNet]). Run by
/// `bench/convert-face-api`.
public final class ConvertFaceApi {
    private static final String USAGE = "--from <model folder of the npm package> --to <ONNX file>";
    private static final String MANIFEST = "face_recognition_model-weights_manifest.json";

    private ConvertFaceApi() {}

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path to = arguments.output("--to");
        byte[] onnx = DlibResNet.convert(
                FaceApiWeights.read(arguments.folder("--from").resolve(MANIFEST)));
        Files.write(to, onnx);
        System.out.println(to + ": " + Comparison.describe(onnx));
    }
}
