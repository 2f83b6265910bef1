package org.facelane.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final ModelVersion MODEL = new ModelVersion("test-1f00c0ffee12");
    private final Rotation rotation = Rotation.of(new byte[Rotation.SECRET_BYTES], 192);
    private final Template template = template(new Random(1));

    @Test
    void comesBackFromItsBytes() {
        Template back = Template.fromBytes(template.toBytes());
        assertThat(back.rotated().model()).isEqualTo(MODEL);
        assertThat(back.rotated().rotation()).isEqualTo(rotation.fingerprint());
        assertThat(back.rotated().values()).isEqualTo(template.rotated().values());
        assertThat(back.toBytes()).isEqualTo(template.toBytes());
    }

    @Test
    void refuses_bytesThatAreNoTemplate() {
        assertRefused(new byte[0]);
        assertRefused("not a template at all".getBytes(StandardCharsets.US_ASCII));
        byte[] future = template.toBytes();
        future[2] = 2;
        assertThatThrownBy(() -> Template.fromBytes(future)).hasMessageContaining("version 2");
    }

    @Test
    void overwritten_hasNothingLeft() {
        Template used = template(new Random(2));
        used.overwrite();
        assertThat(used.rotated().values()).containsOnly(0);
    }

    @Test
    void refuses_everyTruncation() {
        byte[] bytes = template.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length));
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1));
        assertRefused(Arrays.copyOf(bytes, bytes.length + 4));
    }

    @Test
    void onlyRefuses_whateverTheBytes() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = template.toBytes();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                bytes[random.nextInt(random.nextBoolean() ? 45 : bytes.length)] = (byte) random.nextInt();
            }
            try {
                Template read = Template.fromBytes(bytes);
                for (float value : read.rotated().values()) {
                    assertThat(Float.isFinite(value)).as("seed %d", seed).isTrue();
                }
            } catch (IllegalArgumentException _) {
                // Refused, as it may be.
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void refuses_modelThatCannotBeWritten() {
        // Stored as ASCII: another letter would come back as a question mark, and nothing would match.
        assertThatThrownBy(() -> new ModelVersion("Modèle-1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ModelVersion("a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ModelVersion(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ModelVersion("x".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverShowsItsValues() {
        float[] values = template.rotated().values();
        Reference reference = new Reference(new ReferenceId(new UUID(1, 2)), template);
        Features features = Features.of(MODEL, values);
        Probe probe = Probe.of(features, rotation);
        Image image = new Image(1, 1, new byte[] {17, 19, 23});
        for (Object shown : new Object[] {template, reference, features, probe, template.rotated()}) {
            assertThat(shown.toString()).contains("test-1f00c0ffee12");
            for (float value : values) {
                assertThat(shown.toString()).doesNotContain(Float.toString(value));
            }
        }
        assertThat(image).hasToString("Image[1 × 1]");
    }

    private static void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> Template.fromBytes(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    private Template template(Random random) {
        float[] values = new float[192];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Template.of(Features.of(MODEL, values), rotation);
    }
}
