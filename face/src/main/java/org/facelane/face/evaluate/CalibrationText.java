package org.facelane.face.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.facelane.face.Calibration;
import org.facelane.face.evaluate.data.Sample;

/// A pack's `calibration.properties` as it is written: figures over all the people of the data, nothing of any of them.
final class CalibrationText {
    private CalibrationText() {}

    /// @param data what it was fitted to, in one line
    /// @param model which tail and how well it fits, in one line
    /// @param samples whose spread made-up references are drawn from
    static String of(Calibration calibration, String data, String model, List<Sample> samples) {
        return "# Written by facelane calibrate: figures over all the people of the data, nothing of any of them.\n"
                + "data=" + data + "\n"
                + "model=" + model + "\n"
                + "similarities=" + list(calibration.similarities(), "%.5f") + "\n"
                + "scores=" + list(calibration.scores(), "%.5f") + "\n"
                + "tailScale=" + calibration.tailScale() + "\n"
                + "tailShape=" + calibration.tailShape() + "\n"
                + "# How far features spread along each direction; made-up references are drawn from it.\n"
                + "spectrum=" + list(spectrum(samples), "%.4g") + "\n";
    }

    /// The root of the mean square of each feature.
    static double[] spectrum(List<Sample> samples) {
        double[] squares = new double[samples.getFirst().features().length];
        for (Sample sample : samples) {
            for (int k = 0; k < squares.length; k++) {
                squares[k] += (double) sample.features()[k] * sample.features()[k] / samples.size();
            }
        }
        return Arrays.stream(squares)
                .map(square -> Math.clamp(Math.sqrt(square), 1e-6, 1))
                .toArray();
    }

    private static String list(double[] values, String format) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, format, value))
                .collect(Collectors.joining(","));
    }
}
