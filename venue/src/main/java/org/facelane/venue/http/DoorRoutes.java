package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.admission.EntryRuleChange;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.EntryRules.Reentry;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.doorway.Doorway.Direction;
import org.facelane.venue.doorway.Doorway.WhenUndecided;
import org.facelane.venue.doorway.Doorways;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.doorway.PassageOutcome;
import org.facelane.venue.gate.Sensors;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.party.Parties;
import org.facelane.venue.party.PartyOutcome;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.slice.Slicing;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// What an event and its lanes allow, which tickets come in together, and the word of a gate's sensor.
final class DoorRoutes {
    private static final String BEARER = "Bearer ";
    private static final Problem UNKNOWN_SENSOR = new Problem(
            401,
            "UNKNOWN_SENSOR",
            "This is not the secret of the lane's sensor.",
            "Set the lane's doorway again and give the sensor the new secret.");

    private final Http.Parts parts;
    private final EntryRuleChange rules;
    private final Slices slices;
    private final Doorways doorways;
    private final GateSensors sensors;
    private final Parties parties;

    DoorRoutes(Http.Parts parts) {
        this.parts = requireNonNull(parts, "parts is null");
        rules = new EntryRuleChange(parts.database());
        slices = parts.slices();
        doorways = new Doorways(parts.database());
        sensors = new GateSensors(parts.database());
        parties = new Parties(parts.database());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/events/{event}/entry-rules", this::rules),
                Route.post("/api/events/{event}/entry-rules", this::setRules),
                Route.get("/api/events/{event}/slicing", this::slicing),
                Route.post("/api/events/{event}/slicing", this::setSlicing),
                Route.get("/api/events/{event}/lanes/{lane}/doorway", this::doorway),
                Route.post("/api/events/{event}/lanes/{lane}/doorway", this::setDoorway),
                Route.post("/api/events/{event}/tickets/{code}/party", this::addToParty),
                Route.delete("/api/events/{event}/tickets/{code}/party", this::takeOutOfParty),
                Route.post("/api/lanes/{lane}/passage", this::passage));
    }

    record Rules(Reentry reentry, long reentryWaitSeconds, int partyMax) {
        static Rules of(EntryRules rules) {
            return new Rules(rules.reentry(), rules.reentryWait().toSeconds(), rules.partyMax());
        }
    }

    record NewRules(Optional<Reentry> reentry, Optional<Long> reentryWaitSeconds, Optional<Integer> partyMax) {}

    /// How a gallery is split; absent: as before.
    record NewSlicing(Optional<Boolean> byEntrance, Optional<Boolean> byTime) {}

    /// @param sensor where the sensor is listened to
    /// @param sensorSecret of one that calls; shown once, when the doorway is set
    record DoorwayLine(
            Direction direction,
            Optional<Long> passageSeconds,
            Optional<String> sensor,
            WhenUndecided whenUndecided,
            Optional<String> sensorSecret) {
        static DoorwayLine of(Doorway doorway, Optional<String> secret) {
            return new DoorwayLine(
                    doorway.direction(),
                    doorway.passageWithin().map(Duration::toSeconds),
                    doorway.sensor(),
                    doorway.whenUndecided(),
                    secret);
        }
    }

    record NewDoorway(
            Optional<Direction> direction,
            Optional<Long> passageSeconds,
            Optional<String> sensor,
            Optional<WhenUndecided> whenUndecided) {}

    record Lead(Optional<String> lead) {}

    record Added(String code, String lead) {}

    /// @param admission empty where the lane awaited nobody
    record Heard(String outcome, Optional<AdmissionId> admission) {}

    record Word(Optional<Boolean> passed, Optional<String> admission) {}

    private ServerResponse rules(ServerRequest request) {
        return Routes.event(request)
                .flatMap(rules::rules)
                .map(Rules::of)
                .map(Json::ok)
                .orElseGet(Problems.NO_SUCH_EVENT::answer);
    }

    private ServerResponse setRules(ServerRequest request) throws Exception {
        NewRules wish = Json.body(request, NewRules.class);
        Optional<EventId> event = Routes.event(request);
        Optional<EntryRules> before = event.flatMap(rules::rules);
        if (before.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        EntryRules next;
        try {
            next = new EntryRules(
                    wish.reentry().orElse(before.get().reentry()),
                    wish.reentryWaitSeconds()
                            .map(Duration::ofSeconds)
                            .orElse(before.get().reentryWait()),
                    wish.partyMax().orElse(before.get().partyMax()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Problems.value(
                            "The wait before re-entry is 0 to 24 hours, and a party has 1 to 20 further tickets.",
                            "Correct it and try again.")
                    .answer();
        }
        rules.change(event.get(), next, by(request), now());
        return Json.ok(Rules.of(next));
    }

    private ServerResponse slicing(ServerRequest request) {
        return Routes.event(request).flatMap(slices::of).map(Json::ok).orElseGet(Problems.NO_SUCH_EVENT::answer);
    }

    private ServerResponse setSlicing(ServerRequest request) throws Exception {
        NewSlicing wish = Json.body(request, NewSlicing.class);
        Optional<EventId> event = Routes.event(request);
        Optional<Slicing> before = event.flatMap(slices::of);
        if (before.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        Slicing next = new Slicing(
                wish.byEntrance().orElse(before.get().byEntrance()),
                wish.byTime().orElse(before.get().byTime()));
        slices.set(event.get(), next, by(request), now());
        return Json.ok(next);
    }

    private ServerResponse doorway(ServerRequest request) {
        Optional<LaneId> lane = Routes.lane(request.pathVariable("lane"));
        return lane.map(doorways::of)
                .map(doorway -> Json.ok(DoorwayLine.of(doorway, Optional.empty())))
                .orElseGet(Problems.NO_SUCH_LANE::answer);
    }

    private ServerResponse setDoorway(ServerRequest request) throws Exception {
        NewDoorway wish = Json.body(request, NewDoorway.class);
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> lane = Routes.lane(request.pathVariable("lane"));
        if (event.isEmpty() || lane.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        Optional<String> sensor = Json.text(wish.sensor());
        if (sensor.isPresent() && Sensors.parse(sensor.get()).isEmpty()) {
            return Problems.value("A sensor cannot be listened to there.", Sensors.FORMS)
                    .answer();
        }
        if (sensor.isPresent() && wish.passageSeconds().isEmpty()) {
            return Problems.value("A sensor needs a time to pass.", "Give passageSeconds, 1 to 300.")
                    .answer();
        }
        Doorway next;
        try {
            next = new Doorway(
                    wish.direction().orElse(Direction.IN),
                    wish.passageSeconds().map(Duration::ofSeconds),
                    sensor,
                    wish.whenUndecided().orElse(WhenUndecided.FAIL_SAFE));
        } catch (IllegalArgumentException e) {
            return Problems.value("A passage takes 1 to 300 seconds.", "Correct it and try again.")
                    .answer();
        }
        return doorways.set(event.get(), lane.get(), next, by(request), now())
                .map(set -> Json.ok(DoorwayLine.of(set.doorway(), set.sensorSecret())))
                .orElseGet(Problems.NO_SUCH_LANE::answer);
    }

    private ServerResponse addToParty(ServerRequest request) throws Exception {
        Optional<EventId> event = Routes.event(request);
        Optional<String> lead = Json.text(Json.body(request, Lead.class).lead());
        String code = request.pathVariable("code");
        if (event.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        if (lead.isEmpty()) {
            return Problems.NO_SUCH_TICKET.answer();
        }
        return switch (parties.add(event.get(), lead.get(), code, by(request), now())) {
            case PartyOutcome.Added _ -> Json.ok(new Added(code, lead.get()));
            case PartyOutcome.NoSuchTicket _ -> Problems.NO_SUCH_TICKET.answer();
            case PartyOutcome.Full(int max) ->
                new Problem(
                                409,
                                "PARTY_FULL",
                                "The party has " + max
                                        + " further tickets already, which is as many as this event allows.",
                                "Take one out, or let more be brought along.")
                        .answer();
            case PartyOutcome.InAParty _ ->
                new Problem(
                                409,
                                "IN_A_PARTY",
                                "One of the two tickets is in a party already, or leads one.",
                                "Take it out first.")
                        .answer();
        };
    }

    private ServerResponse takeOutOfParty(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        if (event.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        boolean removed = parties.remove(event.get(), request.pathVariable("code"), by(request), now());
        return removed ? ServerResponse.noContent().build() : Problems.NO_SUCH_TICKET.answer();
    }

    private ServerResponse passage(ServerRequest request) throws Exception {
        Optional<LaneId> lane = Routes.lane(request.pathVariable("lane"));
        String given = request.headers().firstHeader("Authorization") instanceof String header ? header : "";
        if (lane.isEmpty()
                || !given.startsWith(BEARER)
                || !sensors.isKnown(lane.get(), given.substring(BEARER.length()).strip())) {
            return UNKNOWN_SENSOR.answer();
        }
        Word word = Json.body(request, Word.class);
        if (word.passed().isEmpty()) {
            return Problems.value("Whether somebody passed is missing.", "Send {\"passed\": true} or false.")
                    .answer();
        }
        Optional<AdmissionId> named;
        try {
            named = Json.text(word.admission()).map(UUID::fromString).map(AdmissionId::new);
        } catch (IllegalArgumentException e) {
            return Problems.value("The admission is not one.", "Send the Idempotency-Key of the command, or none.")
                    .answer();
        }
        PassageOutcome outcome = word.passed().get()
                ? sensors.passed(lane.get(), named, now())
                : sensors.notPassed(lane.get(), named, now());
        return Json.ok(
                switch (outcome) {
                    case PassageOutcome.Passed(AdmissionId id) -> new Heard("PASSED", Optional.of(id));
                    case PassageOutcome.Annulled(AdmissionId id) -> new Heard("ANNULLED", Optional.of(id));
                    case PassageOutcome.PassedTooLate(AdmissionId id) -> new Heard("PASSED_TOO_LATE", Optional.of(id));
                    case PassageOutcome.NobodyAwaited _ -> new Heard("NOBODY_AWAITED", Optional.empty());
                });
    }

    private static String by(ServerRequest request) {
        return "staff " + StaffSession.name(request);
    }

    private Instant now() {
        return parts.time().instant();
    }
}
