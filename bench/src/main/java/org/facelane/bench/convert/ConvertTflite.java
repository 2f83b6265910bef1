package org.facelane.bench.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.facelane.bench.Arguments;

/// Writes a TensorFlow Lite network as an ONNX file ([TfliteConversion]). Run by `bench/convert-tflite`.
public final class ConvertTflite {
    private static final String USAGE = "--from <TensorFlow Lite file> --to <ONNX file>";

    private ConvertTflite() {}

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path to = arguments.output("--to");
        byte[] onnx = TfliteConversion.convert(Files.readAllBytes(arguments.file("--from")));
        Files.write(to, onnx);
        System.out.println(to + ": " + Comparison.describe(onnx));
    }
}
