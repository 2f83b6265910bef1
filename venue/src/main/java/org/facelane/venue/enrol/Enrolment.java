package org.facelane.venue.enrol;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.facelane.face.Features;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.CaptureOutcome;
import org.facelane.face.acquire.CaptureOutcome.Unusable;
import org.facelane.face.acquire.CaptureOutcome.Usable;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.venue.Event;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.Mode;
import org.facelane.venue.Ticket;
import org.facelane.venue.enrol.EnrolmentOutcome.ChallengeFailed;
import org.facelane.venue.enrol.EnrolmentOutcome.ConsentOutdated;
import org.facelane.venue.enrol.EnrolmentOutcome.Enrolled;
import org.facelane.venue.enrol.EnrolmentOutcome.FailureToEnrol;
import org.facelane.venue.enrol.EnrolmentOutcome.Hindrance;
import org.facelane.venue.enrol.EnrolmentOutcome.TicketRefused;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassMaker;
import org.facelane.venue.pass.PassStore;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.ConsentTexts;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryChanges;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.ReferenceStore;
import org.facelane.venue.store.TicketStore;

/// A guest with a ticket and a consent enters the event's gallery, or is given a pass; the only flow that makes a
/// [Template] of a person.
///
/// Nothing is written unless everything is: guest, consent, reference or pass, gallery change and audit line share one
/// transaction. No picture is ever stored. A pass is handed out once and nowhere kept; whoever lost it has a new one
/// made from new pictures, which revokes the old one. Safe for use by several threads; costs one acquisition of CPU
/// time, so callers run it on a platform thread.
public final class Enrolment {
    private final Database database;
    private final MasterKey master;
    private final Function<Capture, CaptureOutcome> acquisition;
    private final Slices slices;
    private final LookAlikes lookAlikes;

