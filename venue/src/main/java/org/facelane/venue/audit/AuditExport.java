package org.facelane.venue.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.facelane.venue.audit.AuditEntry.Hash;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.InstallationKeyStore;
import tools.jackson.databind.json.JsonMapper;

/// Lines of the audit log to take away, with what proves them: every line of the stretch stands in it, those that do
/// not fit the filter by their digest only, with the signatures and the public keys. [#check] checks such a file
/// without the database.
public final class AuditExport {
    /// The largest export; a longer stretch is asked for in parts, by time.
    public static final int COUNT_MAX = 200_000;

    private static final int BATCH_COUNT = 5_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AuditExport() {}

    /// A line, or what is left of one that was withheld.
    ///
    /// @param line empty if it was withheld
    public record Link(long number, Hash digest, Hash hash, Optional<AuditEntry> line) {
        public Link {
            requireNonNull(digest, "digest is null");
            requireNonNull(hash, "hash is null");
            requireNonNull(line, "line is null");
        }
    }

    /// A stretch of the log.
    ///
    /// @param before the hash of the line before the first
    public record Document(
            long first, long last, Hash before, List<Link> links, List<AuditHead> heads, List<VerifyingKey> keys) {
        public Document {
            requireNonNull(before, "before is null");
            links = List.copyOf(links);
            heads = List.copyOf(heads);
            keys = List.copyOf(keys);
        }
    }

    /// The shape of the JSON file.
    record Json(
            String what,
            String exportedAt,
            long first,
            long last,
            String before,
            List<JsonLine> lines,
            List<String> heads,
            List<String> keys) {}

    record JsonLine(
            long number,
            String hash,
            String digest,
            String at,
            String actor,
            String action,
            String subject,
            String salt) {}

    /// The stretch of the log from the first line that fits to the last.
    public static Document of(Connection tx, AuditFilter filter) throws SQLException {
        List<Link> links = new ArrayList<>();
        Hash before = Hash.NONE;
        List<AuditEntry> batch = AuditStore.after(tx, 0, BATCH_COUNT);
        int fits = 0;
        while (!batch.isEmpty() && links.size() < COUNT_MAX) {
            for (AuditEntry entry : batch) {
                Optional<AuditEntry> line = Optional.of(entry).filter(filter::fits);
                if (links.isEmpty() && line.isEmpty()) {
                    before = entry.hash();
                } else if (links.size() < COUNT_MAX) {
                    links.add(new Link(entry.number(), entry.digest(), entry.hash(), line));
                    fits = line.isPresent() ? links.size() : fits;
                }
            }
            batch = AuditStore.after(tx, batch.getLast().number(), BATCH_COUNT);
        }
        List<AuditHead> heads = AuditStore.heads(tx);
        int end = end(links, heads, fits);
        List<Link> stretch = links.subList(0, end);
        long first = stretch.isEmpty() ? 1 : stretch.getFirst().number();
        long last = stretch.isEmpty() ? 0 : stretch.getLast().number();
        List<AuditHead> within = heads.stream()
                .filter(head -> first <= head.number() && head.number() <= last)
                .toList();
        return new Document(first, last, before, stretch, within, InstallationKeyStore.published(tx));
    }

    /// Up to the first signed line that covers all that fit, or the last there is.
    private static int end(List<Link> links, List<AuditHead> heads, int fits) {
        if (fits == 0) {
            return 0;
        }
        long lastFit = links.get(fits - 1).number();
        long first = links.getFirst().number();
        return heads.stream().mapToLong(AuditHead::number).filter(number -> number >= lastFit).min().stream()
                .mapToInt(number -> Math.toIntExact(Math.min(number - first + 1, links.size())))
                .findFirst()
                .orElse(links.size());
    }

    /// Writes the document as JSON.
    public static void json(Document document, Instant now, OutputStream out) {
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(
                        out,
                        new Json(
                                "Facelane audit log; facelane audit verify --file=… checks it",
                                now.toString(),
                                document.first(),
                                document.last(),
                                document.before().toString(),
                                document.links().stream().map(AuditExport::line).toList(),
                                document.heads().stream().map(AuditHead::text).toList(),
                                document.keys().stream()
                                        .map(key -> HexFormat.of().formatHex(key.bytes()))
                                        .toList()));
    }

    /// Writes the lines that fit as CSV (RFC 4180), each with its salt and hash.
    public static void csv(Document document, Writer out) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("number", "at", "actor", "action", "subject", "salt", "digest", "hash")
                .get();
        try (CSVPrinter csv = new CSVPrinter(out, format)) {
            for (Link link : document.links()) {
                if (link.line().isPresent()) {
                    AuditEntry entry = link.line().get();
                    csv.printRecord(
                            entry.number(),
                            entry.line().at(),
                            entry.line().actor(),
                            entry.line().action(),
                            entry.line().subject(),
                            entry.salt(),
                            link.digest(),
                            link.hash());
                }
            }
        }
    }

    /// Checks a JSON file that [#json] wrote, without the database. Who trusts it must know one of its keys from
    /// elsewhere.
    ///
    /// @throws IllegalArgumentException if it is none
    public static AuditReport check(Path file) {
        try {
            Json json = JSON.readValue(file.toFile(), Json.class);
            List<Link> links = json.lines().stream().map(AuditExport::link).toList();
            return AuditVerification.of(new Document(
                    json.first(),
                    json.last(),
                    hash(json.before()),
                    links,
                    json.heads().stream().map(AuditHead::parse).toList(),
                    json.keys().stream()
                            .map(key -> VerifyingKey.of(HexFormat.of().parseHex(key)))
                            .toList()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + " is no export of an audit log: " + e.getMessage(), e);
        }
    }

    private static JsonLine line(Link link) {
        String digest = link.digest().toString();
        return link.line()
                .map(entry -> new JsonLine(
                        link.number(),
                        link.hash().toString(),
                        digest,
                        entry.line().at().toString(),
                        entry.line().actor(),
                        entry.line().action(),
                        entry.line().subject(),
                        entry.salt().toString()))
                .orElseGet(
                        () -> new JsonLine(link.number(), link.hash().toString(), digest, "", "withheld", "", "", ""));
    }

    /// The digest of a line that was not withheld is computed again and not believed.
    private static Link link(JsonLine line) {
        Hash hash = hash(line.hash());
        if (line.salt().isEmpty()) {
            return new Link(line.number(), hash(line.digest()), hash, Optional.empty());
        }
        AuditEntry entry = new AuditEntry(
                line.number(),
                new AuditLog.Line(Instant.parse(line.at()), line.actor(), line.action(), line.subject()),
                UUID.fromString(line.salt()),
                hash);
        return new Link(line.number(), entry.digest(), hash, Optional.of(entry));
    }

    private static Hash hash(String digits) {
        return new Hash(HexFormat.of().parseHex(digits));
    }
}
