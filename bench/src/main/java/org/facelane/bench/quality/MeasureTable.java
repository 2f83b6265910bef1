package org.facelane.bench.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.model.ModelPack;
import org.facelane.face.quality.Quality;

/// How each measure is distributed, and what spoiling does to it.
final class MeasureTable {
    private static final double[] PERCENTILES = {0, 1, 5, 50, 95, 99, 100};

    private MeasureTable() {}

    /// The pack's similarities at FMR 1e-4 and 1e-5.
    static double[] similarities(ModelPack pack) {
        Calibration calibration =
                pack.calibration().orElseThrow(() -> new IllegalArgumentException("the pack has no calibration"));
        return new double[] {
            reaching(calibration, Threshold.forFmr(1e-4)), reaching(calibration, Threshold.forFmr(1e-5))
        };
    }

    private static double reaching(Calibration calibration, Threshold threshold) {
        double similarity = -1;
        while (!threshold.reachedBy(calibration.score(similarity))) {
            similarity += 1e-4;
        }
        return similarity;
    }

    static void print(String set, List<MeasuredPicture> pictures) {
        List<Quality> plain = pictures.stream()
                .filter(MeasuredPicture::isPlain)
                .map(MeasuredPicture::quality)
                .toList();
        QualityReport.print("%s, %d pictures: percentiles %s", set, plain.size(), Arrays.toString(PERCENTILES));
        raw().forEach((name, value) -> QualityReport.print("  %-24s %s", name, percentiles(plain, value)));
        QualityReport.print("  %-24s %s", "unified", percentiles(plain, Quality::unified));
        Map<String, Integer> worst = new HashMap<>();
        plain.forEach(quality -> worst.merge(quality.worst().getClass().getSimpleName(), 1, Integer::sum));
        QualityReport.print("  worst: %s", worst);
    }

    /// Which share of spoilt pictures each measure shows, at the value below which 1 % of the plain ones lie.
    static void spoilt(List<MeasuredPicture> lfw, List<MeasuredPicture> london) {
        QualityReport.print(
                "%nSpoilt copies below the value of 1 %% of the plain LFW pictures (London pictures below it)");
        int count = lfw.getFirst().quality().measures().size();
        for (Degradation degradation : Degradation.values()) {
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int measure = i;
                ToDoubleFunction<MeasuredPicture> value =
                        picture -> picture.quality().measures().get(measure).mapped();
                double limit = percentile(
                        lfw.stream()
                                .filter(MeasuredPicture::isPlain)
                                .mapToDouble(value)
                                .sorted()
                                .toArray(),
                        1);
                shown.add(String.format(
                        Locale.ROOT,
                        "%s %.0f (%.0f)",
                        lfw.getFirst().quality().measures().get(i).getClass().getSimpleName(),
                        100 * below(lfw, degradation, value, limit),
                        100 * below(london, degradation, value, limit)));
            }
            QualityReport.print(
                    "  %-14s unified below 80: %.0f (%.0f), below 50: %.0f (%.0f), %s %%",
                    degradation,
                    100 * below(lfw, degradation, MeasureTable::unified, 80),
                    100 * below(london, degradation, MeasureTable::unified, 80),
                    100 * below(lfw, degradation, MeasureTable::unified, 50),
                    100 * below(london, degradation, MeasureTable::unified, 50),
                    String.join(", ", shown));
        }
    }

    private static double unified(MeasuredPicture picture) {
        return picture.quality().unified();
    }

    private static double below(
            List<MeasuredPicture> pictures,
            Degradation degradation,
            ToDoubleFunction<MeasuredPicture> value,
            double limit) {
        return pictures.stream()
                .filter(picture -> picture.degradation() == degradation)
                .mapToDouble(picture -> value.applyAsDouble(picture) < limit ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static Map<String, ToDoubleFunction<Quality>> raw() {
        Map<String, ToDoubleFunction<Quality>> raw = new LinkedHashMap<>();
        raw.put("eye distance, px", quality -> quality.eyeDistance().pixels());
        raw.put("margin", quality -> quality.margins().margin());
        raw.put("brightness", quality -> quality.brightness().mean());
        raw.put("under-exposed share", quality -> quality.underExposure().share());
        raw.put("over-exposed share", quality -> quality.overExposure().share());
        raw.put("entropy, bits", quality -> quality.dynamicRange().entropy());
        raw.put(
                "darker / lighter side",
                quality -> quality.illuminationUniformity().ratio());
        raw.put("yaw, degrees", quality -> quality.headPose().yaw());
        raw.put("pitch, degrees", quality -> quality.headPose().pitch());
        raw.put("roll, degrees", quality -> quality.headPose().roll());
        raw.put("sharpness", quality -> quality.sharpness().detail());
        raw.put("detail of least region", quality -> quality.faceOcclusion().detail());
        raw.put("eye aperture", quality -> quality.eyesOpen().aperture());
        raw.put("lip gap", quality -> quality.mouthClosed().gap());
        raw.put("mouth width", quality -> quality.mouthWidth().width());
        raw.put("background", quality -> quality.background().orElseThrow().unevenness());
        return raw;
    }

    private static String percentiles(List<Quality> qualities, ToDoubleFunction<Quality> value) {
        double[] sorted = qualities.stream().mapToDouble(value).sorted().toArray();
        List<String> found = new ArrayList<>();
        for (double share : PERCENTILES) {
            found.add(String.format(Locale.ROOT, "%.3f", percentile(sorted, share)));
        }
        return String.join(" ", found);
    }

    private static double percentile(double[] sorted, double percent) {
        return sorted[(int) Math.round(percent / 100 * (sorted.length - 1))];
    }
}
