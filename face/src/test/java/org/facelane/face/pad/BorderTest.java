package org.facelane.face.pad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.junit.jupiter.api.Test;

class BorderTest {
    private static final Face FACE = Drawings.face(300, 260, 50);

    private static double framed(Image image, Face face) {
        return Border.of(Surroundings.of(image, face)).framed();
    }

    /// A sheet that reaches from 170 to 430 and from 120 to 460, a little askew.
    private static Image sheet(int left, int top) {
        return Drawings.grey(
                640,
                560,
                (x, y) -> Math.abs(x - left - 300 - 0.04 * y) < 130 && Math.abs(y - top - 290 + 0.04 * x) < 170
                        ? 170
                        : 90);
    }

    @Test
    void isHigh_forASheetAroundTheFace() {
        assertThat(framed(sheet(0, 0), FACE)).isGreaterThan(0.6);
    }

    @Test
    void isLow_withoutAnything() {
        assertThat(framed(Drawings.grey(640, 560, (x, y) -> 90 + x / 8), FACE)).isLessThan(0.2);
    }

    @Test
    void isLow_forARoundHead() {
        Image head = Drawings.grey(640, 560, (x, y) -> Math.hypot((x - 300) / 90, (y - 290) / 130) < 1 ? 160 : 90);
        assertThat(framed(head, FACE)).isLessThan(0.35);
    }

    @Test
    void isLow_forOneDoorFrame() {
        Image door = Drawings.grey(640, 560, (x, y) -> x < 180 ? 160 : 90);
        assertThat(framed(door, FACE)).isLessThan(0.35);
    }

    @Test
    void fades_whenTheEdgesDoNotGoWithTheFace() {
        Image background = sheet(0, 0);
        List<Border> moving = List.of(
                Border.of(Surroundings.of(background, Drawings.face(270, 250, 50))),
                Border.of(Surroundings.of(background, Drawings.face(300, 270, 50))),
                Border.of(Surroundings.of(background, Drawings.face(330, 290, 50))));
        List<Border> held = List.of(
                Border.of(Surroundings.of(sheet(-30, -10), Drawings.face(270, 250, 50))),
                Border.of(Surroundings.of(sheet(0, 10), Drawings.face(300, 270, 50))),
                Border.of(Surroundings.of(sheet(30, 30), Drawings.face(330, 290, 50))));

        assertThat(Border.mean(moving).framed())
                .isLessThan(0.6 * Border.mean(held).framed());
    }

    @Test
    void isLow_whereTheFrameEnds() {
        assertThat(framed(Drawings.grey(200, 200, (x, y) -> 120), Drawings.face(100, 90, 50)))
                .isLessThan(0.2);
    }
}
