package org.facelane.face.challenge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Image;
import org.facelane.face.challenge.Injection.NothingSeen;
import org.facelane.face.challenge.Injection.Suspected;
import org.facelane.face.challenge.Injection.Trace;
import org.junit.jupiter.api.Test;

class InjectionTracesTest {
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    @Test
    void seesNothing_inWhatACameraSends() {
        InjectionTraces traces = new InjectionTraces(Optional.of("FaceTime HD Camera"));
        for (int i = 0; i < 10; i++) {
            traces.encoded(bytes("JFIF " + i));
            traces.picture(noise(64, 48));
        }
        assertThat(traces.verdict()).isEqualTo(new NothingSeen());
        assertThat(new InjectionTraces(Optional.empty()).verdict()).isEqualTo(new NothingSeen());
    }

    @Test
    void forgivesACameraThatRepeatsAPictureNowAndThen() {
        InjectionTraces traces = new InjectionTraces(Optional.empty());
        for (int i = 0; i < 12; i++) {
            traces.encoded(bytes("JFIF " + i / 4 * 4 + Math.min(i % 4, 2)));
        }
        assertThat(traces.verdict()).isEqualTo(new NothingSeen());
    }

    @Test
    void suspects_theSameFrameAgain() {
        InjectionTraces traces = new InjectionTraces(Optional.empty());
        for (int i = 0; i < 12; i++) {
            traces.encoded(bytes("JFIF " + i / 2));
        }
        assertThat(traces.verdict()).isEqualTo(new Suspected(Set.of(Trace.SAME_FRAME_AGAIN)));
    }

    @Test
    void suspects_picturesThatDifferInASpotOnly() {
        InjectionTraces traces = new InjectionTraces(Optional.empty());
        Image still = noise(64, 48);
        for (int i = 0; i < 6; i++) {
            traces.encoded(bytes("JFIF " + i));
            byte[] rgb = still.rgb().clone();
            rgb[3 * i] ^= 1;
            traces.picture(new Image(64, 48, rgb));
        }
        assertThat(traces.verdict()).isEqualTo(new Suspected(Set.of(Trace.NO_SENSOR_NOISE)));
    }

    @Test
    void suspects_sizesThatChange() {
        InjectionTraces traces = new InjectionTraces(Optional.empty());
        traces.picture(noise(64, 48));
        traces.picture(noise(48, 64));
        assertThat(traces.verdict()).isEqualTo(new Suspected(Set.of(Trace.SIZE_CHANGED)));
    }

    @Test
    void suspects_namesThatVirtualCamerasHave() {
        for (String name : List.of("OBS Virtual Camera", "ManyCam Video Source", "Dummy video device (0x0000)")) {
            assertThat(new InjectionTraces(Optional.of(name)).verdict())
                    .isEqualTo(new Suspected(Set.of(Trace.VIRTUAL_CAMERA_NAME)));
        }
    }

    @Test
    void suspects_aCamerasMakerOrAnEncoder() {
        assertThat(marked("Exif\0\0" + "MM\0*\0\0\0\10" + "\0\1" + "\1\17\0\2\0\0\0\6\0\0\0\32"))
                .isEqualTo(new Suspected(Set.of(Trace.FILE_MARKS)));
        assertThat(marked("Exif\0\0" + "II*\0\10\0\0\0" + "\1\0" + "\20\1\2\0\6\0\0\0\32\0\0\0"))
                .isEqualTo(new Suspected(Set.of(Trace.FILE_MARKS)));
        assertThat(marked("Lavc60.31.102")).isEqualTo(new Suspected(Set.of(Trace.FILE_MARKS)));
    }

    @Test
    void seesNothing_inTheExifThatSomeBrowsersWrite() {
        assertThat(marked("Exif\0\0" + "MM\0*\0\0\0\10" + "\0\1" + "\1\22\0\3\0\0\0\1\0\1\0\0"))
                .isEqualTo(new NothingSeen());
        assertThat(marked("Exif\0\0MM")).isEqualTo(new NothingSeen());
        assertThat(marked("Exif\0\0MM\0*\177\377\377\377")).isEqualTo(new NothingSeen());
    }

    private static Injection marked(String head) {
        InjectionTraces traces = new InjectionTraces(Optional.empty());
        traces.encoded(bytes("JFIF" + head));
        return traces.verdict();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private Image noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        return new Image(width, height, rgb);
    }
}
