package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.venue.Erasure;
import org.facelane.venue.EventId;
import org.facelane.venue.GuestId;
import org.facelane.venue.Ticket;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pass.PassOpening;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ErasureStore;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.TicketStore;

/// Looks for what is left of a guest in a running installation.
///
/// After an erasure nobody knows what to look for. So an officer makes a [SearchList] while the guest is still enrolled
/// ([#prepare]), the guest withdraws as guests do, and the list finds whatever is left ([#check]) and is destroyed.
public final class ErasureSearch {
    private static final String FIRST_LINE = "facelane erasure check of guest ";
    private static final String ACTOR = "system";

    private final Database database;
    private final Places places;

    public ErasureSearch(Database database, Places places) {
        this.database = requireNonNull(database, "database is null");
        this.places = requireNonNull(places, "places is null");
    }

    /// Where to look.
    ///
    /// @param folders with everything below them: the data folder, the files of a database
    /// @param dumps files that `pg_dump` and its like wrote
    /// @param processes servers on this machine, by the number of their process
    /// @param work an empty folder for heap dumps, that whoever made it deletes
    public record Places(List<Path> folders, List<Path> dumps, List<Long> processes, Path work) {
        public Places {
            folders = List.copyOf(folders);
            dumps = List.copyOf(dumps);
            processes = List.copyOf(processes);
            requireNonNull(work, "work is null");
        }
    }

    /// Whom it is about.
    ///
    /// @param ticket the code of an enrolled guest's ticket
    /// @param pass what the guest's pass says, if they have one and lend it
    public record Wanted(EventId event, String ticket, Optional<String> pass) {
        public Wanted {
            requireNonNull(event, "event is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(pass, "pass is null");
        }
    }

    /// What came of a check.
    public sealed interface Outcome {
        /// The erasure is not complete, or the files were not scrubbed since; there is nothing to check yet.
        record TooEarly(String why) implements Outcome {}

        /// The search does not find what was left lying about on purpose, so it proves nothing.
        record Blind(List<String> missed) implements Outcome {}

        record Searched(Findings findings) implements Outcome {}
    }

    /// There is nobody to make a list for; the message says why.
    public static final class NothingToLookFor extends RuntimeException {
        private static final long serialVersionUID = 1;

        NothingToLookFor(String message) {
            super(message);
        }
    }

    /// Writes the search list of an enrolled guest, for its owner's eyes only, and searches by it at once: what is
    /// found shows where the template lies while there is one.
    ///
    /// @param file that does not exist yet
    /// @throws NothingToLookFor if nobody is enrolled with the ticket, or nothing biometric of them is on the
    ///     server
    public Findings prepare(Wanted wanted, MasterKey master, Path file, Instant now)
            throws IOException, InterruptedException {
        record Prepared(GuestId guest, SearchList list) {}
        Prepared prepared = database.transact(tx -> {
            GuestId guest = guest(tx, wanted);
            AuditLog.write(tx, new AuditLog.Line(now, ACTOR, "prepared a check of erasure", "guest " + guest));
            return new Prepared(guest, listOf(tx, master, wanted, now));
        });
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                FIRST_LINE + prepared.guest() + "\n"
                        + String.join("\n", prepared.list().lines()) + "\n");
        return search(prepared.list());
    }

