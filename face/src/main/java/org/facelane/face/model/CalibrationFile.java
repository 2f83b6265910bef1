package org.facelane.face.model;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.facelane.face.Calibration;

/// Reads a pack's `calibration.properties`: `similarities` and `scores` as lists with commas, `tailScale`, `tailShape`.
final class CalibrationFile {
    private CalibrationFile() {}

    static Calibration read(Manifest manifest, byte[] bytes) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            return new Calibration(
                    numbers(values, "similarities"),
                    numbers(values, "scores"),
                    numbers(values, "tailScale")[0],
                    numbers(values, "tailShape")[0]);
        } catch (IOException | IllegalArgumentException e) {
            throw new DamagedModelPack(
                    manifest.text("calibration.file") + " is not a calibration (" + e.getMessage() + "). "
                            + Manifest.mend(),
                    e);
        }
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
