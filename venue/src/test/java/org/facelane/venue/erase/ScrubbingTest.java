package org.facelane.venue.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.venue.Event;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looks through every file of a running PostgreSQL for the bytes of somebody who was erased.
class ScrubbingTest {
    private TestDatabase test;
    private Event event;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        event = Guests.event(test);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void leavesNothing_ofAnErasedTemplate_inAnyFileOfTheDatabase() throws IOException {
        Guests.Enrolled staying = Guests.enrolled(test, event);
        Guests.Enrolled leaving = Guests.enrolled(test, event);
        byte[] sealed = sealed(leaving);
        byte[] kept = sealed(staying);
        Erasures erasures = new Erasures(test.database(), "node");
        erasures.withdraw(leaving.guest().id(), Guests.NOW.plusSeconds(1));
        test.database().outsideTransaction(tx -> Sql.update(tx, "checkpoint"));
        assertThat(filesWith(sealed))
                .as("before: the search finds what deletion leaves")
                .isNotEmpty();

        Scrubbing scrubbing = new Scrubbing(test.database(), Duration.ZERO);
        assertThat(scrubbing.scrub(Guests.NOW.plusSeconds(2))).isTrue();

        assertThat(filesWith(sealed)).isEmpty();
        assertThat(filesWith(kept)).as("who stays is still there").isNotEmpty();
        assertThat(scrubbing.scrub(Guests.NOW.plusSeconds(3)))
                .as("nothing more to do")
                .isFalse();
    }

    @Test
    void leavesNothing_ofWhatTheServerHeldForAPass() throws IOException {
        Guests.Enrolled leaving = Guests.enrolled(test, event);
        test.execute("delete from reference");
        test.execute("insert into pass (id, event_id, guest_id, hash, sealed, made_at) values (gen_random_uuid(), '"
                + event.id() + "', '" + leaving.guest().id() + "', sha256('a pass'), "
                + "sha512('what') || sha512('a pass') || sha512('opens'), '" + Guests.NOW + "')");
        byte[] sealed = bytes("select sealed from pass");
        new Erasures(test.database(), "node").withdraw(leaving.guest().id(), Guests.NOW.plusSeconds(1));
        test.database().outsideTransaction(tx -> Sql.update(tx, "checkpoint"));
        assertThat(filesWith(sealed))
                .as("before: the search finds what deletion leaves")
                .isNotEmpty();
        assertThat(new Scrubbing(test.database(), Duration.ZERO).scrub(Guests.NOW.plusSeconds(2)))
                .isTrue();
        assertThat(filesWith(sealed)).isEmpty();
    }

    @Test
    void leavesNothing_ofAnEndedEventsKeys() throws IOException {
        byte[] wrapped = bytes("select wrapped from event_key where event_id = '" + event.id() + "'");
        test.database().outsideTransaction(tx -> Sql.update(tx, "checkpoint"));
        assertThat(filesWith(wrapped)).isNotEmpty();
        new Erasures(test.database(), "node").endEvent(event.id(), "system", Guests.NOW.plusSeconds(1));
        new Scrubbing(test.database(), Duration.ZERO).scrub(Guests.NOW.plusSeconds(2));
        assertThat(filesWith(wrapped)).isEmpty();
    }

    private byte[] sealed(Guests.Enrolled guest) {
        return bytes(
                "select sealed from reference where id = '" + guest.reference().value() + "'");
    }

    private byte[] bytes(String sql) {
        return test.database()
                .read(tx -> Sql.first(tx, sql, row -> row.getBytes(1)))
                .orElseThrow();
    }

    /// Files that hold 24 bytes in a row from the middle of `wanted`.
    private List<Path> filesWith(byte[] wanted) throws IOException {
        byte[] needle = Arrays.copyOfRange(wanted, wanted.length / 2, wanted.length / 2 + 24);
        Path data = Path.of(test.database()
                .read(tx -> Sql.first(tx, "show data_directory", row -> row.getString(1)))
                .orElseThrow());
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (contains(file, needle)) {
                    found.add(data.relativize(file));
                }
            }
        }
        return found;
    }

    private static boolean contains(Path file, byte[] needle) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return false; // PostgreSQL has just removed it
        }
        for (int at = 0; at + needle.length <= bytes.length; at++) {
            if (bytes[at] == needle[0] && Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }
}
