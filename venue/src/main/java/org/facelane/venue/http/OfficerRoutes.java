package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.Mode;
import org.facelane.venue.audit.AuditEntry;
import org.facelane.venue.audit.AuditExport;
import org.facelane.venue.audit.AuditFilter;
import org.facelane.venue.audit.AuditHead;
import org.facelane.venue.audit.AuditReport;
import org.facelane.venue.audit.AuditStore;
import org.facelane.venue.audit.AuditVerification;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.StaffStore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Somebody who looks after data protection sees who did what, takes it away with its proof, and sees on what legal
/// basis each event runs. Nothing can be changed here.
final class OfficerRoutes {
    private static final int PAGE_COUNT = 100;

    private final Http.Parts parts;
    private final Path heads;

    /// @param heads the file of this server's audit heads
    OfficerRoutes(Http.Parts parts, Path heads) {
        this.parts = requireNonNull(parts, "parts is null");
        this.heads = requireNonNull(heads, "heads is null");
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/officer/log", this::log),
                Route.get("/api/officer/log.json", this::json),
                Route.get("/api/officer/log.csv", this::csv),
                Route.get("/api/officer/check", this::check),
                Route.get("/api/officer/events", this::events));
    }

    /// @param who whose account acted, as far as the name is still known
    record LogLine(long number, Instant at, String actor, Optional<String> who, String action, String subject) {}

    /// @param before where the next page begins; empty if this is the last
    record Log(List<LogLine> lines, Optional<Long> before, Optional<Long> signedUpTo, Optional<Instant> signedAt) {}

    record Check(boolean whole, long count, int heads, long signedUpTo, long waiting, List<Finding> findings) {}

    record Finding(String kind, long number, String says) {}

    record EventReport(
            EventId id,
            String name,
            Mode mode,
            Instant endsAt,
            Instant eraseAfter,
            boolean keysExist,
            Optional<LegalBasis> legalBasis,
            EventStore.Counts counts) {}

    private ServerResponse log(ServerRequest request) {
        Optional<AuditFilter> filter = filter(request);
        Optional<Long> before = whole(request.param("before").orElse(String.valueOf(Long.MAX_VALUE)));
        if (filter.isEmpty() || before.isEmpty()) {
            return badFilter();
        }
        return Json.ok(parts.database().read(tx -> {
            List<AuditEntry> found = AuditStore.find(tx, filter.get(), before.get(), PAGE_COUNT + 1);
            List<LogLine> lines = new ArrayList<>();
            for (AuditEntry entry : found.subList(0, Math.min(found.size(), PAGE_COUNT))) {
                AuditLog.Line line = entry.line();
                Optional<String> who = AuditLog.staffName(tx, line.actor());
                lines.add(new LogLine(entry.number(), line.at(), line.actor(), who, line.action(), line.subject()));
            }
            Optional<Long> next =
                    found.size() > PAGE_COUNT ? Optional.of(lines.getLast().number()) : Optional.empty();
            Optional<AuditHead> head = AuditStore.lastHead(tx);
            return new Log(lines, next, head.map(AuditHead::number), head.map(AuditHead::signedAt));
        }));
    }

    private ServerResponse json(ServerRequest request) {
        return filter(request)
                .map(filter -> parts.database().read(tx -> AuditExport.of(tx, filter)))
                .map(document -> file("audit-log.json", MediaType.APPLICATION_JSON)
                        .build((_, response) -> {
                            AuditExport.json(document, parts.time().instant(), response.getOutputStream());
                            return null;
                        }))
                .orElseGet(OfficerRoutes::badFilter);
    }

    private ServerResponse csv(ServerRequest request) {
        return filter(request)
                .map(filter -> parts.database().read(tx -> AuditExport.of(tx, filter)))
                .map(document -> file("audit-log.csv", new MediaType("text", "csv", StandardCharsets.UTF_8))
                        .build((_, response) -> {
                            AuditExport.csv(
                                    document,
                                    new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
                            return null;
                        }))
                .orElseGet(OfficerRoutes::badFilter);
    }

    private static ServerResponse.BodyBuilder file(String name, MediaType type) {
        return ServerResponse.ok()
                .contentType(type)
                .headers(headers -> headers.setContentDisposition(
                        ContentDisposition.attachment().filename(name).build()));
    }

    private ServerResponse check(ServerRequest request) {
        AuditReport report = AuditVerification.of(parts.database(), heads);
        return Json.ok(new Check(
                report.isWhole(),
                report.count(),
                report.heads(),
                report.signedUpTo(),
                report.waiting(),
                report.findings().stream()
                        .map(finding -> new Finding(finding.kind().name(), finding.number(), finding.says()))
                        .toList()));
    }

    private ServerResponse events(ServerRequest request) {
        Instant now = parts.time().instant();
        return Json.ok(parts.database().read(tx -> {
            List<EventReport> reports = new ArrayList<>();
            for (Event event : EventStore.list(tx, now)) {
                reports.add(new EventReport(
                        event.id(),
                        event.name(),
                        event.mode(),
                        event.endsAt(),
                        event.eraseAfter(),
                        EventKeyStore.exists(tx, event.id()),
                        event.legalBasis(),
                        EventStore.counts(tx, event.id())));
            }
            return reports;
        }));
    }

    /// An account's name stands for its id, which is what lines carry.
    private Optional<AuditFilter> filter(ServerRequest request) {
        try {
            String actor = request.param("actor").orElse("").strip();
            String account = parts.database()
                    .read(tx -> StaffStore.byName(tx, actor))
                    .map(staff -> staff.id().toString())
                    .orElse(actor);
            return Optional.of(new AuditFilter(
                    instant(request, "from").orElse(AuditFilter.ALL.from()),
                    instant(request, "until").orElse(AuditFilter.ALL.until()),
                    account,
                    request.param("action").orElse("").strip(),
                    request.param("subject").orElse("").strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(ServerRequest request, String name) {
        return Json.text(request.param(name)).map(Instant::parse);
    }

    private static Optional<Long> whole(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static ServerResponse badFilter() {
        return Problems.value("That is no time or number.", "Give times like 2026-11-22T12:00:00Z.")
                .answer();
    }
}
