package org.facelane.venue.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.HandAdmission;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.GuestStore.Given;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A guest gets everything, and nothing of anybody else's.
class SubjectAccessTest {
    /// Tables that hold nothing about a guest, and why.
    private static final Map<String, String> OF_NOBODY = Map.ofEntries(
            Map.entry("event", "the organiser's"),
            Map.entry("event_key", "keys, of no single guest"),
            Map.entry("installation_key", "keys of the installation"),
            Map.entry("consent_text", "the same for everybody; what the guest saw is on the receipt"),
            Map.entry("lane", "the organiser's"),
            Map.entry("lane_gallery", "which version a lane holds, of no single guest"),
            Map.entry("lane_setup", "a lane's camera"),
            Map.entry("lane_order", "what stewards told a lane"),
            Map.entry("doorway", "how people pass a lane"),
            Map.entry("pretix_connection", "where the organiser's tickets come from"),
            Map.entry("pretix_device", "the lanes' tokens"),
            Map.entry("pretix_farewell", "tokens of lanes that need them no more"),
            Map.entry("audit_head", "signatures"),
            Map.entry("scrub", "upkeep of the database"),
            Map.entry("staff", "people who work there"),
            Map.entry("staff_session", "who works there and is signed in"),
            Map.entry("organiser_link", "how an organiser comes in"),
            Map.entry("staff_code", "how people sign in who work there"),
            Map.entry("staff_recovery_code", "how people sign in who work there"),
            Map.entry("passkey", "how people sign in who work there"),
            Map.entry("agent", "lanes' programs"),
            Map.entry("agent_call", "numbers of calls of lanes' programs"),
            Map.entry("agent_invitation", "codes for lanes' programs"),
            Map.entry("agent_last_word", "what a revoked program says; an admission once an organiser takes it in"));

    private TestDatabase test;
    private Event event;
    private Guests.Enrolled guest;

    @BeforeEach
    void enrol() {
        test = TestDatabase.fresh();
        event = Guests.event(test);
        guest = Guests.enrolled(test, event);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void everyTable_isEitherTheGuests_orKnowinglyNot() {
        Set<String> known = new TreeSet<>(SubjectAccess.TABLES.keySet());
        known.addAll(OF_NOBODY.keySet());
        List<String> tables = test.database().read(tx -> Sql.list(tx, """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
            order by table_name
            """, row -> row.getString(1)));
        assertThat(known)
                .as("a new table: is there anything about a guest in it? Take it into SubjectAccess.TABLES or"
                        + " OF_NOBODY")
                .containsExactlyElementsOf(tables);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void everyTable_hasWordsInTheGuestsLanguage(String language) throws IOException {
        String words = Files.readString(Path.of("src/main/pages/shared/words", language + ".ts"));
        assertThat(SubjectAccess.TABLES.keySet())
                .allSatisfy(table -> assertThat(words).contains("\n    " + table + ": \""));
    }

    @Test
    void everyColumn_ofEveryTableAboutTheGuest_isInTheAnswer() {
        everythingHappens();
        Map<String, Set<String>> stored = new TreeMap<>();
        Map<String, Set<String>> given = new TreeMap<>();
        SubjectAccess.Held held = held(guest);
        for (SubjectAccess.Part part : held.parts()) {
            List<String> columns = test.database()
                    .read(tx -> Sql.list(
                            tx,
                            "select column_name from information_schema.columns where table_schema = 'public' and"
                                    + " table_name = ?",
                            row -> row.getString(1),
                            part.table()));
            stored.put(part.table(), new TreeSet<>(columns));
            given.put(
                    part.table(),
                    part.rows().isEmpty()
                            ? Set.of()
                            : new TreeSet<>(part.rows().getFirst().propertyNames()));
        }
        // whoever is erased has no template any more, and with nothing in the chain yet all lines are in the
        // inbox
        for (String empty : List.of("reference", "audit")) {
            assertThat(given.remove(empty)).as(empty).isEmpty();
            stored.remove(empty);
        }
        assertThat(given).isEqualTo(stored);
        assertThat(held(Guests.enrolled(test, event)).parts())
                .filteredOn(part -> part.table().equals("reference"))
                .singleElement()
                .satisfies(part -> assertThat(part.rows()).hasSize(1));
    }

    @Test
    void nothingOfAnybodyElse_isInIt() {
        Guests.Enrolled other = Guests.enrolled(test, event);
        everythingHappens();
        String text = held(guest).toString();
        assertThat(text).contains(guest.ticket().code(), guest.guest().id().toString());
        assertThat(text)
                .doesNotContain(
                        other.ticket().id().toString(),
                        other.guest().id().toString(),
                        other.reference().value().toString());
    }

    private SubjectAccess.Held held(Guests.Enrolled whose) {
        Given given = test.database()
                .read(tx -> GuestStore.consentOf(tx, whose.guest().id()))
                .orElseThrow();
        return new SubjectAccess(test.database()).of(given, Guests.NOW);
    }

    private void everythingHappens() {
        Instant now = Guests.NOW.plusSeconds(10);
        Lane lane = Guests.lane(test, event);
        Erasures erasures = new Erasures(test.database(), "node");
        erasures.join(lane.id(), now);
        new Admissions(test.database(), GatePatience.DEFAULT)
                .admitByHand(
                        new HandAdmission(
                                event.id(),
                                guest.ticket().code(),
                                Optional.of(lane.id()),
                                "ada",
                                "no reader",
                                UUID.randomUUID(),
                                Set.of()),
                        now);
        test.execute("insert into referral (id, event_id, lane_id, ticket_id, reason, at) values ('" + UUID.randomUUID()
                + "', '" + event.id() + "', '" + lane.id() + "', '"
                + guest.ticket().id() + "', 'ALREADY_ADMITTED', now())");
        test.execute("insert into party_ticket (ticket_id, lead_ticket_id, place, added_at, added_by) values ('"
                + Guests.ticket(test, event).id() + "', '" + guest.ticket().id() + "', 1, now(), 'staff ada')");
        test.execute("insert into admission_conflict (nonce, event_id, ticket_id, lane_id, admitted_at, merged_at,"
                + " admission_id) select '" + UUID.randomUUID() + "', event_id, ticket_id, '" + lane.id()
                + "', now(), now(), id from admission where ticket_id = '"
                + guest.ticket().id() + "'");
        test.execute("insert into redemption (admission_id, entry_told_at, try_again_at)"
                + " select id, now(), now() from admission where ticket_id = '"
                + guest.ticket().id() + "'");
        test.execute("insert into gate_order (admission_id, given_at, until)"
                + " select id, now(), now() + interval '10 seconds' from admission where ticket_id = '"
                + guest.ticket().id() + "'");
        test.execute("insert into redemption_refusal (referral_id, told_at, try_again_at)"
                + " select id, now(), now() from referral where ticket_id = '"
                + guest.ticket().id() + "'");
        test.execute("insert into pass (id, event_id, guest_id, hash, made_at) values ('" + UUID.randomUUID() + "', '"
                + event.id() + "', '" + guest.guest().id() + "', sha256('a pass'), now())");
        erasures.withdraw(guest.guest().id(), now);
        erasures.leave(lane.id(), now);
    }
}
