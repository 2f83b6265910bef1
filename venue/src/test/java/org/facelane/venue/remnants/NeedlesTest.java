package org.facelane.venue.remnants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.facelane.venue.remnants.Needles.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The search finds every form, at every place, and nothing where nothing is.
class NeedlesTest {
    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final Needles needles = new Needles(noise(900), values(), values());

    @Test
    void findsEveryForm() {
        byte[] planted = needles.planted();
        assertThat(needles.in(planted, planted.length)).containsExactlyInAnyOrder(Form.values());
    }

    @Test
    void findsNothing_inNoise() {
        assertThat(needles.in(noise(1 << 20), 1 << 20)).as("seed " + SEED).isEmpty();
    }

    @Test
    void findsAcrossTheSeamsOfPieces() throws IOException {
        byte[] planted = needles.planted();
        for (int at : new int[] {0, (8 << 20) - 40, (8 << 20) - 5, (16 << 20) - (1 << 18) - 1}) {
            byte[] file = new byte[at + planted.length];
            System.arraycopy(planted, 0, file, at, planted.length);
            Files.write(folder.resolve("leak"), file);
            Map<Form, Set<String>> found = new Haystack(needles).files(folder);
            assertThat(found.keySet()).as("at " + at).containsExactlyInAnyOrder(Form.values());
            assertThat(found.get(Form.SEALED)).containsExactly("leak");
        }
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private float[] values() {
        float[] values = new float[192];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
