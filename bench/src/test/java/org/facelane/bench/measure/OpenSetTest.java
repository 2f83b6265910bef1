package org.facelane.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.face.Calibration;
import org.facelane.face.ModelVersion;
import org.facelane.face.Threshold;
import org.junit.jupiter.api.Test;

class OpenSetTest {
    /// Similarity 0.5 is a score of 20, 0.9 one of 40.
    private static final Calibration CALIBRATION =
            new Calibration(new double[] {-1, 0.5, 0.9}, new double[] {0, 20, 40}, 0.05, 0);

    @Test
    void countsMissesAndFalsePositives() {
        OpenSet set = new OpenSet(
                new PictureSet(
                        List.of(
                                new Sample("Ada", "1", new float[] {1, 0, 0}),
                                new Sample("Ada", "2", new float[] {0.95f, 0.312f, 0}),
                                new Sample("Ada", "3", new float[] {0, 0, 1}),
                                new Sample("Bo", "1", new float[] {0.8f, 0.6f, 0}),
                                new Sample("Cy", "1", new float[] {0, 1, 0}),
                                new Sample("Cy", "2", new float[] {0, 1, 0})),
                        0),
                new ModelVersion("test-1"),
                CALIBRATION);

        assertThat(set.enrolledCount()).isEqualTo(2);
        assertThat(set.at(Threshold.forFmr(1e-2))).isEqualTo(new OpenSet.Counts(1, 1, 3, 1));
        assertThat(set.at(Threshold.forFmr(1e-4))).isEqualTo(new OpenSet.Counts(1, 0, 3, 1));
    }
}
