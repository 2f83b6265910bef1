package org.facelane.face.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.junit.jupiter.api.Test;

class PlanesTest {
    private static final Box WHOLE = new Box(0, 0, 60, 40);
    private final Image ramp = Pictures.ramp(60, 40);

    @Test
    void copies_sameSize() {
        float[] planes = crop(new Planes(Channels.RGB, 60, 40, 0, 1), ramp, WHOLE);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 60; x++) {
                assertThat(planes[y * 60 + x]).isEqualTo(ramp.red(x, y));
                assertThat(planes[2400 + y * 60 + x]).isEqualTo(ramp.green(x, y));
                assertThat(planes[4800 + y * 60 + x]).isEqualTo(ramp.blue(x, y));
            }
        }
    }

    @Test
    void normalisesAndOrders() {
        Planes planes = new Planes(Channels.BGR, 60, 40, 127, 128);
        float[] values = crop(planes, ramp, WHOLE);
        assertThat(values[5]).isCloseTo((ramp.blue(5, 0) - 127) / 128f, within(1e-6f));
        assertThat(values[4805]).isCloseTo((ramp.red(5, 0) - 127) / 128f, within(1e-6f));
        float[] grey = crop(new Planes(Channels.GREY, 60, 40, 0, 256), ramp, WHOLE);
        assertThat(grey).hasSize(2400);
        assertThat(grey[7 * 60 + 9]).isCloseTo((float) (ramp.luma(9, 7) / 256), within(1e-5f));
    }

    @Test
    void shrinkingAveragesEveryPixel() {
        Random random = new Random(7);
        Image noise = Pictures.noise(61, 47, random);
        Planes planes = new Planes(Channels.RGB, 8, 5, 0, 1);
        float[] values = crop(planes, noise, new Box(0, 0, 61, 47));
        double mean = 0;
        for (byte value : noise.rgb()) {
            mean += value & 0xff;
        }
        double shrunk = 0;
        for (float value : values) {
            shrunk += value;
        }
        assertThat(shrunk / values.length).isCloseTo(mean / noise.rgb().length, within(1e-3));
    }

    @Test
    void evenRampStaysEven_anyScale() {
        for (int width : new int[] {7, 20, 59, 61, 100, 333}) {
            Planes planes = new Planes(Channels.RGB, width, 11, 0, 1);
            Box box = new Box(10.25, 8.5, 30.5, 20);
            float[] cropped = crop(planes, ramp, box);
            float[] warped = warp(planes, ramp, Warp.cropping(box, width, 11));
            for (int u = 0; u < width; u++) {
                double expected = 2 * (box.x() + (u + 0.5) * box.width() / width - 0.5);
                assertThat(cropped[5 * width + u])
                        .as("crop to %d, column %d", width, u)
                        .isCloseTo((float) expected, within(0.6f));
                assertThat(warped[5 * width + u])
                        .as("warp to %d, column %d", width, u)
                        .isCloseTo((float) expected, within(1e-2f));
            }
        }
    }

    @Test
    void blackBeyondTheEdge() {
        Image white = Pictures.plain(10, 10, 255, 255, 255);
        Planes planes = new Planes(Channels.GREY, 30, 30, 0, 255);
        Box box = new Box(-10, -10, 30, 30);
        for (float[] values :
                new float[][] {crop(planes, white, box), warp(planes, white, Warp.cropping(box, 30, 30))}) {
            for (int v = 0; v < 30; v++) {
                for (int u = 0; u < 30; u++) {
                    boolean inside = u >= 10 && u < 20 && v >= 10 && v < 20;
                    assertThat(values[v * 30 + u]).isCloseTo(inside ? 1 : 0, within(1e-6f));
                }
            }
        }
        assertThat(crop(planes, white, new Box(100, 100, 5, 5))).containsOnly(0);
        assertThat(warp(planes, white, Warp.cropping(new Box(100, 100, 500, 500), 30, 30)))
                .containsOnly(0);
    }

    @Test
    void warpTurns() {
        // A quarter turn: the target's right is the source's bottom.
        Warp turn = new Warp(0, 1, 0, 1, 0, 0);
        float[] values = warp(new Planes(Channels.RGB, 40, 60, 0, 1), ramp, turn);
        assertThat(values[3 * 40 + 8]).isEqualTo(ramp.red(3, 8));
        assertThat(values[2400 + 3 * 40 + 8]).isEqualTo(ramp.green(3, 8));
    }

    @Test
    void mirrors() {
        Planes planes = new Planes(Channels.BGR, 33, 12, 127, 128);
        Image noise = Pictures.noise(50, 50, new Random(3));
        Warp warp = new Warp(1.1, 0.3, 2, -0.3, 1.1, 9);
        FloatBuffer buffer = FloatBuffer.allocate(planes.floatCount());
        planes.warp(noise, warp, buffer);
        planes.mirror(buffer);
        float[] mirrored = warp(planes, noise, warp.mirrored(33));
        for (int i = 0; i < mirrored.length; i++) {
            assertThat(buffer.get(i)).isCloseTo(mirrored[i], within(1e-4f));
        }
        Image back = Resize.mirrored(Resize.mirrored(noise));
        assertThat(back.rgb()).isEqualTo(noise.rgb());
        assertThat(Resize.mirrored(noise).red(0, 4)).isEqualTo(noise.red(49, 4));
    }

    @Test
    void fillsDirectBuffers_fromTheStart() {
        Planes planes = new Planes(Channels.RGB, 60, 40, 0, 1);
        FloatBuffer direct = ByteBuffer.allocateDirect(4 * planes.floatCount())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        direct.position(5);
        planes.crop(ramp, WHOLE, direct);
        assertThat(direct.get(7)).isEqualTo(14);
        assertThat(direct.position()).isEqualTo(5);
    }

    @Test
    void refuses_bufferTooSmall() {
        Planes planes = new Planes(Channels.RGB, 60, 40, 0, 1);
        assertThatThrownBy(() -> planes.crop(ramp, WHOLE, FloatBuffer.allocate(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7200");
    }

    @Test
    void resizesWithin() {
        Image image = Pictures.plain(400, 101, 10, 20, 30);
        Image small = Resize.within(image, 100);
        assertThat(small.width()).isEqualTo(100);
        assertThat(small.height()).isEqualTo(25);
        assertThat(small.green(99, 24)).isEqualTo(20);
        assertThat(Resize.within(small, 100)).isSameAs(small);
        Image thin = Resize.within(Pictures.plain(4000, 1, 10, 20, 30), 100);
        assertThat(thin.height()).isEqualTo(1);
    }

    @Test
    void alignsPoints() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            double angle = random.nextDouble(-Math.PI, Math.PI);
            double scale = random.nextDouble(0.1, 5);
            Warp forward = new Warp(
                    scale * Math.cos(angle),
                    -scale * Math.sin(angle),
                    random.nextDouble(-50, 50),
                    scale * Math.sin(angle),
                    scale * Math.cos(angle),
                    random.nextDouble(-50, 50));
            List<Point> from = Stream.generate(() -> new Point(random.nextDouble(100), random.nextDouble(100)))
                    .limit(5)
                    .toList();
            List<Point> onto = from.stream().map(forward::source).toList();
            Warp found = Warp.aligning(from, onto);
            assertThat(found.reduction()).isCloseTo(1 / scale, within(1e-6));
            for (int i = 0; i < 5; i++) {
                Point back = found.source(onto.get(i));
                assertThat(back.distanceTo(from.get(i))).isLessThan(1e-6);
            }
        }
    }

    @Test
    void refuses_pointsAllTheSame() {
        List<Point> same = List.of(new Point(1, 1), new Point(1, 1));
        assertThatThrownBy(() -> Warp.aligning(same, same)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] crop(Planes planes, Image image, Box box) {
        float[] values = new float[planes.floatCount()];
        planes.crop(image, box, FloatBuffer.wrap(values));
        return values;
    }

    private static float[] warp(Planes planes, Image image, Warp warp) {
        float[] values = new float[planes.floatCount()];
        planes.warp(image, warp, FloatBuffer.wrap(values));
        return values;
    }
}
