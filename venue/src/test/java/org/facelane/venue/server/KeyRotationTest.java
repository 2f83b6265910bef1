package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Mode;
import org.facelane.venue.enrol.EventOpening;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.server.KeyRotation.Retirement;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.InstallationKeyStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to events, servers and backups when the master key is replaced, lost or restored.
class KeyRotationTest {
    @TempDir
    Path folder;

    private TestDatabase test;
    private Path file;
    private MasterKey running;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        file = folder.resolve("master.key");
        running = MasterKey.open(file);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aRunningServerGoesOn_whileTheKeyIsReplacedAndRetired() {
        Event event = opened();
        ReferenceId id = new ReferenceId(UUID.randomUUID());
        EventKeys before = keys(event, running);
        byte[] sealed = before.seal(Template.of(Guests.features(1), before.rotation(192)), id);
        VerifyingKey signing = signing(running);

        KeyRotation rotation = new KeyRotation(test.database(), MasterKey.open(file));
        assertThat(rotation.rotate(Guests.NOW)).isEqualTo(1);
        assertThat(keys(event, running).open(sealed, id)).isNotNull();
        Event later = opened();
        assertThat(rotation.retire(Guests.NOW)).isEqualTo(new Retirement.Retired(1));

        assertThat(keys(event, running).open(sealed, id)).isNotNull();
        assertThat(keys(event, running).signing().verifyingKey())
                .isEqualTo(before.signing().verifyingKey());
        assertThat(keys(event, running).passKey()).isEqualTo(before.passKey());
        assertThat(keys(event, running).rotation(192).fingerprint())
                .isEqualTo(before.rotation(192).fingerprint());
        assertThat(keys(later, running)).isNotNull();
        assertThat(signing(running)).isEqualTo(signing);
        assertThat(running.count()).isEqualTo(1);
    }

