package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.venue.Event;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    @TempDir
    private Path folder;

    @Test
    void isDrawnOnce_andReadableByItsOwnerOnly() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("master.key");
        byte[] wrapped = MasterKey.open(file).wrap(new byte[] {1, 2, 3}, new byte[] {9});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.open(file).unwrap(wrapped, new byte[] {9})).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> MasterKey.open(file).unwrap(wrapped, new byte[] {8}))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void refusesAFile_thatOthersMayRead() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.open(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> MasterKey.open(file))
                .isInstanceOf(MasterKey.Unusable.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAFile_thatIsDamaged() throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.open(file);
        String whole = Files.readString(file, UTF_8);
        for (String damaged : new String[] {"", "{}", whole.substring(0, whole.length() / 2), "not a key"}) {
            Files.writeString(file, damaged, UTF_8);
            assertThatThrownBy(() -> MasterKey.open(file))
                    .isInstanceOf(MasterKey.Unusable.class)
                    .hasMessageContaining("backup");
        }
    }

    @Test
    void opensNoEvent_thatAnotherKeyWrapped() {
        try (TestDatabase test = TestDatabase.fresh()) {
            Event event = Guests.event(test);
            MasterKey other = MasterKey.open(folder.resolve("other.key"));
            assertThatThrownBy(() -> test.database().read(tx -> EventKeyStore.find(tx, event.id(), other)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("key file");
        }
    }

    @Test
    void bindsATemplate_toItsReferenceAndEvent() {
        try (TestDatabase test = TestDatabase.fresh()) {
            EventKeys keys = keys(test, Guests.event(test));
            EventKeys others = keys(test, Guests.event(test));
            ReferenceId id = new ReferenceId(UUID.randomUUID());
            Template template = Template.of(Guests.features(1), keys.rotation(192));
            byte[] sealed = keys.seal(template, id);
            assertThat(keys.open(sealed, id).toBytes()).isEqualTo(template.toBytes());
            assertThat(sealed.length).isLessThan(template.toBytes().length + 40);
            assertThatThrownBy(() -> keys.open(sealed, new ReferenceId(UUID.randomUUID())))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> others.open(sealed, id)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static EventKeys keys(TestDatabase test, Event event) {
        return test.database()
                .read(tx -> EventKeyStore.find(tx, event.id(), test.master()))
                .orElseThrow();
    }
}
