package org.facelane.venue.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameBundleTest {
    @Test
    void readsFramesInTheOrderInWhichTheyStand() {
        byte[] body = bundle(new byte[] {1, 2, 3}, new byte[0]);
        assertThat(FrameBundle.read(body)).hasValueSatisfying(frames -> {
            assertThat(frames).hasSize(2);
            assertThat(frames.get(0).encoded()).containsExactly(1, 2, 3);
            assertThat(frames.get(0).at()).isEqualTo(Duration.ofMillis(1_000));
            assertThat(frames.get(1).step()).isEqualTo(1);
        });
        assertThat(FrameBundle.read(new byte[0]))
                .hasValueSatisfying(frames -> assertThat(frames).isEmpty());
    }

    @Test
    void isNoBundle_cutOffAnywhere() {
        byte[] body = bundle(new byte[] {1, 2, 3});
        for (int length = 1; length < body.length; length++) {
            assertThat(FrameBundle.read(Arrays.copyOf(body, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void isNoBundle_lengthBelowNothing() {
        assertThat(FrameBundle.read(ByteBuffer.allocate(9)
                        .put((byte) 0)
                        .putInt(0)
                        .putInt(-1)
                        .array()))
                .isEmpty();
    }

    @Test
    void isNoBundle_tooManyFrames() {
        byte[][] frames = new byte[FrameBundle.FRAMES_MAX][1];
        assertThat(FrameBundle.read(bundle(frames))).isPresent();
        assertThat(FrameBundle.read(bundle(new byte[FrameBundle.FRAMES_MAX + 1][1])))
                .isEmpty();
    }

    static byte[] bundle(byte[]... pictures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < pictures.length; i++) {
            out.writeBytes(ByteBuffer.allocate(9)
                    .put((byte) Math.min(i, 100))
                    .putInt(1_000)
                    .putInt(pictures[i].length)
                    .array());
            out.writeBytes(pictures[i]);
        }
        return out.toByteArray();
    }
}
