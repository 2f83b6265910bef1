package org.facelane.face.model;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.facelane.face.Calibration;

/// A pack's `calibration.properties`: `similarities` and `scores` as lists with commas, `tailScale`, `tailShape`, and
/// if given `spectrum`, one number for each feature.
///
/// @param calibration how similarities become scores
/// @param spectrum how far features spread along each dimension; empty if the file does not say
record CalibrationFile(Calibration calibration, double[] spectrum) {
    static CalibrationFile read(Manifest manifest, byte[] bytes, int dimension) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            return new CalibrationFile(
                    new Calibration(
                            numbers(values, "similarities"),
                            numbers(values, "scores"),
                            numbers(values, "tailScale")[0],
                            numbers(values, "tailShape")[0]),
                    values.containsKey("spectrum") ? spectrum(values, dimension) : new double[0]);
        } catch (IOException | IllegalArgumentException e) {
            throw new DamagedModelPack(
                    manifest.text("calibration.file") + " is not a calibration (" + e.getMessage() + "). "
                            + Manifest.mend(),
                    e);
        }
    }

    private static double[] spectrum(Properties values, int dimension) {
        double[] spectrum = numbers(values, "spectrum");
        if (spectrum.length != dimension || !Arrays.stream(spectrum).allMatch(spread -> spread > 0 && spread <= 1)) {
            throw new IllegalArgumentException("the spectrum has " + dimension + " numbers above 0 and at most 1");
        }
        return spectrum;
    }

    private static double[] numbers(Properties values, String key) {
        String list = values.getProperty(key);
        if (list == null) {
            throw new IllegalArgumentException("the key '" + key + "' is missing");
        }
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
