package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.facelane.face.challenge.CameraFrame;
import org.facelane.face.challenge.CameraSession;
import org.facelane.face.challenge.Challenge;
import org.facelane.face.challenge.Direction;
import org.facelane.face.challenge.Step;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightColour;
import org.facelane.venue.Consent;
import org.facelane.venue.Consent.Declaration;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.Mode;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.enrol.CameraSessions.Taking;
import org.facelane.venue.enrol.Capture;
import org.facelane.venue.enrol.EnrolmentOutcome;
import org.facelane.venue.enrol.EnrolmentRequest;
import org.facelane.venue.enrol.FrameBundle;
import org.facelane.venue.http.route.GuestLinks;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.route.Uploads;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassCode;
import org.facelane.venue.store.ConsentTexts;
import org.facelane.venue.store.ConsentTexts.ConsentText;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.wallet.Wallets;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// A guest, by the link to the guest's own ticket: reads the consent text, enrols, withdraws.
final class EnrolRoutes {
    private static final String LANGUAGE = "en";
    private static final int CAMERA_NAME_MAX = 200;

    private final Http.Parts parts;
    private final GuestLinks links;
    private final Uploads uploads;
    private final int pictureBytesMax;
    private final boolean byFile;

    /// @param byFile whether guests may send a picture file instead of standing before the camera
    EnrolRoutes(Http.Parts parts, Uploads uploads, int pictureBytesMax, boolean byFile) {
        this.byFile = byFile;
        this.parts = requireNonNull(parts, "parts is null");
        links = new GuestLinks(parts.links(), parts.time());
        this.uploads = requireNonNull(uploads, "uploads is null");
        this.pictureBytesMax = pictureBytesMax;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/enrol/{token}", this::offer),
                Route.post("/api/enrol/{token}/session", this::session),
                Route.post("/api/enrol/{token}", this::enrol),
                Route.post("/api/enrol/{token}/office", this::enrolAtOffice),
                Route.post("/api/enrol/{token}/withdraw", this::withdraw));
    }

    enum State {
        OPEN,
        ENROLLED,
        ERASING,
        ERASED
    }

    /// @param receipt the token of the guest's receipt, once enrolled
    /// @param byFile whether a picture file may be sent
    /// @param wallets those of phones that the guest's pass can be saved in
    record Offer(
            EventPart event,
            TicketPart ticket,
            ConsentPart consent,
            State state,
            Optional<Instant> since,
            Optional<String> receipt,
            boolean byFile,
            List<Wallets.Kind> wallets) {}

    /// @param session to be sent back with the frames
    record SessionPart(String session, Instant deadline, List<StepPart> steps) {}

    /// @param direction the guest's own left or right, or up or down
    /// @param colours one after the other, each for as long as the others
    record StepPart(String kind, long milliseconds, Optional<Direction> direction, List<String> colours) {
        static StepPart of(Step step) {
            long lasts = step.lasts().toMillis();
            return switch (step) {
                case Step.LookStraight _ -> new StepPart("STRAIGHT", lasts, Optional.empty(), List.of());
                case Step.Turn(Direction direction) -> new StepPart("TURN", lasts, Optional.of(direction), List.of());
                case Step.Follow(Direction direction) ->
                    new StepPart("FOLLOW", lasts, Optional.of(direction), List.of());
                case Step.Light(LightChallenge light) ->
                    new StepPart(
                            "LIGHT",
                            lasts,
                            Optional.empty(),
                            light.colours().stream().map(LightColour::css).toList());
            };
        }
    }

    record EventPart(String name, String venue, Instant startsAt, Instant endsAt, Mode mode, Instant eraseAfter) {}

    record TicketPart(String code, Optional<String> holder, Optional<String> category, Optional<String> entrance) {}

    /// @param ownAge from which age guests agree alone
    /// @param guardian whether a parent or guardian may agree for a guest below it, who is at least `minimumAge`
    record ConsentPart(
            int version, String language, String title, String body, int minimumAge, int ownAge, boolean guardian) {}

    /// @param lookAlike whether the guest is told that a lane may ask for the ticket
    record Enrolled(State state, Instant eraseAfter, boolean lookAlike, Optional<PassPart> pass) {}

    /// The guest's pass, and its code to be drawn: a square of so many units, dark where the path says.
    record PassPart(String text, int size, String path) {
        static PassPart of(Pass pass) {
            PassCode code = PassCode.of(pass);
            return new PassPart(pass.text(), code.size() + 2 * PassCode.QUIET_ZONE, code.path());
        }
    }

    record Withdrawn(State state) {}

    private ServerResponse offer(ServerRequest request) throws Exception {
        String language = language(request);
        return links.open(
                request, ticket -> offer(ticket, language).map(Json::ok).orElseGet(Problems.EVENT_OVER::answer));
    }

    private Optional<Offer> offer(TicketId id, String language) {
        return parts.database().read(tx -> {
            Ticket ticket = TicketStore.find(tx, id).orElseThrow();
            Event event = EventStore.find(tx, ticket.event()).orElseThrow();
            Optional<ConsentText> text = ConsentTexts.newest(tx, event.id(), language);
            Optional<GuestStore.Enrolled> guest = GuestStore.latest(tx, id);
            Optional<String> receipt = guest.isEmpty()
                    ? Optional.empty()
                    : parts.papers().token(tx, guest.get().guest().id());
            return text.map(consent -> offer(event, ticket, consent, guest, receipt));
        });
    }

    private Offer offer(
            Event event,
            Ticket ticket,
            ConsentText text,
            Optional<GuestStore.Enrolled> guest,
            Optional<String> receipt) {
        return new Offer(
                new EventPart(
                        event.name(),
                        event.venue(),
                        event.startsAt(),
                        event.endsAt(),
                        event.mode(),
                        event.eraseAfter()),
                new TicketPart(ticket.code(), ticket.holder(), ticket.category(), ticket.entrance()),
                new ConsentPart(
                        text.consent().version(),
                        text.consent().language(),
                        text.title(),
                        text.body(),
                        event.ages().minimumAge(),
                        event.ages().ownAge(),
                        event.ages().guardianBelow().isPresent()),
                guest.map(EnrolRoutes::state).orElse(State.OPEN),
                guest.map(EnrolRoutes::since),
                receipt,
                byFile,
                parts.wallets().offered(event.mode()));
    }

    static State state(GuestStore.Enrolled guest) {
        if (guest.erasedAt().isPresent()) {
            return State.ERASED;
        }
        return guest.erasingAt().isPresent() ? State.ERASING : State.ENROLLED;
    }

    static Instant since(GuestStore.Enrolled guest) {
        return guest.erasedAt().or(guest::erasingAt).orElse(guest.enrolledAt());
    }

    private ServerResponse session(ServerRequest request) throws Exception {
        return links.open(
                request,
                ticket -> parts.sessions()
                        .open(ticket, parts.time().instant())
                        .map(opened -> Json.created(new SessionPart(
                                opened.token(),
                                opened.deadline(),
                                opened.challenge().steps().stream()
                                        .map(StepPart::of)
                                        .toList())))
                        .orElseGet(Problems.EVENT_OVER::answer));
    }

    /// The frames of a camera session, or a picture file where guests may send one.
    private ServerResponse enrol(ServerRequest request) throws Exception {
        Optional<String> session = request.param("session");
        if (session.isEmpty() && !byFile) {
            return links.open(request, _ -> Problems.CAMERA_NEEDED.answer());
        }
        return withConsent(
                request,
                (ticket, consent) -> take(request, body -> {
                    Capture capture = new Capture.PictureFile(body);
                    if (session.isPresent()) {
                        Taking taking = parts.sessions()
                                .take(session.get(), ticket, parts.time().instant());
                        Optional<List<CameraFrame>> frames = FrameBundle.read(body);
                        switch (taking) {
                            case Taking.Expired _ -> {
                                return Problems.SESSION_EXPIRED.answer();
                            }
                            case Taking.Used _, Taking.Forged _ -> {
                                return Problems.SESSION_NOT_VALID.answer();
                            }
                            case Taking.Taken(Challenge challenge, Duration taken) -> {
                                if (frames.isEmpty()) {
                                    return Problems.FRAMES_UNREADABLE.answer();
                                }
                                Optional<String> camera = request.param("camera")
                                        .map(name -> name.substring(0, Math.min(CAMERA_NAME_MAX, name.length())));
                                capture = new Capture.BeforeCamera(
                                        new CameraSession(challenge, frames.get(), camera, taken));
                            }
                        }
                    }
                    return enrol(
                            new EnrolmentRequest(ticket, consent, capture, EnrolmentRequest.GUEST, renews(request)));
                }));
    }

    /// Staff take the picture of a guest who stands before them: for whoever cannot do the steps before a camera.
    private ServerResponse enrolAtOffice(ServerRequest request) throws Exception {
        String staff = "staff " + StaffSession.name(request);
        return withConsent(
                request,
                (ticket, consent) -> take(
                        request,
                        body -> enrol(new EnrolmentRequest(
                                ticket, consent, new Capture.PictureFile(body), staff, renews(request)))));
    }

    private static boolean renews(ServerRequest request) {
        return request.param("renew").isPresent();
    }

    private ServerResponse take(ServerRequest request, Uploads.Use use) throws Exception {
        return uploads.take(request, pictureBytesMax, Problems.pictureTooLarge(pictureBytesMax), use);
    }

    /// What is done for the holder of a link who has agreed.
    @FunctionalInterface
    private interface Agreed {
        ServerResponse with(TicketId ticket, Consent consent) throws Exception;
    }

    private ServerResponse withConsent(ServerRequest request, Agreed use) throws Exception {
        return links.open(request, ticket -> {
            OptionalInt version = consentVersion(request);
            Optional<Declaration> declaration = declaration(request);
            return version.isEmpty() || declaration.isEmpty()
                    ? Problems.NO_CONSENT.answer()
                    : use.with(ticket, new Consent(version.getAsInt(), language(request), declaration.get()));
        });
    }

    /// The language that was asked for, or the browser's first one.
    private static String language(ServerRequest request) {
        return request.param("language")
                .or(() -> request.headers().acceptLanguage().stream()
                        .map(range -> range.getRange().replaceFirst("-.*", ""))
                        .findFirst())
                .orElse(LANGUAGE);
    }

    private static Optional<Declaration> declaration(ServerRequest request) {
        return switch (request.param("declares").orElse("OF_AGE")) {
            case "OF_AGE" -> Optional.of(Declaration.OF_AGE);
            case "GUARDIAN" -> Optional.of(Declaration.GUARDIAN);
            default -> Optional.empty();
        };
    }

    private static OptionalInt consentVersion(ServerRequest request) {
        try {
            int version = Integer.parseInt(request.param("consent").orElse(""));
            return version >= 1 ? OptionalInt.of(version) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /// Pictures are computed with on the platform threads that are there for it, never on a request's own.
    private ServerResponse enrol(EnrolmentRequest wish) throws Exception {
        EnrolmentOutcome outcome;
        try {
            outcome = parts.vision()
                    .submit(() -> parts.enrolment().enrol(wish, parts.time().instant()))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        return switch (outcome) {
            case EnrolmentOutcome.Enrolled enrolled ->
                Json.created(new Enrolled(
                        State.ENROLLED,
                        enrolled.eraseAfter(),
                        enrolled.lookAlike(),
                        enrolled.pass().map(PassPart::of)));
            case EnrolmentOutcome.FailureToEnrol failure ->
                Problems.of(failure.reason()).answer();
            case EnrolmentOutcome.ChallengeFailed failure ->
                Problems.of(failure.reason()).answer();
            case EnrolmentOutcome.TicketRefused refused ->
                Problems.of(refused.reason()).answer();
            case EnrolmentOutcome.ConsentOutdated _ -> Problems.CONSENT_OUTDATED.answer();
        };
    }

    private ServerResponse withdraw(ServerRequest request) throws Exception {
        return links.open(request, ticket -> {
            Optional<GuestStore.Enrolled> guest = parts.database().read(tx -> GuestStore.latest(tx, ticket));
            if (guest.isEmpty()) {
                return Problems.NOT_ENROLLED.answer();
            }
            Erasure erasure = parts.erasures()
                    .withdraw(guest.get().guest().id(), parts.time().instant());
            return Json.ok(new Withdrawn(
                    switch (erasure) {
                        case Erasure.Erasing _ -> State.ERASING;
                        case Erasure.Erased _ -> State.ERASED;
                    }));
        });
    }
}
