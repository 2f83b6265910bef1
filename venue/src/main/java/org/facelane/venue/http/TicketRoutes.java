package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.route.Uploads;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.ticketing.EnrolmentLinks.Link;
import org.facelane.venue.ticketing.ImportOutcome;
import org.facelane.venue.ticketing.ImportOutcome.FileRefused;
import org.facelane.venue.ticketing.ImportOutcome.Imported;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// An organiser brings tickets in and hands enrolment links out.
final class TicketRoutes {
    private static final int FOUND_COUNT_MAX = 50;

    private final Http.Parts parts;
    private final Uploads uploads;
    private final int fileBytesMax;
    private final Duration linkLife;
    private final Supplier<String> url;

    /// @param linkLife how long a link is valid, at most: never beyond the event's retention deadline
    /// @param url how browsers reach the server
    TicketRoutes(Http.Parts parts, Uploads uploads, int fileBytesMax, Duration linkLife, Supplier<String> url) {
        this.url = requireNonNull(url, "url is null");
        this.parts = requireNonNull(parts, "parts is null");
        this.uploads = requireNonNull(uploads, "uploads is null");
        this.fileBytesMax = fileBytesMax;
        this.linkLife = requireNonNull(linkLife, "linkLife is null");
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/events/{event}/tickets", this::search),
                Route.post("/api/events/{event}/tickets", this::importFile),
                Route.post("/api/events/{event}/tickets/{code}/link", this::issueLink),
                Route.delete("/api/events/{event}/tickets/{code}/link", this::revokeLinks),
                Route.get("/api/events/{event}/links.csv", this::allLinks));
    }

    record TicketLine(
            String code,
            Optional<String> holder,
            Optional<String> category,
            Optional<String> entrance,
            Ticket.Status status,
            boolean enrolled,
            boolean admitted) {
        static TicketLine of(TicketStore.Listed listed) {
            Ticket ticket = listed.ticket();
            return new TicketLine(
                    ticket.code(),
                    ticket.holder(),
                    ticket.category(),
                    ticket.entrance(),
                    ticket.status(),
                    listed.enrolled(),
                    listed.admitted());
        }
    }

    record IssuedLink(String url, Instant expiresAt) {}

    private ServerResponse search(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        if (event.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        String text = request.param("q").orElse("").strip();
        return Json.ok(parts.database().read(tx -> TicketStore.search(tx, event.get(), text, FOUND_COUNT_MAX)).stream()
                .map(TicketLine::of)
                .toList());
    }

    private ServerResponse importFile(ServerRequest request) throws Exception {
        Optional<Event> event = event(request);
        if (event.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        String by = "staff " + StaffSession.name(request);
        return uploads.take(request, fileBytesMax, Problems.TICKET_FILE_TOO_LARGE, file -> {
            ImportOutcome outcome = parts.tickets()
                    .importCsv(event.get().id(), file, by, parts.time().instant());
            return switch (outcome) {
                case Imported imported -> Json.ok(imported);
                case FileRefused refused -> Problems.of(refused).answer();
            };
        });
    }

    private ServerResponse issueLink(ServerRequest request) {
        Optional<Event> event = event(request);
        Optional<Ticket> ticket = ticket(request);
        if (event.isEmpty() || ticket.isEmpty()) {
            return Problems.NO_SUCH_TICKET.answer();
        }
        return parts.links()
                .issue(ticket.get().id(), expiry(event.get()))
                .map(link -> Json.ok(new IssuedLink(url(link), link.expiresAt())))
                .orElseGet(Problems.EVENT_OVER::answer);
    }

    private ServerResponse revokeLinks(ServerRequest request) {
        return ticket(request)
                .filter(ticket -> parts.links()
                        .revoke(
                                ticket.id(),
                                "staff " + StaffSession.name(request),
                                parts.time().instant()))
                .map(_ -> ServerResponse.noContent().build())
                .orElseGet(Problems.NO_SUCH_TICKET::answer);
    }

    /// Every link at once, to be sent by the organiser's own mailing.
    private ServerResponse allLinks(ServerRequest request) {
        Optional<Event> event = event(request);
        if (event.isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        List<Link> links = parts.links().issueAll(event.get().id(), expiry(event.get()));
        return ServerResponse.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .headers(headers -> headers.setContentDisposition(
                        ContentDisposition.attachment().filename("links.csv").build()))
                .build((_, response) -> {
                    write(links, new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
                    return null;
                });
    }

    private void write(List<Link> links, Writer out) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("code", "holder", "url", "expires_at")
                .get();
        try (CSVPrinter csv = new CSVPrinter(out, format)) {
            for (Link link : links) {
                csv.printRecord(
                        plain(link.ticket().code()),
                        plain(link.ticket().holder().orElse("")),
                        url(link),
                        link.expiresAt());
            }
        }
    }

    /// A text that a spreadsheet will not take for a formula.
    private static String plain(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private String url(Link link) {
        return url.get() + "/enrol/" + link.token();
    }

    private Instant expiry(Event event) {
        Instant latest = parts.time().instant().plus(linkLife);
        return latest.isBefore(event.eraseAfter()) ? latest : event.eraseAfter();
    }

    private Optional<Event> event(ServerRequest request) {
        return Routes.event(request).flatMap(id -> parts.database().read(tx -> EventStore.find(tx, id)));
    }

    private Optional<Ticket> ticket(ServerRequest request) {
        return Routes.event(request)
                .flatMap(id -> parts.database().read(tx -> TicketStore.byCode(tx, id, request.pathVariable("code"))));
    }
}
