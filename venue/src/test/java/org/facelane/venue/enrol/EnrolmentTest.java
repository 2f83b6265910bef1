package org.facelane.venue.enrol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.face.Features;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.CaptureOutcome;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.enrol.EnrolmentOutcome.ConsentOutdated;
import org.facelane.venue.enrol.EnrolmentOutcome.Enrolled;
import org.facelane.venue.enrol.EnrolmentOutcome.FailureToEnrol;
import org.facelane.venue.enrol.EnrolmentOutcome.Hindrance;
import org.facelane.venue.enrol.EnrolmentOutcome.TicketRefused;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.DecisionPolicy;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.ConsentTexts;
import org.facelane.venue.store.ConsentTexts.ConsentText;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentTest {
    private static final Consent CONSENT = new Consent(1, "en");
    private static final Capture PICTURE = new Capture.PictureFile(new byte[] {1});
    private static final String GUEST = EnrolmentRequest.GUEST;
    private final Map<EventId, GalleryFeed> feeds = new ConcurrentHashMap<>();
    private TestDatabase test;
    private Enrolment enrolment;
    private Event event;

    @BeforeAll
    void open() {
        test = TestDatabase.fresh();
        enrolment = new Enrolment(test.database(), test.master(), EnrolmentTest::acquire, slices(), lookAlikes());
    }

    @AfterAll
    void close() {
        feeds.values().forEach(GalleryFeed::close);
        test.close();
    }

    @BeforeEach
    void clear() {
        test.clear();
        event = Guests.event(test);
    }

    @Test
    void enrols_writingEverythingTogether() {
        EnrolmentOutcome outcome = enrol(Guests.ticket(test, event).id());
        assertThat(outcome).isInstanceOf(Enrolled.class);
        assertThat(((Enrolled) outcome).eraseAfter()).isEqualTo(event.eraseAfter());
        assertThat(counts()).isEqualTo("guest 1 consent 1 reference 1 gallery_change 1 audit_inbox 2");
    }

    @Test
    void whatWasComputedFromThePicture_isOverwritten() {
        Features features = Guests.features(1);
        Enrolment enrolment = new Enrolment(
                test.database(), test.master(), _ -> new CaptureOutcome.Usable(features), slices(), lookAlikes());
        EnrolmentRequest request =
                new EnrolmentRequest(Guests.ticket(test, event).id(), CONSENT, PICTURE, GUEST);
        assertThat(enrolment.enrol(request, Guests.NOW)).isInstanceOf(Enrolled.class);
        assertThat(features.values()).containsOnly(0);
    }

    @Test
    void failsToEnrol_noFace() {
        Enrolment blind = new Enrolment(
                test.database(),
                test.master(),
                _ -> new CaptureOutcome.Unusable(AcquisitionFailure.NO_FACE),
                slices(),
                lookAlikes());
        EnrolmentRequest request =
                new EnrolmentRequest(Guests.ticket(test, event).id(), CONSENT, PICTURE, GUEST);
        assertThat(blind.enrol(request, Guests.NOW)).isEqualTo(new FailureToEnrol(AcquisitionFailure.NO_FACE));
        assertThat(counts()).isEqualTo("guest 0 consent 0 reference 0 gallery_change 0 audit_inbox 1");
    }

    @Test
    void failsTheChallenge_writingNothing() {
        Enrolment wary = new Enrolment(
                test.database(),
                test.master(),
                _ -> new CaptureOutcome.ChallengeFailed(ChallengeFailure.MOVED_WRONG_WAY),
                slices(),
                lookAlikes());
        EnrolmentRequest request =
                new EnrolmentRequest(Guests.ticket(test, event).id(), CONSENT, PICTURE, GUEST);
        assertThat(wary.enrol(request, Guests.NOW))
                .isEqualTo(new EnrolmentOutcome.ChallengeFailed(ChallengeFailure.MOVED_WRONG_WAY));
        assertThat(counts()).isEqualTo("guest 0 consent 0 reference 0 gallery_change 0 audit_inbox 1");
    }

    @Test
    void refusesTheTicket_byItsStatus() {
        assertThat(enrol(Guests.ticket(test, event, Ticket.Status.UNPAID).id()))
                .isEqualTo(new TicketRefused(Hindrance.TICKET_UNPAID));
        assertThat(enrol(Guests.ticket(test, event, Ticket.Status.BLOCKED).id()))
                .isEqualTo(new TicketRefused(Hindrance.TICKET_BLOCKED));
        assertThat(enrol(Guests.ticket(test, event, Ticket.Status.CANCELLED).id()))
                .isEqualTo(new TicketRefused(Hindrance.TICKET_CANCELLED));
    }

    @Test
    void refusesTheTicket_unknown() {
        assertThat(enrol(TicketId.random())).isEqualTo(new TicketRefused(Hindrance.TICKET_UNKNOWN));
    }

    @Test
    void refusesTheTicket_enrolledAlready() {
        Ticket ticket = Guests.ticket(test, event);
        enrol(ticket.id());
        assertThat(enrol(ticket.id())).isEqualTo(new TicketRefused(Hindrance.ALREADY_ENROLLED));
    }

    @Test
    void refusesTheTicket_afterTheRetentionDeadline() {
        EnrolmentRequest request =
                new EnrolmentRequest(Guests.ticket(test, event).id(), CONSENT, PICTURE, GUEST);
        assertThat(enrolment.enrol(request, event.eraseAfter()))
                .isEqualTo(new TicketRefused(Hindrance.ENROLMENT_CLOSED));
    }

    @Test
    void refusesTheTicket_whenTheKeysAreDestroyed() {
        Ticket ticket = Guests.ticket(test, event);
        new Erasures(test.database(), "node").endEvent(event.id(), "staff tests", Guests.NOW);
        assertThat(enrol(ticket.id())).isEqualTo(new TicketRefused(Hindrance.ENROLMENT_CLOSED));
    }

    @Test
    void refusesTheTicket_whenTheKeysAreDestroyedWhileThePictureIsLookedAt() {
        Ticket ticket = Guests.ticket(test, event);
        Enrolment slow = new Enrolment(
                test.database(),
                test.master(),
                picture -> {
                    new Erasures(test.database(), "node").endEvent(event.id(), "staff tests", Guests.NOW);
                    return acquire(picture);
                },
                slices(),
                lookAlikes());
        assertThat(slow.enrol(new EnrolmentRequest(ticket.id(), CONSENT, PICTURE, GUEST), Guests.NOW))
                .isEqualTo(new TicketRefused(Hindrance.ENROLMENT_CLOSED));
    }

    @Test
    void asksAgain_whenTheConsentTextHasChanged() {
        ConsentText newer = new ConsentText(new Consent(2, "en"), "New", "Text");
        Ticket ticket = Guests.ticket(test, event);
        test.database().transact(tx -> {
            ConsentTexts.insert(tx, event.id(), newer, Guests.NOW);
            return newer;
        });
        assertThat(enrol(ticket.id())).isEqualTo(new ConsentOutdated());
        EnrolmentRequest request = new EnrolmentRequest(ticket.id(), newer.consent(), PICTURE, GUEST);
        assertThat(enrolment.enrol(request, Guests.NOW)).isInstanceOf(Enrolled.class);
    }

    @Test
    void givesTheEventAConsentText_thatNamesItAndItsDeadline() {
        ConsentText text = test.database()
                .read(tx -> ConsentTexts.newest(tx, event.id(), "fi"))
                .orElseThrow();
        assertThat(text.body())
                .contains("Cup final", "North stadium", "23 November 2026", "I agree to be recognised", "ticket lane");
    }

    @Test
    void enrolsOnce_whenTwoAskAtOnce() throws Exception {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tickets.add(Guests.ticket(test, event));
        }
        List<Callable<EnrolmentOutcome>> calls = new ArrayList<>();
        for (Ticket ticket : tickets) {
            calls.add(() -> enrol(ticket.id()));
            calls.add(() -> enrol(ticket.id()));
        }
        List<EnrolmentOutcome> outcomes = all(calls);
        assertThat(outcomes).filteredOn(Enrolled.class::isInstance).hasSize(12);
        assertThat(outcomes)
                .filteredOn(TicketRefused.class::isInstance)
                .containsOnly(new TicketRefused(Hindrance.ALREADY_ENROLLED))
                .hasSize(12);
    }

    @Test
    void numbersChangesWithoutGaps_whileManyEnrolAndWithdraw() throws Exception {
        Erasures erasures = new Erasures(test.database(), "node");
        erasures.join(Guests.lane(test, event).id(), Guests.NOW);
        List<Callable<Instant>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Ticket ticket = Guests.ticket(test, event);
            boolean withdraws = i % 2 == 0;
            calls.add(() -> {
                if (enrol(ticket.id()) instanceof Enrolled enrolled && withdraws) {
                    erasures.withdraw(enrolled.guest(), Guests.NOW);
                }
                return Guests.NOW;
            });
        }
        all(calls);
        assertThat(counts()).contains("guest 60 consent 60 reference 30 gallery_change 90");
        assertThat(test.database()
                        .read(tx -> EventStore.galleryVersion(tx, event.id()))
                        .value())
                .isEqualTo(90);
        assertThat(count("gallery_change where version between 1 and 90")).isEqualTo(90);
    }

    @Test
    void writesNothing_wheneverTheTransactionFails() {
        Ticket ticket = Guests.ticket(test, event);
        EnrolmentRequest request = new EnrolmentRequest(ticket.id(), CONSENT, PICTURE, GUEST);
        String before = counts();
        for (String table : List.of("guest", "consent", "reference", "audit_inbox", "gallery_change", "event")) {
            test.execute("create function fail() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'crash'; end $$");
            test.execute("create trigger crash after insert or update on " + table
                    + " for each row execute function fail()");
            assertThatThrownBy(() -> enrolment.enrol(request, Guests.NOW)).hasMessageContaining("crash");
            test.execute("drop function fail cascade");
            assertThat(counts()).as("failing at " + table).isEqualTo(before);
            assertThat(test.database()
                            .read(tx -> EventStore.galleryVersion(tx, event.id()))
                            .value())
                    .isZero();
        }
        assertThat(enrolment.enrol(request, Guests.NOW)).isInstanceOf(Enrolled.class);
    }

    @Test
    void storesNothingOfThePicture() {
        Ticket ticket = Guests.ticket(test, event);
        byte[] picture = "a picture that nobody keeps".getBytes(US_ASCII);
        enrolment.enrol(
                new EnrolmentRequest(ticket.id(), CONSENT, new Capture.PictureFile(picture), GUEST), Guests.NOW);
        long found = count("reference where position('a picture'::bytea in sealed) > 0");
        assertThat(found).isZero();
    }

    private EnrolmentOutcome enrol(TicketId ticket) {
        return enrolment.enrol(
                new EnrolmentRequest(ticket, CONSENT, PICTURE, GUEST), Guests.NOW.plus(Duration.ofSeconds(1)));
    }

    /// Looks in the real gallery as it is at that moment.
    private Slices slices() {
        return new Slices(test.database(), Duration.ZERO);
    }

    private LookAlikes lookAlikes() {
        return new LookAlikes(
                test.database(),
                id -> feeds.computeIfAbsent(
                        id,
                        any -> GalleryFeed.open(test.database(), test.master(), any, Guests.MODEL, () -> Guests.NOW)),
                DecisionPolicy.DEFAULT::searched);
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        }
    }

    private static CaptureOutcome acquire(Capture capture) {
        return new CaptureOutcome.Usable(Guests.features(capture.hashCode()));
    }

    private String counts() {
        List<String> counts = new ArrayList<>();
        for (String table : List.of("guest", "consent", "reference", "gallery_change", "audit_inbox")) {
            counts.add(table + " " + count(table));
        }
        return String.join(" ", counts);
    }

    private long count(String from) {
        return test.database().read(tx -> {
            try (Statement statement = tx.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
