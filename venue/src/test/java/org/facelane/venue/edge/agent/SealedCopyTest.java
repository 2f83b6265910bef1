package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedCopyTest {
    private static final UUID ID = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("copy");
    }

    /// Whatever of the new record had come to the disk by then.
    @Test
    void hasTheOldRecordOrTheNew_wherePowerFailsWhileOneTakesThePlaceOfTheOther() throws IOException {
        byte[] old = filled(40, 1);
        byte[] fresh = filled(50, 2);
        write(Map.of(ID, Optional.of(old)), 1);
        byte[] before = Files.readAllBytes(file);
        write(Map.of(ID, Optional.of(fresh)), 2);
        byte[] after = Files.readAllBytes(file);
        int recordBytes = after.length - 9 - before.length;

        for (int come = 0; come <= recordBytes; come++) {
            byte[] torn = Arrays.copyOf(before, before.length + come);
            System.arraycopy(after, before.length, torn, before.length, come);
            Files.write(file, torn);
            assertThat(read()).as(come + " bytes").containsOnlyKeys(ID);
            assertThat(read().get(ID)).as(come + " bytes").isEqualTo(come < recordBytes ? old : fresh);
        }
        assertThat(holds(old))
                .as("the old one is overwritten once the new one stands")
                .isFalse();
    }

    @Test
    void overwritesWhatIsErased_andWhatIsReplaced() throws IOException {
        byte[] erased = filled(40, 1);
        byte[] replaced = filled(40, 2);
        write(Map.of(ID, Optional.of(erased), OTHER, Optional.of(replaced)), 1);
        assertThat(holds(erased)).isTrue();
        assertThat(holds(replaced)).isTrue();
        write(Map.of(ID, Optional.empty(), OTHER, Optional.of(filled(40, 3))), 2);
        assertThat(holds(erased)).isFalse();
        assertThat(holds(replaced)).isFalse();
        assertThat(read()).containsOnlyKeys(OTHER);
    }

    private void write(Map<UUID, Optional<byte[]>> records, long version) {
        try (SealedCopy copy = SealedCopy.open(file)) {
            copy.apply(records, version);
        }
    }

    private Map<UUID, byte[]> read() {
        Map<UUID, byte[]> records = new HashMap<>();
        try (SealedCopy copy = SealedCopy.open(file)) {
            assertThat(copy.each((id, bytes) -> records.put(id, bytes) == null)).isTrue();
        }
        return records;
    }

    private boolean holds(byte[] bytes) throws IOException {
        byte[] disk = Files.readAllBytes(file);
        for (int at = 0; at + bytes.length <= disk.length; at++) {
            if (Arrays.equals(disk, at, at + bytes.length, bytes, 0, bytes.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
