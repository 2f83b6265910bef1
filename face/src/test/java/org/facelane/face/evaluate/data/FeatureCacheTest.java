package org.facelane.face.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.facelane.face.evaluate.data.Look.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeatureCacheTest {
    private static final Look SEEN = new Look("ACQUIRED", new Outcome.Seen(new float[] {0.6f, 0.8f}, 71.5, 0.715));

    @TempDir
    private Path folder;

    @Test
    void whatWasDoneIsKnownAgain() {
        try (FeatureCache cache = FeatureCache.open(folder, "pack-1")) {
            cache.put("aa", SEEN);
            cache.put("bb", new Look("NO_FACE", new Outcome.NoFace()));
            cache.put("cc", new Look("DAMAGED", new Outcome.NotDecoded()));
        }
        try (FeatureCache cache = FeatureCache.open(folder, "pack-1")) {
            assertThat(seen(cache, "aa").features()).containsExactly(0.6f, 0.8f);
            assertThat(seen(cache, "aa").quality()).isEqualTo(71.5);
            assertThat(cache.get("bb").orElseThrow().outcome()).isEqualTo(new Outcome.NoFace());
            assertThat(cache.get("cc").orElseThrow().enrolment()).isEqualTo("DAMAGED");
            assertThat(cache.get("dd")).isEmpty();
        }
    }

    @Test
    void anEntryThatWasCutOffIsDoneAgain() throws IOException {
        Path file = folder.resolve("features-pack.cache");
        try (FeatureCache cache = FeatureCache.open(folder, "pack")) {
            cache.put("aa", SEEN);
            cache.put("bb", SEEN);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (FeatureCache cache = FeatureCache.open(folder, "pack")) {
                assertThat(cache.get("bb")).as("cut to %d", length).isEmpty();
                cache.put("bb", SEEN);
            }
            try (FeatureCache cache = FeatureCache.open(folder, "pack")) {
                assertThat(cache.get("bb")).as("cut to %d", length).isPresent();
            }
        }
    }

    @Test
    void anotherPackHasNothing() {
        try (FeatureCache cache = FeatureCache.open(folder, "one")) {
            cache.put("aa", SEEN);
        }
        try (FeatureCache cache = FeatureCache.open(folder, "two")) {
            assertThat(cache.get("aa")).isEmpty();
        }
    }

    @Test
    void onlyItsOwnerReadsItAndItCanBeRemoved() throws IOException {
        FeatureCache cache = FeatureCache.open(folder, "pack");
        cache.put("aa", SEEN);
        List<Path> files = DataSet.listed(folder);
        assertThat(Files.getPosixFilePermissions(files.getFirst()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        cache.delete();
        assertThat(DataSet.listed(folder)).isEmpty();
    }

    private static Outcome.Seen seen(FeatureCache cache, String sha256) {
        return (Outcome.Seen) cache.get(sha256).orElseThrow().outcome();
    }
}
