package org.facelane.venue.http.hand;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.HandAdmission;
import org.facelane.venue.admission.HandOutcome;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.code.TicketPicture;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.route.Uploads;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.setup.LaneSetups;
import org.facelane.venue.steward.LetInByHand;
import org.facelane.venue.steward.LetInByHand.GateWord;
import org.facelane.venue.steward.Stewards;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// A steward reads a ticket with the phone and lets it in, with a reason; or is told what speaks against it.
public final class HandRoutes {
    private static final int CODE_LENGTH_MAX = 100;
    private static final Problem BAD_REASON = Problems.value(
            "An admission by hand needs a reason of 1 to " + HandAdmission.REASON_MAX + " characters.",
            "Say why, in a few words.");
    private static final Problem NOT_OVERRULED =
            Problems.value("That is not a steward's to overrule.", "Ask the organiser.");
    private static final Problem OTHER_WISH = new Problem(
            409,
            "OTHER_WISH",
            "This was sent before, for another ticket or another lane.",
            "Read the ticket once more and admit it again.");
    private static final Problem TOO_LARGE = Problems.pictureTooLarge(TicketPicture.BYTES_MAX);

    private final Parts parts;
    private final Uploads uploads;

    /// What this needs of the server.
    ///
    /// @param vision platform threads on which pictures are computed with
    public record Parts(
            Database database, Stewards stewards, LaneSetups setups, ExecutorService vision, InstantSource time) {
        public Parts {
            requireNonNull(database, "database is null");
            requireNonNull(stewards, "stewards is null");
            requireNonNull(setups, "setups is null");
            requireNonNull(vision, "vision is null");
            requireNonNull(time, "time is null");
        }
    }

    public HandRoutes(Parts parts, Uploads uploads) {
        this.parts = requireNonNull(parts, "parts is null");
        this.uploads = requireNonNull(uploads, "uploads is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/events/{event}/admissions", this::admit),
                Route.post("/api/events/{event}/lanes/{lane}/ticket-code", this::read));
    }

    /// @param nonce made by the page for each wish, so that a wish that is sent again is the same
    /// @param overrule what the steward was told, by [Hindered#code], and overrules
    record ByHand(
            Optional<String> code,
            Optional<String> reason,
            Optional<String> lane,
            Optional<UUID> nonce,
            Optional<Set<ReferReason>> overrule) {}

    record AdmittedByHand(String outcome, AdmissionId id, Instant at, GateWord gate) {}

    /// A [Problem] with what a steward needs besides.
    ///
    /// @param mayOverrule whether the steward may let the ticket in all the same
    /// @param since when somebody came in on it, where somebody is inside
    /// @param lane at which lane
    record Hindered(
            int status,
            String code,
            String title,
            String advice,
            boolean mayOverrule,
            Optional<Instant> since,
            Optional<LaneId> lane) {
        static Hindered of(Problem problem, boolean mayOverrule) {
            return of(problem, mayOverrule, Optional.empty(), Optional.empty());
        }

        static Hindered of(Problem problem, boolean mayOverrule, Optional<Instant> since, Optional<LaneId> lane) {
            return new Hindered(
                    problem.status(), problem.code(), problem.title(), problem.advice(), mayOverrule, since, lane);
        }

        ServerResponse answer() {
            return ServerResponse.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(this);
        }
    }

    record Read(Optional<String> code) {}

    private ServerResponse admit(ServerRequest request) throws Exception {
        ByHand wish = Json.body(request, ByHand.class);
        Optional<EventId> event = uuid(request.pathVariable("event")).map(EventId::new);
        Optional<String> code = Json.text(wish.code());
        Optional<String> reason = Json.text(wish.reason());
        Optional<String> named = Json.text(wish.lane());
        Optional<LaneId> lane = named.flatMap(HandRoutes::uuid).map(LaneId::new);
        if (event.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        if (code.isEmpty() || code.get().length() > CODE_LENGTH_MAX) {
            return Problems.NO_SUCH_TICKET.answer();
        }
        if (reason.isEmpty() || reason.get().length() > HandAdmission.REASON_MAX) {
            return BAD_REASON.answer();
        }
        if (named.isPresent() && lane.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        Set<ReferReason> overruled = EnumSet.noneOf(ReferReason.class);
        overruled.addAll(wish.overrule().orElse(Set.of()));
        if (!HandAdmission.OVERRULABLE.containsAll(overruled)) {
            return NOT_OVERRULED.answer();
        }
        HandAdmission admission = new HandAdmission(
                event.get(),
                code.get(),
                lane,
                StaffSession.name(request),
                reason.get(),
                wish.nonce().orElseGet(UUID::randomUUID),
                overruled);
        return answer(parts.stewards().admitByHand(admission, parts.time().instant()));
    }

    private static ServerResponse answer(LetInByHand let) {
        return switch (let.outcome()) {
            case AdmissionOutcome.Admitted(Admission admission) -> admitted(admission, let.gate());
            case AdmissionOutcome.AdmittedHereJustNow(Admission admission) -> admitted(admission, let.gate());
            case AdmissionOutcome.AlreadyAdmitted already ->
                Hindered.of(Problems.of(already), false, Optional.of(already.when()), already.where())
                        .answer();
            case AdmissionOutcome.NotAdmissible(ReferReason reason) ->
                Hindered.of(Problems.of(reason), HandAdmission.OVERRULABLE.contains(reason))
                        .answer();
            case AdmissionOutcome.NotFound _ -> Problems.NO_SUCH_TICKET.answer();
            case HandOutcome.NoSuchLane _ -> Problems.NO_SUCH_LANE.answer();
            case HandOutcome.OtherWish _ -> OTHER_WISH.answer();
        };
    }

    private static ServerResponse admitted(Admission admission, GateWord gate) {
        return Json.created(new AdmittedByHand("ADMITTED", admission.id(), admission.admittedAt(), gate));
    }

    /// What the phone sees of a ticket, read as the lane's camera would; the picture is kept nowhere.
    private ServerResponse read(ServerRequest request) throws Exception {
        Optional<Lane> lane = lane(request);
        if (lane.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        Set<Symbology> tickets = parts.setups().of(lane.get()).codes();
        return uploads.take(request, TicketPicture.BYTES_MAX, TOO_LARGE, picture -> {
            Optional<String> code = parts.vision()
                    .submit(() -> TicketPicture.code(picture, tickets))
                    .get();
            return Json.ok(new Read(code.filter(text -> text.length() <= CODE_LENGTH_MAX)));
        });
    }

    private Optional<Lane> lane(ServerRequest request) {
        Optional<LaneId> id = uuid(request.pathVariable("lane")).map(LaneId::new);
        Optional<EventId> event = uuid(request.pathVariable("event")).map(EventId::new);
        return id.flatMap(known -> parts.database().read(tx -> LaneStore.find(tx, known)))
                .filter(listed -> listed.revokedAt().isEmpty())
                .map(LaneStore.Listed::lane)
                .filter(found -> event.equals(Optional.of(found.event())));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
