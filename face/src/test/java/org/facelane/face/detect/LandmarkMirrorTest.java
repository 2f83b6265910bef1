package org.facelane.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.facelane.face.Landmarks;
import org.junit.jupiter.api.Test;

class LandmarkMirrorTest {
    @Test
    void mirroredTwice_isTheSamePoint() {
        for (int i = 0; i < Landmarks.COUNT; i++) {
            assertThat(LandmarkFinder.mirror(LandmarkFinder.mirror(i))).isEqualTo(i);
        }
    }

    @Test
    void mirrored_isTheOtherSidesPoint() {
        assertThat(LandmarkFinder.mirror(0)).isEqualTo(16);
        assertThat(LandmarkFinder.mirror(17)).isEqualTo(26);
        assertThat(LandmarkFinder.mirror(30)).isEqualTo(30);
        assertThat(LandmarkFinder.mirror(31)).isEqualTo(35);
        assertThat(LandmarkFinder.mirror(36)).isEqualTo(45);
        assertThat(LandmarkFinder.mirror(48)).isEqualTo(54);
        assertThat(LandmarkFinder.mirror(57)).isEqualTo(57);
        assertThat(LandmarkFinder.mirror(60)).isEqualTo(64);
    }
}