    /// Searches for an erased guest by the list that [#prepare] wrote. If nothing is left the list is overwritten
    /// and deleted.
    ///
    /// @throws IllegalArgumentException if the file holds no search list
    public Outcome check(Path file, Instant now) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(file, UTF_8);
        if (lines.isEmpty() || !lines.getFirst().startsWith(FIRST_LINE)) {
            throw new IllegalArgumentException(file + " holds no search list");
        }
        GuestId guest = new GuestId(UUID.fromString(lines.getFirst().substring(FIRST_LINE.length())));
        SearchList list = SearchList.of(lines.subList(1, lines.size()));
        Optional<String> missing = database.read(tx -> missing(tx, guest));
        if (missing.isPresent()) {
            return new Outcome.TooEarly(missing.get());
        }
        List<String> missed =
                Control.missed(Files.createDirectories(places.work().resolve("planted")));
        if (!missed.isEmpty()) {
            return new Outcome.Blind(missed);
        }
        Findings findings = search(list);
        String result = findings.isEmpty() ? "nothing is left" : findings.isClean() ? "sealed in memory" : "found";
        database.transact(tx -> {
            AuditLog.write(tx, new AuditLog.Line(now, ACTOR, "checked erasure: " + result, "guest " + guest));
            return guest;
        });
        if (findings.isClean()) {
            destroy(file);
        }
        return new Outcome.Searched(findings);
    }

    /// What of the guest's template can be known while they are enrolled.
    static SearchList listOf(Connection tx, MasterKey master, Wanted wanted, Instant now) throws SQLException {
        GuestId guest = guest(tx, wanted);
        EventKeys keys = EventKeyStore.find(tx, wanted.event(), master)
                .orElseThrow(() -> new NothingToLookFor("The event's keys are destroyed already."));
        Traces traces = new Traces();
        try {
            boolean known = false;
            for (Stored stored : stored(tx, guest)) {
                stored.sealed().ifPresent(traces::sealed);
                known = known || stored.sealed().isPresent();
                if (stored.inGallery()) {
                    Template template = keys.open(stored.sealed().orElseThrow(), stored.id());
                    traces.template(template, keys.rotation(template.rotated().values().length));
                    template.overwrite();
                } else if (wanted.pass().isPresent()) {
                    known = true;
                    traces.pass(wanted.pass().get())
                            .compact(PassOpening.open(keys, wanted.pass().get(), stored.id(), stored.sealed(), now)
                                    .orElseThrow(() -> new NothingToLookFor("This is not the guest's pass.")));
                }
            }
            if (!known) {
                throw new NothingToLookFor("The server holds nothing biometric of this guest, whose template is in the"
                        + " own pass; with the pass (--pass=FILE) it can be looked for.");
            }
            return SearchList.of(traces);
        } finally {
            traces.forget();
        }
    }

    /// A guest's row, in a gallery or behind a pass.
    private record Stored(boolean inGallery, ReferenceId id, Optional<byte[]> sealed) {}

    private static List<Stored> stored(Connection tx, GuestId guest) throws SQLException {
        return Sql.list(
                tx,
                """
                select true as in_gallery, id, sealed from reference where guest_id = ?
                union all
                select false, id, sealed from pass where guest_id = ? and revoked_at is null
                """,
                row -> new Stored(
                        row.getBoolean("in_gallery"),
                        new ReferenceId(Sql.uuid(row, "id")),
                        Optional.ofNullable(row.getBytes("sealed"))),
                guest.value(),
                guest.value());
    }

    private static GuestId guest(Connection tx, Wanted wanted) throws SQLException {
        Ticket ticket = TicketStore.byCode(tx, wanted.event(), wanted.ticket())
                .orElseThrow(() -> new NothingToLookFor("The event has no ticket " + wanted.ticket() + "."));
        return GuestStore.latest(tx, ticket.id())
                .filter(enrolled -> enrolled.erasingAt().isEmpty())
                .map(enrolled -> enrolled.guest().id())
                .orElseThrow(() -> new NothingToLookFor("Nobody is enrolled with ticket " + wanted.ticket()
                        + "; the list is made before the withdrawal."));
    }

    /// What keeps the guest's erasure from being complete.
    private static Optional<String> missing(Connection tx, GuestId guest) throws SQLException {
        Optional<Erasure> erasure = ErasureStore.find(tx, guest);
        if (erasure.isEmpty()) {
            return Optional.of("The guest has not withdrawn.");
        }
        return switch (erasure.get()) {
            case Erasure.Erasing _ -> Optional.of("A lane has not acknowledged the erasure yet.");
            case Erasure.Erased _ ->
                ErasureStore.needsScrub(tx)
                        ? Optional.of("The database's files are not scrubbed yet (scrub-interval).")
                        : Optional.empty();
        };
    }

    private Findings search(SearchList list) throws IOException, InterruptedException {
        Haystack haystack = new Haystack(list);
        Map<String, Findings.Place> found = new LinkedHashMap<>();
        for (long pid : places.processes()) {
            Path heap = Files.createDirectories(places.work().resolve("heap"));
            found.put("heap of process " + pid, Findings.Place.memory(HeapDump.search(pid, heap, haystack)));
            found.put("memory of process " + pid, Findings.Place.memory(haystack.memory(pid)));
        }
        for (Path folder : places.folders()) {
            found.put("files in " + folder, Findings.Place.files(haystack.files(folder)));
        }
        for (Path dump : places.dumps()) {
            found.put("dump " + dump, Findings.Place.files(haystack.dump(dump)));
        }
        return new Findings(found);
    }

    private static void destroy(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, EnumSet.of(StandardOpenOption.WRITE))) {
            ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            channel.force(true);
        }
        Files.delete(file);
    }
}
