package org.facelane.venue.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.facelane.face.Features;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.template.MadeUpFeatures;
import org.facelane.venue.Consent;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.ConsentTexts;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryChanges;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Fills the gallery of a rehearsal with made-up people: each gets a ticket, a consent and a reference.
///
/// This is no import of faces. It takes neither pictures nor features, it draws random ones itself; and the database
/// lets made-up people lie only in events that were opened as rehearsals. Safe for use by several threads.
public final class Rehearsal {
    private static final int BATCH_COUNT = 2_000;

    private final Database database;
    private final MasterKey master;
    private final Function<RandomGenerator, Features> features;

    public Rehearsal(Database database, MasterKey master, MadeUpFeatures features) {
        this(database, master, features::draw);
    }

    /// Not for others: from outside come no features but those of [MadeUpFeatures].
    Rehearsal(Database database, MasterKey master, Function<RandomGenerator, Features> features) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.features = requireNonNull(features, "features is null");
    }

    private record MadeUp(UUID ticket, UUID guest, UUID consent, UUID reference, byte[] sealed) {}

    /// Adds `count` made-up people in one transaction. 60,000 take some ten seconds of CPU time, for the rotation
    /// of their features, spread over the processors; callers who show progress add them in parts.
    ///
    /// @param seed the same seed draws the same features
    /// @throws IllegalArgumentException if the event is not a rehearsal
    public void fill(EventId event, int count, long seed, Instant now) {
        EventKeys keys = database.read(tx -> {
            if (!EventStore.isRehearsal(tx, event)) {
                throw new IllegalArgumentException(
                        "event " + event + " is no rehearsal: made-up people cannot lie among guests");
            }
            return EventKeyStore.find(tx, event, master)
                    .orElseThrow(() -> new IllegalArgumentException("the keys of event " + event + " are destroyed"));
        });
        List<MadeUp> people = draw(keys, count, new SplittableRandom(seed));
        database.transactInBulk(tx -> write(tx, event, people, now));
    }

    private List<MadeUp> draw(EventKeys keys, int count, SplittableRandom random) {
        Rotation rotation = keys.rotation(features.apply(random.split()).dimension());
        try (ExecutorService processors =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<List<MadeUp>>> parts = new ArrayList<>();
            for (int from = 0; from < count; from += BATCH_COUNT) {
                int size = Math.min(BATCH_COUNT, count - from);
                SplittableRandom own = random.split();
                Callable<List<MadeUp>> part = () -> draw(keys, rotation, size, own);
                parts.add(processors.submit(part));
            }
            List<MadeUp> people = new ArrayList<>(count);
            for (Future<List<MadeUp>> part : parts) {
                people.addAll(part.get());
            }
            return people;
        } catch (ExecutionException e) {
            throw new IllegalStateException("made-up people cannot be drawn", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("drawing made-up people was interrupted", e);
        }
    }

    private List<MadeUp> draw(EventKeys keys, Rotation rotation, int count, SplittableRandom random) {
        List<MadeUp> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ReferenceId id = new ReferenceId(UUID.randomUUID());
            byte[] sealed = keys.seal(Template.of(features.apply(random), rotation), id);
            people.add(new MadeUp(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), id.value(), sealed));
        }
        return people;
    }

    private static GalleryVersion write(Connection tx, EventId event, List<MadeUp> people, Instant now)
            throws SQLException {
        if (!EventKeyStore.hold(tx, event)) {
            throw new IllegalArgumentException("the keys of event " + event + " are destroyed");
        }
        Consent consent = ConsentTexts.newest(tx, event, "en").orElseThrow().consent();
        String shown = ConsentTexts.shownHash(tx, event, consent).orElseThrow();
        copy(
                tx,
                "ticket (id, event_id, code, status)",
                people,
                one -> one.ticket() + "\t" + event + "\tmade-up " + one.ticket() + "\tVALID\n");
        copy(
                tx,
                "guest (id, event_id, ticket_id, enrolled_at, made_up)",
                people,
                one -> one.guest() + "\t" + event + "\t" + one.ticket() + "\t" + now + "\ttrue\n");
        copy(
                tx,
                "consent (id, guest_id, event_id, version, language, given_at, shown_hash)",
                people,
                one -> one.consent() + "\t" + one.guest() + "\t" + event + "\t" + consent.version() + "\t"
                        + consent.language() + "\t" + now + "\t\\\\x" + shown + "\n");
        copy(
                tx,
                "reference (id, event_id, guest_id, sealed)",
                people,
                one -> one.reference() + "\t" + event + "\t" + one.guest() + "\t\\\\x"
                        + HexFormat.of().formatHex(one.sealed()) + "\n");
        GalleryVersion last = GalleryChanges.advance(tx, event, people.size());
        AtomicLong version = new AtomicLong(last.value() - people.size());
        copy(
                tx,
                "gallery_change (event_id, version, kind, reference_id, at)",
                people,
                one -> event + "\t" + version.incrementAndGet() + "\tENROLLED\t" + one.reference() + "\t" + now + "\n");
        return last;
    }

    private static void copy(Connection tx, String table, List<MadeUp> people, Function<MadeUp, String> line)
            throws SQLException {
        CopyIn copy = tx.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
        try {
            for (MadeUp one : people) {
                byte[] bytes = line.apply(one).getBytes(UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
