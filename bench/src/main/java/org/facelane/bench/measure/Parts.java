package org.facelane.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.face.model.EmbedderModel;

/// The joined features of a pack without a projection, taken apart again and put together in other ways.
///
/// @param starts where each embedder's numbers begin, and after the last where they end
public record Parts(int[] starts) {
    public static Parts of(List<EmbedderModel> models) {
        int[] starts = new int[models.size() + 1];
        for (int i = 0; i < models.size(); i++) {
            starts[i + 1] = starts[i] + models.get(i).featureCount();
        }
        return new Parts(starts);
    }

    /// Each embedder's unit vector times the root of its weight, side by side, of unit length.
    ///
    /// @param weights one for each embedder; 0 leaves it out
    public List<Sample> joined(List<Sample> samples, double... weights) {
        return samples.parallelStream()
                .map(sample -> {
                    float[] joined = new float
                            [IntStream.range(0, weights.length)
                                    .filter(i -> weights[i] > 0)
                                    .map(i -> starts[i + 1] - starts[i])
                                    .sum()];
                    int at = 0;
                    for (int i = 0; i < weights.length; i++) {
                        double factor = Math.sqrt(weights[i]) / length(sample.features(), starts[i], starts[i + 1]);
                        for (int k = starts[i]; weights[i] > 0 && k < starts[i + 1]; k++) {
                            joined[at++] = (float) (factor * sample.features()[k]);
                        }
                    }
                    return unit(sample, joined);
                })
                .toList();
    }

    /// The samples less the mean of `learned`.
    public static List<Sample> centred(List<Sample> samples, List<Sample> learned) {
        double[] mean = mean(learned);
        return samples.stream()
                .map(sample -> unit(sample, less(sample.features(), mean)))
                .toList();
    }

    /// How each sample differs from the mean of its person; people with one sample are left out.
    public static List<Sample> withinPeople(List<Sample> samples) {
        List<Sample> differences = new ArrayList<>();
        samples.stream().map(Sample::person).distinct().forEach(person -> {
            List<Sample> own =
                    samples.stream().filter(s -> s.person().equals(person)).toList();
            double[] mean = mean(own);
            if (own.size() > 1) {
                own.forEach(s -> differences.add(new Sample(person, s.file(), less(s.features(), mean))));
            }
        });
        return differences;
    }

    public static Sample unit(Sample sample, float[] values) {
        double length = length(values, 0, values.length);
        float[] unit = new float[values.length];
        for (int k = 0; k < unit.length; k++) {
            unit[k] = (float) (values[k] / length);
        }
        return new Sample(sample.person(), sample.file(), unit);
    }

    private static double[] mean(List<Sample> samples) {
        double[] mean = new double[samples.getFirst().features().length];
        for (Sample sample : samples) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += sample.features()[k] / samples.size();
            }
        }
        return mean;
    }

    private static float[] less(float[] values, double[] mean) {
        float[] less = new float[values.length];
        for (int k = 0; k < less.length; k++) {
            less[k] = (float) (values[k] - mean[k]);
        }
        return less;
    }

    private static double length(float[] values, int from, int to) {
        double squares = 0;
        for (int k = from; k < to; k++) {
            squares += (double) values[k] * values[k];
        }
        return Math.sqrt(squares);
    }
}