    /// @param acquisition a capture to features, as `SelfieAcquisition` does it with a file and
    ///     `SessionAcquisition` with a camera session
    /// @param slices where the event's gallery is split: nobody is ever seen outside their slice
    /// @param lookAlikes asked once a guest is enrolled, and by nobody else
    public Enrolment(
            Database database,
            MasterKey master,
            Function<Capture, CaptureOutcome> acquisition,
            Slices slices,
            LookAlikes lookAlikes) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.acquisition = requireNonNull(acquisition, "acquisition is null");
        this.slices = requireNonNull(slices, "slices is null");
        this.lookAlikes = requireNonNull(lookAlikes, "lookAlikes is null");
    }

    /// What is known before the picture is looked at: either that it cannot be, or all that storing needs.
    private sealed interface Preparation {
        record Refused(EnrolmentOutcome outcome) implements Preparation {}

        record Ready(Event event, EventKeys keys) implements Preparation {}
    }

    /// What came of storing; a sum of its own, so that nothing is asked about a guest who is not committed.
    private sealed interface Storing {
        record Refused(EnrolmentOutcome outcome) implements Storing {}

        record Stored(LookAlikes.Committed enrolled) implements Storing {}

        record WithPass(GuestId guest, Pass pass) implements Storing {}
    }

    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer
    public EnrolmentOutcome enrol(EnrolmentRequest request, Instant now) {
        return switch (database.read(tx -> prepare(tx, request, now))) {
            case Preparation.Refused(EnrolmentOutcome outcome) -> outcome;
            case Preparation.Ready(Event event, EventKeys keys) ->
                switch (acquisition.apply(request.capture())) {
                    case Unusable(AcquisitionFailure reason) -> new FailureToEnrol(reason);
                    case CaptureOutcome.ChallengeFailed(ChallengeFailure reason) -> new ChallengeFailed(reason);
                    case Usable(Features features) -> {
                        try {
                            yield store(request, event, keys, features, now);
                        } finally {
                            features.overwrite();
                        }
                    }
                };
        };
    }

    private EnrolmentOutcome store(
            EnrolmentRequest request, Event event, EventKeys keys, Features features, Instant now) {
        Template template = Template.of(features, keys.rotation(features.dimension()));
        Reference reference = new Reference(new ReferenceId(UUID.randomUUID()), template);
        Storing storing;
        try {
            storing = database.transact(tx -> store(tx, request, reference, keys, event, now));
        } finally {
            template.overwrite();
        }
        return switch (storing) {
            case Storing.Refused(EnrolmentOutcome outcome) -> outcome;
            case Storing.Stored(LookAlikes.Committed enrolled) ->
                new Enrolled(
                        enrolled.guest().id(),
                        event.eraseAfter(),
                        lookAlikes.exist(enrolled, features),
                        Optional.empty());
            case Storing.WithPass(GuestId guest, Pass pass) ->
                new Enrolled(guest, event.eraseAfter(), false, Optional.of(pass));
        };
    }

    private Preparation prepare(Connection tx, EnrolmentRequest request, Instant now) throws SQLException {
        Optional<Ticket> ticket = TicketStore.find(tx, request.ticket());
        if (ticket.isEmpty()) {
            return new Preparation.Refused(new TicketRefused(Hindrance.TICKET_UNKNOWN));
        }
        Event event = EventStore.find(tx, ticket.get().event()).orElseThrow();
        Optional<EnrolmentOutcome> outcome = hindrance(tx, request, ticket.get(), event, now);
        if (outcome.isPresent()) {
            return new Preparation.Refused(outcome.get());
        }
        return EventKeyStore.find(tx, event.id(), master)
                .<Preparation>map(keys -> new Preparation.Ready(event, keys))
                .orElse(new Preparation.Refused(new TicketRefused(Hindrance.ENROLMENT_CLOSED)));
    }

    /// Asks everything again, now that nobody else can change it, and lets the database decide whether the ticket
    /// is enrolled already.
    private Storing store(
            Connection tx, EnrolmentRequest request, Reference reference, EventKeys keys, Event event, Instant now)
            throws SQLException {
        Optional<Ticket> ticket = TicketStore.hold(tx, request.ticket());
        if (ticket.isEmpty()) {
            return new Storing.Refused(new TicketRefused(Hindrance.TICKET_UNKNOWN));
        }
        if (!EventKeyStore.hold(tx, event.id())) {
            return new Storing.Refused(new TicketRefused(Hindrance.ENROLMENT_CLOSED));
        }
        Optional<EnrolmentOutcome> outcome = hindrance(tx, request, ticket.get(), event, now);
        if (outcome.isPresent()) {
            return new Storing.Refused(outcome.get());
        }
        if (request.renews()) {
            return renew(tx, request, reference, keys, event, now);
        }
        Guest guest = new Guest(GuestId.random(), event.id(), request.ticket());
        if (!GuestStore.insert(tx, guest, request.consent(), now)) {
            return new Storing.Refused(new TicketRefused(Hindrance.ALREADY_ENROLLED));
        }
        Optional<Pass> pass = keep(tx, guest, reference, keys, event, now);
        AuditLog.write(
                tx,
                new AuditLog.Line(
                        now, request.actor(), "enrolled", "guest " + guest.id() + " ticket " + guest.ticket()));
        GalleryVersion version =
                GalleryChanges.append(tx, event.id(), GalleryChanges.Kind.ENROLLED, reference.id(), now);
        slices.place(tx, guest, now);
        return pass.<Storing>map(made -> new Storing.WithPass(guest.id(), made))
                .orElseGet(() -> new Storing.Stored(new LookAlikes.Committed(guest, reference.id(), version)));
    }

    /// Both are numbered changes as in a gallery, so that every lane has heard of the old pass's end and of the
    /// new.
    private Storing renew(
            Connection tx, EnrolmentRequest request, Reference reference, EventKeys keys, Event event, Instant now)
            throws SQLException {
        Guest guest = GuestStore.latest(tx, request.ticket()).orElseThrow().guest();
        Optional<ReferenceId> old = PassStore.revoke(tx, guest.id(), now);
        if (old.isEmpty()) {
            return new Storing.Refused(new TicketRefused(Hindrance.NOTHING_TO_RENEW));
        }
        Pass pass = keep(tx, guest, reference, keys, event, now).orElseThrow();
        AuditLog.write(
                tx,
                new AuditLog.Line(
                        now, request.actor(), "renewed pass", "guest " + guest.id() + " ticket " + guest.ticket()));
        GalleryChanges.append(tx, event.id(), GalleryChanges.Kind.ERASED, old.get(), now);
        GalleryChanges.append(tx, event.id(), GalleryChanges.Kind.ENROLLED, reference.id(), now);
        slices.place(tx, guest, now);
        return new Storing.WithPass(guest.id(), pass);
    }

    /// The one place where the modes part: a gallery, or the guest's own hand.
    private static Optional<Pass> keep(
            Connection tx, Guest guest, Reference reference, EventKeys keys, Event event, Instant now)
            throws SQLException {
        return switch (event.mode()) {
            case HANDS_FREE -> {
                ReferenceStore.insert(tx, guest, reference, keys);
                yield Optional.empty();
            }
            case PASS, SEALED -> {
                PassMaker.Made made = new PassMaker(event, keys).make(guest.ticket(), reference, now);
                PassStore.insert(tx, guest, reference.id(), made, now);
                yield Optional.of(made.pass());
            }
        };
    }

    private static Optional<EnrolmentOutcome> hindrance(
            Connection tx, EnrolmentRequest request, Ticket ticket, Event event, Instant now) throws SQLException {
        if (!now.isBefore(event.eraseAfter())) {
            return Optional.of(new TicketRefused(Hindrance.ENROLMENT_CLOSED));
        }
        Optional<Hindrance> status = hindrance(ticket.status());
        if (status.isPresent()) {
            return Optional.of(new TicketRefused(status.get()));
        }
        boolean enrolled = GuestStore.latest(tx, ticket.id())
                .filter(latest -> latest.erasingAt().isEmpty())
                .isPresent();
        if (request.renews() && (!enrolled || event.mode() == Mode.HANDS_FREE)) {
            return Optional.of(new TicketRefused(Hindrance.NOTHING_TO_RENEW));
        }
        if (enrolled && !request.renews()) {
            return Optional.of(new TicketRefused(Hindrance.ALREADY_ENROLLED));
        }
        if (!event.ages().allows(request.consent().declaration())) {
            return Optional.of(new TicketRefused(Hindrance.GUARDIAN_NOT_ENOUGH));
        }
        return ConsentTexts.isNewest(tx, event.id(), request.consent())
                ? Optional.empty()
                : Optional.of(new ConsentOutdated());
    }

    private static Optional<Hindrance> hindrance(Ticket.Status status) {
        return switch (status) {
            case VALID -> Optional.empty();
            case UNPAID -> Optional.of(Hindrance.TICKET_UNPAID);
            case BLOCKED -> Optional.of(Hindrance.TICKET_BLOCKED);
            case CANCELLED -> Optional.of(Hindrance.TICKET_CANCELLED);
        };
    }
}
