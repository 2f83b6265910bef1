package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.facelane.face.Box;
import org.facelane.face.Image;
import org.junit.jupiter.api.Test;

class FaceLightTest {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 200;
    private static final Box FACE = new Box(150, 50, 100, 100);

    /// Behind a print held up lies a room that the screen's light does not reach; only the paper counts.
    @Test
    void looksOnlyAtWhatIsBesideTheFace() {
        assertThat(redness(-1, -1)).isCloseTo(0, within(1e-9));
        assertThat(redness(0, 50)).as("far away").isCloseTo(0, within(1e-9));
        assertThat(redness(60, 110)).as("beside the face").isLessThan(-0.1);
        assertThat(redness(190, 210)).as("the face").isGreaterThan(0.1);
    }

    @Test
    void cannotTell_withoutABackground() {
        assertThat(FaceLight.of(grey(-1, -1), new Box(0, 0, 400, 200))).isEmpty();
    }

    /// With columns from `from` to before `to` redder than the rest.
    private static double redness(int from, int to) {
        return FaceLight.of(grey(from, to), FACE).orElseThrow().redOverGreen();
    }

    private static Image grey(int from, int to) {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            boolean redder = i % WIDTH >= from && i % WIDTH < to;
            rgb[3 * i] = (byte) (redder ? 180 : 120);
            rgb[3 * i + 1] = 120;
            rgb[3 * i + 2] = 120;
        }
        return new Image(WIDTH, HEIGHT, rgb);
    }
}
