package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.Mode;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.GateOrder;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.keys.PassKeys;
import org.facelane.venue.keys.VerifyingKey;

/// What the server answers a [SyncAsk].
///
/// @param time when it was asked, by the server's clock
/// @param duty what the agent has to do
/// @param lane as it is set now
/// @param rules the thresholds and times that every lane keeps
/// @param orders what stewards have told the lane
/// @param secrets what opens the gallery; only where the agent asked for them
/// @param version the gallery version that the agent has with these changes
/// @param newest the event's gallery version; less than that may not be recognised by
/// @param changes of the gallery, in order, without a gap
/// @param tickets what is to be known of them, and their guests' references
/// @param ticketsAfter from where on tickets are to be asked for; empty: these were the last
/// @param news to be sent with the next ask
/// @param page of the tickets that open by their code; empty where there is no gallery either
/// @param merged the server knows the ledger up to this line
public record SyncAnswer(
        Instant time,
        Duty duty,
        LaneLine lane,
        Rules rules,
        Orders orders,
        Optional<Secrets> secrets,
        long version,
        long newest,
        List<Change> changes,
        List<TicketLine> tickets,
        Optional<UUID> ticketsAfter,
        String news,
        Optional<TicketPage> page,
        long merged) {
    /// What an agent has to do.
    public enum Duty {
        /// Recognise.
        RECOGNISE,
        /// Drop the gallery, from memory and disk, and ask for it anew: the server no longer waited for this
        /// agent.
        BEGIN_ANEW,
        /// Drop the gallery: the event's keys are gone.
        NO_GALLERY
    }

    public SyncAnswer {
        requireNonNull(time, "time is null");
        requireNonNull(duty, "duty is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(rules, "rules is null");
        requireNonNull(orders, "orders is null");
        requireNonNull(secrets, "secrets is null");
        requireNonNull(ticketsAfter, "ticketsAfter is null");
        requireNonNull(news, "news is null");
        requireNonNull(page, "page is null");
        changes = List.copyOf(changes);
        tickets = List.copyOf(tickets);
    }

    /// @param galleryKey 32 bytes, in Base64
    /// @param rotationSecret of the event, in Base64
    /// @param model whose features the gallery compares
    /// @param passes what reads the event's passes, where its guests have some
    public record Secrets(String galleryKey, String rotationSecret, String model, Optional<PassSecrets> passes) {
        public Secrets {
            requireNonNull(galleryKey, "galleryKey is null");
            requireNonNull(rotationSecret, "rotationSecret is null");
            requireNonNull(model, "model is null");
            requireNonNull(passes, "passes is null");
        }

        /// Never what they are.
        @Override
        public String toString() {
            return "Secrets[" + model + "]";
        }
    }

    /// What reads passes, and makes none.
    ///
    /// @param signedBy the public key, in Base64
    /// @param unsealing 32 bytes, in Base64
    public record PassSecrets(String signedBy, String unsealing) {
        public static PassSecrets of(PassKeys keys) {
            Base64.Encoder base64 = Base64.getEncoder();
            return new PassSecrets(
                    base64.encodeToString(keys.signedBy().bytes()), base64.encodeToString(keys.unsealing()));
        }

        public PassSecrets {
            requireNonNull(signedBy, "signedBy is null");
            requireNonNull(unsealing, "unsealing is null");
        }

        /// @throws IllegalArgumentException if they are no keys
        public PassKeys keys(EventId event) {
            Base64.Decoder base64 = Base64.getDecoder();
            return PassKeys.of(event, VerifyingKey.of(base64.decode(signedBy)), base64.decode(unsealing));
        }

        /// Never what they are.
        @Override
        public String toString() {
            return "PassSecrets";
        }
    }

    /// @param sealed the template, or where guests have passes the [KnownPass], sealed by the gallery key, in
    ///     Base64; empty: the reference is erased, or was erased since
    public record Change(long version, UUID reference, Optional<String> sealed) {
        public Change {
            requireNonNull(reference, "reference is null");
            requireNonNull(sealed, "sealed is null");
        }
    }

    /// What a lane must know of a ticket whose holder is enrolled.
    ///
    /// @param reference of its guest
    public record TicketLine(UUID reference, KnownTicket known) {
        public TicketLine {
            requireNonNull(reference, "reference is null");
            requireNonNull(known, "known is null");
        }
    }

    /// What a lane must know of a ticket that comes along with a guest's own.
    ///
    /// @param used whether it was let in before, by whatever lane
    public record Companion(
            UUID ticket,
            Optional<String> entrance,
            Optional<Instant> validFrom,
            Optional<Instant> validUntil,
            Ticket.Status status,
            boolean used) {
        public Companion {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(entrance, "entrance is null");
            requireNonNull(validFrom, "validFrom is null");
            requireNonNull(validUntil, "validUntil is null");
            requireNonNull(status, "status is null");
        }

        /// The ticket as far as an agent knows it; its id stands for its code.
        public Ticket of(EventId event) {
            return new Ticket(
                    new TicketId(ticket),
                    event,
                    ticket.toString(),
                    Optional.empty(),
                    Optional.empty(),
                    entrance,
                    validFrom,
                    validUntil,
                    status);
        }
    }

    /// A lane as it is set.
    ///
    /// @param eventName for people to read, as `name`
    /// @param mode where its guests' templates are
    /// @param searchesOnly the only entrance whose guests it is given
    /// @param doorway how people pass it
    /// @param entry what the event allows
    public record LaneLine(
            UUID id,
            UUID event,
            String eventName,
            Mode mode,
            String name,
            Optional<String> entrance,
            Optional<URI> gateUrl,
            Lane.OnSuspicion onSuspicion,
            Optional<String> searchesOnly,
            Doorway doorway,
            EntryRules entry,
            Setup setup) {
        public static LaneLine of(
                Lane lane, Event event, Optional<String> searchesOnly, Doorway doorway, EntryRules entry, Setup setup) {
            return new LaneLine(
                    lane.id().value(),
                    event.id().value(),
                    event.name(),
                    event.mode(),
                    lane.name(),
                    lane.entrance(),
                    lane.gateUrl(),
                    lane.onSuspicion(),
                    searchesOnly,
                    doorway,
                    entry,
                    setup);
        }

        /// Its light is not the camera's own.
        public Lane lane() {
            return new Lane(new LaneId(id), new EventId(event), name, entrance, gateUrl, onSuspicion, false);
        }
    }

    /// What stewards have told a lane; it stands until the agent hears something else.
    ///
    /// @param paused whether it shall recognise nobody
    /// @param gates for whom the gate is to be opened, each once, however often it is told
    public record Orders(boolean paused, Optional<Message> message, List<GateOrder> gates) {
        public Orders {
            requireNonNull(message, "message is null");
            gates = List.copyOf(gates);
        }
    }

    /// A sentence on the lane's screen.
    ///
    /// @param until by the server's clock
    public record Message(String text, Instant until) {
        public Message {
            requireNonNull(text, "text is null");
            requireNonNull(until, "until is null");
        }
    }

    /// Where a lane's camera is, and where before it somebody must stand.
    ///
    /// @param camera its address with the password; empty: the agent's own `--camera`
    /// @param left of the capture zone, as the three that follow, in shares of the frame
    /// @param eyeDistanceMin pixels between the eyes
    /// @param codes the kinds of code that its tickets carry
    public record Setup(
            Optional<String> camera,
            double left,
            double top,
            double right,
            double bottom,
            double eyeDistanceMin,
            String codes) {
        public Setup {
            requireNonNull(camera, "camera is null");
            requireNonNull(codes, "codes is null");
        }

        /// Never the address.
        @Override
        public String toString() {
            return "Setup[" + left + " " + top + " " + right + " " + bottom + ", " + eyeDistanceMin + "]";
        }
    }

    /// @param fpir unenrolled people taken for somebody, above 0, at most 1
    /// @param margin lead of the first over the second candidate, in score
    /// @param passFmr strangers taken for a pass's guest, above 0, at most 1
    /// @param passClockSkew how far the clock that made a pass and the lane's may differ
    /// @param patience how long a lane waits for a usable picture
    /// @param partyPatience how long somebody may take to say how many of a party come along
    /// @param answerWithin how long an agent waits for the word whether to admit, before it decides alone
    /// @param galleryAgeMax how long an agent goes on without hearing of erasures
    /// @param ticketAgeMax how long it lets in by tickets alone; shorter than `galleryAgeMax`: only as long as by
    ///     faces
    public record Rules(
            double fpir,
            double margin,
            double passFmr,
            Duration passClockSkew,
            Duration patience,
            Duration partyPatience,
            Duration answerWithin,
            Duration galleryAgeMax,
            Duration ticketAgeMax) {
        public Rules {
            requireNonNull(passClockSkew, "passClockSkew is null");
            requireNonNull(patience, "patience is null");
            requireNonNull(partyPatience, "partyPatience is null");
            requireNonNull(answerWithin, "answerWithin is null");
            requireNonNull(galleryAgeMax, "galleryAgeMax is null");
            requireNonNull(ticketAgeMax, "ticketAgeMax is null");
        }
    }
}
