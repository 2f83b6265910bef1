package org.facelane.venue.edge.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ModelVersion;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SealedTicket;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.Change;
import org.facelane.venue.edge.SyncAnswer.TicketLine;
import org.facelane.venue.edge.TicketPage;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.TicketKey;

/// What a server answers an agent that may recognise, for tests that need no server.
final class TestAnswers {
    static final Duration AGE_MAX = Duration.ofMinutes(15);
    static final Duration TICKET_AGE_MAX = Duration.ofHours(12);

    private TestAnswers() {}

    static SyncAnswer.Secrets secrets(
            GalleryKey key, EventKeys keys, ModelVersion model, Optional<SyncAnswer.PassSecrets> passes) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new SyncAnswer.Secrets(
                base64.encodeToString(key.bytes()),
                base64.encodeToString(keys.rotationSecret()),
                model.value(),
                passes);
    }

    static SyncAnswer answer(
            Event event,
            Instant now,
            Optional<SyncAnswer.Secrets> secrets,
            long version,
            List<Change> changes,
            List<TicketLine> tickets) {
        Lane lane = new Lane(
                new LaneId(new UUID(7, 7)),
                event.id(),
                "North",
                Optional.empty(),
                Optional.empty(),
                Lane.OnSuspicion.REFER,
                false);
        return new SyncAnswer(
                now,
                SyncAnswer.Duty.RECOGNISE,
                SyncAnswer.LaneLine.of(
                        lane,
                        event,
                        Optional.empty(),
                        Doorway.DEFAULT,
                        EntryRules.DEFAULT,
                        new SyncAnswer.Setup(Optional.empty(), 0.1, 0, 0.9, 1, 40, "QR")),
                new SyncAnswer.Rules(
                        1e-3,
                        6,
                        1e-4,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(2_750),
                        AGE_MAX,
                        TICKET_AGE_MAX),
                new SyncAnswer.Orders(false, Optional.empty(), List.of()),
                secrets,
                version,
                version,
                changes,
                tickets,
                Optional.empty(),
                "1",
                Optional.empty(),
                0);
    }

    /// Tickets that were never let in, and all of them.
    static TicketPage page(TicketKey key, String... codes) {
        List<SealedTicket> sealed = Arrays.stream(codes)
                .map(code -> SealedTicket.of(key, code, ticket()))
                .toList();
        return new TicketPage(sealed, new TicketPage.Place(Optional.empty(), "1"));
    }

    /// A ticket that was never let in.
    static KnownTicket ticket() {
        return new KnownTicket(
                UUID.randomUUID(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Ticket.Status.VALID,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
