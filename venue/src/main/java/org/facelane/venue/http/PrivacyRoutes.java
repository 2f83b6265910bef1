package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.proof.SignedDocument;
import org.facelane.venue.proof.SubjectAccess;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.GuestStore.Given;
import org.facelane.venue.store.InstallationKeyStore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/// A guest's papers, by the link on the receipt: the receipt, everything that is held, withdrawal, and the certificate
/// of erasure. The link works after the enrolment link has expired and after the event's keys are gone.
final class PrivacyRoutes {
    private final Http.Parts parts;
    private final Supplier<String> url;
    private final SubjectAccess access;

    /// @param url how browsers reach the server
    PrivacyRoutes(Http.Parts parts, Supplier<String> url) {
        this.parts = requireNonNull(parts, "parts is null");
        this.url = requireNonNull(url, "url is null");
        this.access = new SubjectAccess(parts.database());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/receipt/{token}", request -> with(request, this::papers)),
                Route.post("/api/receipt/{token}/withdraw", request -> with(request, this::withdraw)),
                Route.get("/api/receipt/{token}/receipt.json", request -> with(request, this::receipt)),
                Route.get("/api/receipt/{token}/certificate.json", request -> with(request, this::certificate)),
                Route.get("/api/receipt/{token}/data.json", request -> with(request, this::data)),
                Route.get("/api/keys", _ -> keys()));
    }

    /// @param receipt what the signed receipt says
    /// @param certificate what the signed certificate says, once there is one
    record Papers(
            EventPart event,
            EnrolRoutes.State state,
            Instant since,
            JsonNode receipt,
            Optional<JsonNode> certificate,
            SubjectAccess.Held held,
            String publicKey) {}

    record EventPart(String name, String venue, Instant startsAt, Instant eraseAfter) {}

    record Withdrawn(EnrolRoutes.State state) {}

    record Key(String id, String pem) {}

    /// What is done for the holder of a receipt.
    @FunctionalInterface
    private interface Use {
        ServerResponse with(Given given, ServerRequest request);
    }

    private ServerResponse with(ServerRequest request, Use use) {
        Optional<Given> given = parts.papers().read(request.pathVariable("token"));
        return given.isPresent() ? use.with(given.get(), request) : Problems.LINK_FORGED.answer();
    }

    private ServerResponse papers(Given given, ServerRequest request) {
        Instant now = parts.time().instant();
        Event event =
                parts.database().read(tx -> EventStore.find(tx, given.event())).orElseThrow();
        GuestStore.Enrolled guest =
                parts.database().read(tx -> GuestStore.find(tx, given.guest())).orElseThrow();
        return Json.ok(new Papers(
                new EventPart(event.name(), event.venue(), event.startsAt(), event.eraseAfter()),
                EnrolRoutes.state(guest),
                EnrolRoutes.since(guest),
                signedReceipt(given, request, now).content(),
                parts.papers().certificate(given, now).map(SignedDocument::content),
                access.of(given, now),
                parts.papers().publicKey()));
    }

    private ServerResponse withdraw(Given given, ServerRequest request) {
        Erasure erasure = parts.erasures().withdraw(given.guest(), parts.time().instant());
        return Json.ok(new Withdrawn(
                switch (erasure) {
                    case Erasure.Erasing _ -> EnrolRoutes.State.ERASING;
                    case Erasure.Erased _ -> EnrolRoutes.State.ERASED;
                }));
    }

    private ServerResponse receipt(Given given, ServerRequest request) {
        return file("receipt.json", signedReceipt(given, request, parts.time().instant()));
    }

    private ServerResponse certificate(Given given, ServerRequest request) {
        return parts.papers()
                .certificate(given, parts.time().instant())
                .map(certificate -> file("erasure-certificate.json", certificate))
                .orElseGet(Problems.NOT_ERASED::answer);
    }

    private ServerResponse data(Given given, ServerRequest request) {
        return file("my-data.json", access.of(given, parts.time().instant()));
    }

    private ServerResponse keys() {
        List<VerifyingKey> published = parts.database().read(InstallationKeyStore::published);
        return Json.ok(
                published.stream().map(key -> new Key(key.id(), key.pem())).toList());
    }

    private SignedDocument signedReceipt(Given given, ServerRequest request, Instant now) {
        return parts.papers().receipt(given, url.get() + "/receipt/" + request.pathVariable("token"), now);
    }

    private static ServerResponse file(String name, Object body) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> headers.setContentDisposition(
                        ContentDisposition.attachment().filename(name).build()))
                .body(body);
    }
}