    @Test
    void eventsOpenedMeanwhile_areLostToNobody() throws Exception {
        KeyRotation rotation = new KeyRotation(test.database(), MasterKey.open(file));
        CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20; i++) {
                opened();
            }
        });
        for (int i = 0; i < 5; i++) {
            rotation.rotate(Guests.NOW);
            rotation.retire(Guests.NOW);
        }
        opening.get();
        rotation.rotate(Guests.NOW);
        assertThat(rotation.retire(Guests.NOW)).isInstanceOf(Retirement.Retired.class);
        MasterKey fresh = MasterKey.open(file);
        List<EventId> events = test.database().read(tx -> EventStore.list(tx, Guests.NOW)).stream()
                .map(Event::id)
                .toList();
        assertThat(events).hasSize(20);
        for (EventId event : events) {
            Optional<EventKeys> keys = test.database().read(tx -> EventKeyStore.find(tx, event, fresh));
            assertThat(keys).isPresent();
        }
    }

    @Test
    void retiresNothing_thatIsStillNeeded() {
        Event event = opened();
        MasterKey.open(file).promote();
        assertThat(new KeyRotation(test.database(), running).retire(Guests.NOW))
                .isEqualTo(new Retirement.StillNeeded(List.of(event.id())));
        assertThat(keys(event, running)).isNotNull();
    }

    @Test
    void preparedKey_isUsedOnlyWhenRotated() {
        Event event = opened();
        assertThat(running.prepare()).isTrue();
        assertThat(running.prepare()).isFalse();
        List<EventId> older = test.database().transact(tx -> EventKeyStore.wrappedByOlder(tx, running));
        assertThat(older).isEmpty();
        assertThat(new KeyRotation(test.database(), running).rotate(Guests.NOW)).isEqualTo(1);
        assertThat(running.count()).isEqualTo(2);
        assertThat(keys(event, running)).isNotNull();
    }

    @Test
    void aDatabaseWithoutItsMasterKey_opensNothing_andWithItEverything() throws IOException {
        Event event = opened();
        VerifyingKey signing = signing(running);
        Path backup = Files.copy(file, folder.resolve("backup.key"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.delete(file);

        MasterKey drawnAnew = MasterKey.open(file);
        assertThatThrownBy(() -> keys(event, drawnAnew))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("key file");
        assertThatThrownBy(() -> signing(drawnAnew)).hasMessageContaining("key file");

        MasterKey restored = MasterKey.open(backup);
        assertThat(keys(event, restored)).isNotNull();
        assertThat(signing(restored)).isEqualTo(signing);
    }

    @Test
    void aLostMasterKey_endsWhatOnlyItOpened_andNothingElse() throws IOException {
        Event lost = opened();
        VerifyingKey before = signing(running);
        Files.delete(file);
        MasterKey drawn = MasterKey.open(file);
        Event later = Guests.event(Mode.HANDS_FREE);
        new EventOpening(test.database(), drawn).open(later, "staff tests", Guests.NOW);

        KeyRotation rotation = new KeyRotation(test.database(), drawn);
        Erasures erasures = new Erasures(test.database(), "node");
        Instant then = Guests.NOW.plusSeconds(60);
        assertThat(rotation.startOver(erasures, then)).isEqualTo(new KeyRotation.Loss(1, true, 0));
        Optional<EventKeys> keys = test.database().read(tx -> EventKeyStore.find(tx, lost.id(), drawn));
        assertThat(keys).isEmpty();
        assertThat(keys(later, drawn)).isNotNull();
        List<VerifyingKey> published = test.database().read(InstallationKeyStore::published);
        assertThat(published).containsExactlyInAnyOrder(before, signing(drawn));
        assertThat(rotation.startOver(erasures, then)).isEqualTo(new KeyRotation.Loss(0, false, 0));
    }

    @Test
    void anOldDatabase_isClosedByARetiredKey() {
        Event event = opened();
        test.execute("create table old_backup as select * from event_key");
        KeyRotation rotation = new KeyRotation(test.database(), running);
        rotation.rotate(Guests.NOW);
        rotation.retire(Guests.NOW);
        assertThat(keys(event, running)).isNotNull();
        test.execute("delete from event_key; insert into event_key select * from old_backup");
        assertThatThrownBy(() -> keys(event, running)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void encryptedFile_needsTheKeyItIsEncryptedUnder() throws IOException {
        Event event = opened();
        String uri = folder.resolve("kek.key").toUri().toString();
        MasterKey.encrypt(file, Optional.empty(), uri);
        assertThat(Files.readString(file)).contains("encryptedKeyset");
        MasterKey sealed = MasterKey.open(file, Optional.of(uri));
        assertThat(keys(event, sealed)).isNotNull();
        new KeyRotation(test.database(), sealed).rotate(Guests.NOW);
        assertThat(Files.readString(file)).contains("encryptedKeyset");
        assertThat(keys(event, MasterKey.open(file, Optional.of(uri)))).isNotNull();
        assertThatThrownBy(() -> MasterKey.open(file))
                .isInstanceOf(MasterKey.Unusable.class)
                .hasMessageContaining("master-key-uri");
        Files.delete(folder.resolve("kek.key"));
        assertThatThrownBy(() -> MasterKey.open(file, Optional.of(uri))).isInstanceOf(MasterKey.Unusable.class);
    }

    @Test
    void aKeyServiceWithoutItsClient_isNamed() {
        assertThatThrownBy(() -> MasterKey.open(folder.resolve("other.key"), Optional.of("aws-kms://arn/key")))
                .isInstanceOf(MasterKey.Unusable.class)
                .hasMessageContaining("aws-kms://arn/key")
                .hasMessageContaining("class path");
    }

    private Event opened() {
        Event event = Guests.event(Mode.HANDS_FREE);
        new EventOpening(test.database(), running).open(event, "staff tests", Guests.NOW);
        return event;
    }

    private EventKeys keys(Event event, MasterKey master) {
        return test.database()
                .read(tx -> EventKeyStore.find(tx, event.id(), master))
                .orElseThrow();
    }

    private VerifyingKey signing(MasterKey master) {
        return test.database()
                .transact(tx -> InstallationKeyStore.current(tx, master, Guests.NOW))
                .verifyingKey();
    }
}
