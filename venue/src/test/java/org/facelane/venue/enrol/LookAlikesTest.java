package org.facelane.venue.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.face.Features;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.CaptureOutcome;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.enrol.EnrolmentOutcome.Enrolled;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.DecisionPolicy;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Enrolments of people whose features are made up, in a real database and a real gallery.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookAlikesTest {
    private static final Capture PICTURE = new Capture.PictureFile(new byte[1]);
    private static final Features SOMEBODY = Guests.features(-1);
    private static final Features TWIN = near(SOMEBODY, 2);

    private final AtomicInteger asked = new AtomicInteger();
    private TestDatabase test;
    private Event event;
    private GalleryFeed feed;

    @BeforeAll
    void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @BeforeEach
    void clear() {
        test.clear();
        event = Guests.event(test);
        asked.set(0);
        feed = GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, () -> Guests.NOW);
    }

    @AfterEach
    void forget() {
        feed.close();
    }

    @Test
    void tellsAGuestWhoLooksLikeAnother_andEnrolsBoth() {
        assertThat(enrol(ticket(), SOMEBODY).lookAlike()).isFalse();
        assertThat(enrol(ticket(), TWIN).lookAlike()).isTrue();
        assertThat(texts("select id::text from reference")).hasSize(2);
    }

    @Test
    void tellsNothing_toSomebodyWhoLooksLikeNobody() {
        for (int stranger = 1; stranger <= 20; stranger++) {
            assertThat(enrol(ticket(), Guests.features(stranger)).lookAlike()).isFalse();
        }
    }

    @Test
    void tellsNothing_ofAGuestWhoHasWithdrawn() {
        Enrolled somebody = enrol(ticket(), SOMEBODY);
        new Erasures(test.database(), "node").withdraw(somebody.guest(), Guests.NOW);
        assertThat(enrol(ticket(), TWIN).lookAlike()).isFalse();
    }

    @Test
    void tellsOnlyOnce_forATicket() {
        enrol(ticket(), SOMEBODY);
        TicketId ticket = ticket();
        Enrolled first = enrol(ticket, TWIN);
        assertThat(first.lookAlike()).isTrue();
        new Erasures(test.database(), "node").withdraw(first.guest(), Guests.NOW);
        assertThat(enrol(ticket, near(SOMEBODY, 3)).lookAlike()).isFalse();
        assertThat(asked).hasValue(2);
    }

    @Test
    void tellsNothing_toAnybodyWhoIsNotEnrolled() {
        enrol(ticket(), SOMEBODY);
        asked.set(0);
        TicketId unpaid = Guests.ticket(test, event, Ticket.Status.UNPAID).id();
        Enrolment enrolment = enrolment(TWIN);
        EnrolmentRequest request = new EnrolmentRequest(unpaid, new Consent(1, "en"), PICTURE, EnrolmentRequest.GUEST);
        assertThat(enrolment.enrol(request, Guests.NOW)).isInstanceOf(EnrolmentOutcome.TicketRefused.class);
        TicketId enrolled = ticket();
        enrol(enrolled, Guests.features(5));
        asked.set(0);
        assertThat(enrolment.enrol(
                        new EnrolmentRequest(enrolled, new Consent(1, "en"), PICTURE, EnrolmentRequest.GUEST),
                        Guests.NOW))
                .isInstanceOf(EnrolmentOutcome.TicketRefused.class);
        Enrolment blind = new Enrolment(
                test.database(),
                test.master(),
                _ -> new CaptureOutcome.Unusable(AcquisitionFailure.NO_FACE),
                slices(),
                lookAlikes());
        blind.enrol(new EnrolmentRequest(ticket(), new Consent(1, "en"), PICTURE, EnrolmentRequest.GUEST), Guests.NOW);
        assertThat(asked).hasValue(0);
    }

    @Test
    void writesTheSame_whetherSomebodyIsToldOrNot() {
        enrol(ticket(), SOMEBODY);
        List<String> untold = texts("select action || ' ' || regexp_replace(subject, '[0-9a-f-]{36}', 'id', 'g')"
                + " from audit_inbox where action = 'enrolled'");
        enrol(ticket(), TWIN);
        List<String> both = texts("select action || ' ' || regexp_replace(subject, '[0-9a-f-]{36}', 'id', 'g')"
                + " from audit_inbox where action = 'enrolled'");
        assertThat(untold).hasSize(1);
        assertThat(both).hasSize(2).containsOnly(untold.getFirst());
    }

    @Test
    void enrols_whenTheGalleryCannotBeAsked() {
        Enrolment enrolment = new Enrolment(
                test.database(),
                test.master(),
                _ -> captured(TWIN),
                slices(),
                new LookAlikes(
                        test.database(),
                        _ -> {
                            test.goDown();
                            return feed;
                        },
                        DecisionPolicy.DEFAULT::searched));
        enrol(ticket(), SOMEBODY);
        EnrolmentRequest request =
                new EnrolmentRequest(ticket(), new Consent(1, "en"), PICTURE, EnrolmentRequest.GUEST);
        EnrolmentOutcome outcome = enrolment.enrol(request, Guests.NOW);
        test.comeBack();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Enrolled.class,
                        enrolled -> assertThat(enrolled.lookAlike()).isFalse());
    }

    private List<String> texts(String sql) {
        return test.database().read(tx -> {
            List<String> texts = new ArrayList<>();
            try (Statement statement = tx.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    private TicketId ticket() {
        return Guests.ticket(test, event).id();
    }

    private Enrolled enrol(TicketId ticket, Features features) {
        Instant later = Guests.NOW.plusSeconds(60);
        return (Enrolled) enrolment(features)
                .enrol(new EnrolmentRequest(ticket, new Consent(1, "en"), PICTURE, EnrolmentRequest.GUEST), later);
    }

    private Enrolment enrolment(Features features) {
        return new Enrolment(test.database(), test.master(), _ -> captured(features), slices(), lookAlikes());
    }

    /// A copy, for an enrolment overwrites what it was given.
    private static CaptureOutcome captured(Features features) {
        return new CaptureOutcome.Usable(Features.of(features.model(), features.values()));
    }

    private Slices slices() {
        return new Slices(test.database(), Duration.ZERO);
    }

    private LookAlikes lookAlikes() {
        return new LookAlikes(
                test.database(),
                _ -> {
                    asked.incrementAndGet();
                    return feed;
                },
                DecisionPolicy.DEFAULT::searched);
    }

    /// Features about as alike to those of `other` as two pictures of one person are.
    private static Features near(Features other, long seed) {
        Random random = new Random(seed);
        float[] values = other.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.3 * random.nextGaussian() / Math.sqrt(values.length));
        }
        return Features.of(other.model(), values);
    }
}
