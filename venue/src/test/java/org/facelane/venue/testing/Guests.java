package org.facelane.venue.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Calibration;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.face.acquire.CaptureOutcome;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.Lane;
import org.facelane.venue.Lane.OnSuspicion;
import org.facelane.venue.LaneId;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.Mode;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.GateOrders;
import org.facelane.venue.enrol.Capture;
import org.facelane.venue.enrol.EventOpening;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.redeem.OwnTickets;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.GalleryChanges;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferenceStore;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.trial.SamplePeople;

/// Events, tickets, lanes and enrolled guests in one call each. Nobody here has a face: features are drawn at random.
public final class Guests {
    /// When tests happen unless they say otherwise.
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /// What random features pretend to be made by.
    public static final GalleryFeed.Model MODEL = new GalleryFeed.Model(
            new ModelVersion("test-000000000000"),
            192,
            new Calibration(new double[] {-1, 0, 0.3}, new double[] {0, 3, 30}, 0.02, 0.0));

    /// People with faces, for whoever enrols by a picture.
    public static final SamplePeople PEOPLE = SamplePeople.of(Path.of(".."));

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Guests() {}

    /// An enrolled guest with all that belongs to it.
    public record Enrolled(Guest guest, Ticket ticket, ReferenceId reference, Features features) {}

    /// A HANDS_FREE event that starts two hours after [#NOW], is opened and written, and is to be erased a day
    /// later.
    public static Event event(TestDatabase test) {
        Event event = event(Mode.HANDS_FREE);
        new EventOpening(test.database(), test.master()).open(event, "staff tests", NOW);
        return event;
    }

    /// As [#event(TestDatabase)], for made-up people.
    public static Event rehearsal(TestDatabase test) {
        Event event = event(Mode.HANDS_FREE);
        new EventOpening(test.database(), test.master()).openRehearsal(event, "staff tests", NOW);
        return event;
    }

    /// What lanes ask where our own tickets are all there is.
    public static Redemptions ownTickets(TestDatabase test) {
        return new Redemptions(test.database(), _ -> new OwnTickets());
    }

    /// Stewards' orders where no lane has an agent.
    public static GateOrders noAgents(TestDatabase test) {
        return new GateOrders(test.database(), Duration.ofSeconds(10), _ -> false, () -> NOW, _ -> {});
    }

    /// An event that is not written anywhere.
    public static Event event(Mode mode) {
        Instant starts = NOW.plus(Duration.ofHours(2));
        return new Event(
                EventId.random(),
                "Cup final",
                "North stadium",
                starts,
                starts.plus(Duration.ofHours(3)),
                mode,
                starts.plus(Duration.ofHours(24)),
                Optional.of(new LegalBasis("US-GA", "DPIA-7", "A. Body", "I agree to be recognised at this event.")));
    }

    /// A valid ticket of the event, written.
    public static Ticket ticket(TestDatabase test, Event event) {
        return ticket(test, event, Ticket.Status.VALID);
    }

    public static Ticket ticket(TestDatabase test, Event event, Ticket.Status status) {
        int number = COUNT.incrementAndGet();
        Ticket ticket = new Ticket(
                TicketId.random(),
                event.id(),
                "T-" + number,
                Optional.of("Holder " + number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                status);
        test.database().transact(tx -> {
            TicketStore.insert(tx, ticket);
            return ticket;
        });
        return ticket;
    }

    /// A guest with a ticket and a consent, enrolled.
    public static Enrolled enrolled(TestDatabase test, Event event) {
        return enrolled(test, event, ticket(test, event));
    }

    public static Enrolled enrolled(TestDatabase test, Event event, Ticket ticket) {
        Features features = features(COUNT.incrementAndGet());
        Guest guest = new Guest(GuestId.random(), event.id(), ticket.id());
        ReferenceId id = new ReferenceId(UUID.randomUUID());
        test.database().transact(tx -> {
            EventKeys keys = EventKeyStore.find(tx, event.id(), test.master()).orElseThrow();
            if (!GuestStore.insert(tx, guest, new Consent(1, "en"), NOW)) {
                throw new IllegalStateException("the ticket is enrolled already: " + ticket.code());
            }
            Template template = Template.of(features, keys.rotation(MODEL.dimension()));
            ReferenceStore.insert(tx, guest, new Reference(id, template), keys);
            return GalleryChanges.append(tx, event.id(), GalleryChanges.Kind.ENROLLED, id, NOW);
        });
        return new Enrolled(guest, ticket, id, features);
    }

    /// A lane of the event, written; its key is 32 zero bytes.
    public static Lane lane(TestDatabase test, Event event) {
        return lane(test, event, OnSuspicion.REFER, false);
    }

    /// The same, set to what it does on a suspicion.
    public static Lane lane(TestDatabase test, Event event, OnSuspicion onSuspicion, boolean light) {
        Lane lane = new Lane(
                LaneId.random(),
                event.id(),
                "Lane " + COUNT.incrementAndGet(),
                Optional.empty(),
                Optional.empty(),
                onSuspicion,
                light);
        test.database().transact(tx -> LaneStore.insert(tx, lane, new byte[32], NOW));
        return lane;
    }

    /// How guests enrol where nobody stands before a camera.
    public static Function<Capture, CaptureOutcome> byPicture(SelfieAcquisition selfies) {
        return capture -> switch (capture) {
            case Capture.PictureFile(byte[] file) -> CaptureOutcome.of(selfies.acquire(file));
            case Capture.BeforeCamera _ -> throw new AssertionError("nobody stands before a camera");
        };
    }

    /// Features of nobody, the same for the same seed.
    public static Features features(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        float[] values = new float[MODEL.dimension()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Features.of(MODEL.version(), values);
    }
}
