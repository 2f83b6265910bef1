package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.Mode;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.enrol.Capture;
import org.facelane.venue.enrol.EnrolmentOutcome;
import org.facelane.venue.enrol.EnrolmentRequest;
import org.facelane.venue.http.Http;
import org.facelane.venue.lane.LaneOpening;
import org.facelane.venue.server.Server;
import org.facelane.venue.store.ConsentTexts;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.ticketing.ImportOutcome;

/// One of the demo's events, made by the same flows that an organiser's page uses. What is measured at such an event is
/// measured at one of these.
public final class DemoEvent {
    private static final String ACTOR = "demo";

    private static final LegalBasis BASIS = new LegalBasis(
            "None: a demonstration with people who do not exist",
            "DEMO-1",
            "Whoever started this demonstration",
            "I agree that Facelane makes a template of my face to open the gate for me at this event.");
    private static final long SEED = 20_261_122;
    private static final int FILL_STEP = 10_000;

    private final Server server;
    private final InstantSource clock;
    private final Event event;
    private final Map<SamplePerson, TicketId> tickets = new HashMap<>();

    private DemoEvent(Server server, InstantSource clock, Event event) {
        this.server = requireNonNull(server, "server is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.event = requireNonNull(event, "event is null");
    }

    /// Opens a rehearsal event and imports a ticket for each of `people`.
    public static DemoEvent open(Server server, Mode mode, InstantSource clock, List<SamplePerson> people) {
        Http.Parts parts = server.parts();
        Event event = parts.opening().openRehearsal(wish(mode, clock.instant()), ACTOR, clock.instant());
        DemoEvent demo = new DemoEvent(server, clock, event);
        demo.importTickets(people);
        return demo;
    }

    private static Event wish(Mode mode, Instant now) {
        return new Event(
                EventId.random(),
                switch (mode) {
                    case HANDS_FREE -> "Summer Night";
                    case PASS -> "Summer Night, with passes";
                    case SEALED -> "Summer Night, with passes that open templates";
                },
                "Harbour Arena",
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofHours(8)),
                mode,
                now.plus(Duration.ofHours(32)),
                mode == Mode.HANDS_FREE ? Optional.of(BASIS) : Optional.empty());
    }

    Mode mode() {
        return event.mode();
    }

    /// Adds made-up references to the event's gallery.
    public void fill(int count) {
        for (int from = 0; from < count; from += FILL_STEP) {
            server.rehearsal().fill(event.id(), Math.min(FILL_STEP, count - from), SEED + from, clock.instant());
        }
    }

    /// Enrols people, one after the other.
    public List<EnrolledPerson> enrol(List<SamplePerson> people) throws IOException {
        List<EnrolledPerson> enrolled = new ArrayList<>();
        for (SamplePerson person : people) {
            enrolled.add(enrol(person));
        }
        return enrolled;
    }

    /// Enrols somebody from a picture, as staff do at the ticket office: nobody real stands before a camera here.
    public EnrolledPerson enrol(SamplePerson person) throws IOException {
        Consent consent = server.parts()
                .database()
                .read(tx -> ConsentTexts.newest(tx, event.id(), "en"))
                .orElseThrow()
                .consent();
        EnrolmentRequest request = new EnrolmentRequest(
                ticket(person), consent, new Capture.PictureFile(Files.readAllBytes(person.enrolling())), "staff demo");
        EnrolmentOutcome outcome = server.parts().enrolment().enrol(request, clock.instant());
        if (!(outcome instanceof EnrolmentOutcome.Enrolled enrolled)) {
            throw new IllegalStateException("sample person " + person + " was not enrolled: " + outcome);
        }
        return new EnrolledPerson(person, ticket(person), enrolled.guest(), enrolled.pass());
    }

    /// A new lane, which nothing runs yet.
    public Lane addLane(String name) {
        return add(name).lane();
    }

    /// A lane whose camera the demo directs.
    ///
    /// @param nobody frames of the empty lane
    DemoLane lane(String name, Path nobody) {
        return DemoLane.open(addLane(name), server.parts().lanes(), new Stage(clock, nobody));
    }

    /// The address of a lane for the visitor's own camera.
    String laneUrl(String name) {
        LaneOpening.Opened opened = add(name);
        return server.url() + "/lane#lane=" + opened.lane().id() + "&key=" + opened.key();
    }

    /// The address at which the visitor may enrol with this person's ticket.
    String enrolmentUrl(SamplePerson person) {
        return server.url() + "/enrol/"
                + server.parts()
                        .links()
                        .issue(ticket(person), event.eraseAfter())
                        .orElseThrow()
                        .token();
    }

    private LaneOpening.Opened add(String name) {
        Lane lane = new Lane(
                LaneId.random(), event.id(), name, Optional.empty(), Optional.empty(), Lane.OnSuspicion.REFER, false);
        return new LaneOpening(server.parts().database())
                .open(lane, ACTOR, clock.instant())
                .orElseThrow();
    }

    private TicketId ticket(SamplePerson person) {
        return requireNonNull(tickets.get(person), "this person has no ticket");
    }

    private void importTickets(List<SamplePerson> people) {
        StringBuilder csv = new StringBuilder("code,holder,category\n");
        for (SamplePerson person : people) {
            csv.append(code(person)).append(",Sample person ").append(person).append(",Block 12\n");
        }
        byte[] file = csv.toString().getBytes(StandardCharsets.UTF_8);
        ImportOutcome outcome = server.parts().tickets().importCsv(event.id(), file, ACTOR, clock.instant());
        if (!(outcome instanceof ImportOutcome.Imported imported && imported.added() == people.size())) {
            throw new IllegalStateException("the tickets were not imported: " + outcome);
        }
        for (SamplePerson person : people) {
            Ticket ticket = server.parts()
                    .database()
                    .read(tx -> TicketStore.byCode(tx, event.id(), code(person)))
                    .orElseThrow();
            tickets.put(person, ticket.id());
        }
    }

    private static String code(SamplePerson person) {
        return "SUMMER-" + person;
    }
}
