package org.facelane.venue.trial;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.facelane.venue.trial.Visitor.Answer;

/// What people at home and in the office do over HTTP, as their browsers would. A server that is away answers with
/// status 0. Safe for use by several threads.
public final class Office {
    private final Visitor organiser;

    /// @param organiser signed in as one
    public Office(Visitor organiser) {
        this.organiser = requireNonNull(organiser, "organiser is null");
    }

    /// Again, with the password; nothing happens if the server does not answer.
    public void signIn(String password) {
        organiser.withoutToken();
        try {
            organiser.as("organiser", password);
        } catch (IllegalStateException e) {
            // It is away, or its database is: whoever needs it asks again.
            organiser.withoutToken();
        }
    }

    /// A new event whose doors are open.
    ///
    /// @param mode where its guests' templates are
    /// @return its id
    public String event(String name, String mode, Instant now) {
        Instant starts = now.plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> wish = Map.of(
                "name", name,
                "venue", "North stadium",
                "startsAt", starts.toString(),
                "endsAt", starts.plus(Duration.ofHours(3)).toString(),
                "eraseAfter", starts.plus(Duration.ofHours(24)).toString(),
                "mode", mode,
                "legalBasis",
                        Map.of(
                                "jurisdiction", "US-GA",
                                "dpiaReference", "DPIA-7",
                                "accountablePerson", "A. Body",
                                "releaseText", "I agree to be recognised at this event."));
        return post("/api/events", wish).orFail("a new event").text("id");
    }

    /// @return what a lane's page says to be let in: its id as `lane`, and its `key`
    public Map<String, String> lane(String event, Map<String, String> wish) {
        Answer lane = post("/api/events/" + event + "/lanes", wish).orFail("a new lane");
        return Map.of("lane", lane.text("id"), "key", lane.text("key"));
    }

    /// Hangs a camera above a lane, which the server opens.
    public void camera(String event, String lane, String address) {
        post("/api/events/" + event + "/lanes/" + lane + "/setup", Map.of("camera", address))
                .orFail("the lane's camera");
    }

    /// The event's tickets are sold by pretix from now on.
    ///
    /// @param connection where the event is there
    public void pretix(String event, Map<String, Object> connection) {
        post("/api/events/" + event + "/pretix", connection).orFail("connecting to pretix");
    }

    /// Makes a lane a device at pretix.
    ///
    /// @param token as pretix shows it
    public void device(String event, String lane, String token) {
        post("/api/events/" + event + "/lanes/" + lane + "/pretix", Map.of("token", token))
                .orFail("the lane's device");
    }

    /// Has a sensor look whether somebody passes the lane's gate in time.
    ///
    /// @return the sensor's secret
    public String sensor(String event, String lane, Duration passage) {
        return post(
                        "/api/events/" + event + "/lanes/" + lane + "/doorway",
                        Map.of("passageSeconds", passage.toSeconds()))
                .orFail("the lane's sensor")
                .text("sensorSecret");
    }

    /// @return the code by which a program becomes the lane's agent
    public String invitation(String event, String lane) {
        return post("/api/events/" + event + "/lanes/" + lane + "/agent", Map.of())
                .orFail("an invitation")
                .text("code");
    }

    /// Valid tickets, once however often they are asked for.
    public Answer tickets(String event, String... codes) {
        String rows = List.of(codes).stream()
                .map(code -> code + ",Holder of " + code + "\n")
                .collect(Collectors.joining());
        byte[] file = ("code,holder\n" + rows).getBytes(StandardCharsets.UTF_8);
        return organiser.tried(
                "POST", "/api/events/" + event + "/tickets", BodyPublishers.ofByteArray(file), "text/csv");
    }

    /// @return the path at which the holder of the ticket enrols and withdraws; empty if it cannot be had now
    public Optional<String> link(String event, String code) {
        Answer answer = post("/api/events/" + event + "/tickets/" + code + "/link", Map.of());
        return answer.isSuccess()
                ? Optional.of("/api" + URI.create(answer.text("url")).getPath())
                : Optional.empty();
    }

    /// Lets somebody in by hand.
    public Answer admit(String event, String code, String reason) {
        return post("/api/events/" + event + "/admissions", Map.of("code", code, "reason", reason));
    }

    /// Sends the picture of somebody who agrees.
    public Answer enrol(String link, byte[] picture) {
        return organiser.tried(
                "POST", link + "?consent=1&language=en", BodyPublishers.ofByteArray(picture), "image/jpeg");
    }

    /// Sends the picture of somebody who has lost the pass, which is worth nothing from then on.
    public Answer renew(String link, byte[] picture) {
        return organiser.tried(
                "POST", link + "?consent=1&language=en&renew=true", BodyPublishers.ofByteArray(picture), "image/jpeg");
    }

    public Answer withdraw(String link) {
        return post(link + "/withdraw", Map.of());
    }

    public Answer get(String path) {
        return organiser.tried("GET", path, BodyPublishers.noBody(), "");
    }

    private Answer post(String path, Object body) {
        return organiser.tryPost(path, body);
    }
}
