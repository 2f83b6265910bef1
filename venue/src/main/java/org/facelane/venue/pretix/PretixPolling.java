package org.facelane.venue.pretix;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.pretix.DeviceStore.Device;
import org.facelane.venue.pretix.PretixCalls.Reply;
import org.facelane.venue.pretix.PretixCalls.Reply.Answered;
import org.facelane.venue.pretix.PretixCalls.Reply.Later;
import org.facelane.venue.pretix.PretixStore.Followed;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.TicketStore;
import tools.jackson.databind.JsonNode;

/// Learns which tickets were used at pretix's own doors, so that a lane knows it even while pretix cannot be asked.
///
/// Each look goes a little further back than the one before ended: what is read twice is known by its number. An entry
/// that its door has taken back, as a turnstile does through which nobody went, is taken back here. Safe for use by
/// several threads and from several nodes.
public final class PretixPolling {
    private static final System.Logger LOG = System.getLogger(PretixPolling.class.getName());
    private static final Duration OVERLAP = Duration.ofSeconds(10);
    private static final int PAGES_MAX = 20;

    /// So long after an entry its door may take it back, and a little more.
    private static final Duration TAKEN_BACK_WITHIN = Duration.ofMinutes(20);

    private final Database database;
    private final PretixCalls calls;
    private final PretixSetup setup;
    private final Admissions admissions;
    private final Map<EventId, Instant> notBefore = new ConcurrentHashMap<>();
    private final Map<EventId, Set<Long>> taken = new ConcurrentHashMap<>();

    public PretixPolling(Database database, PretixCalls calls, PretixSetup setup, Admissions admissions) {
        this.database = requireNonNull(database, "database is null");
        this.calls = requireNonNull(calls, "calls is null");
        this.setup = requireNonNull(setup, "setup is null");
        this.admissions = requireNonNull(admissions, "admissions is null");
    }

    /// The events that are connected.
    public List<EventId> events() {
        return database.read(PretixStore::connected);
    }

    /// Looks once.
    ///
    /// @return how many entries and exits were read, known or not
    public int poll(EventId event, Instant now) {
        Optional<Followed> followed = database.read(tx -> PretixStore.find(tx, event));
        Optional<Device> reader =
                database.read(tx -> DeviceStore.of(tx, event)).stream().findFirst();
        Optional<String> key = reader.flatMap(device -> setup.devices().key(event, device));
        if (followed.isEmpty() || key.isEmpty() || isPausing(event, now)) {
            return 0;
        }
        Set<Long> seen = taken.getOrDefault(event, Set.of());
        Look look = new Look(
                event,
                followed.get().connection(),
                reader.get(),
                key.get(),
                database.read(tx -> DeviceStore.ours(tx, event)),
                seen,
                new HashSet<>(),
                now);
        Instant since = followed.get().polledUntil().minus(OVERLAP);
        int count = read(look, address(look, since, ""), true);
        taken.put(event, Set.copyOf(look.taken()));
        Instant lately = now.minus(TAKEN_BACK_WITHIN);
        if (!isPausing(event, now) && database.read(tx -> PretixStore.enteredElsewhere(tx, event, lately))) {
            read(look, address(look, lately, "&error_reason=annulled"), false);
        }
        return count;
    }

    private static URI address(Look look, Instant since, String which) {
        return look.connection()
                .ofEvent("checkins/?ordering=created&list=" + look.connection().list() + which + "&created_since="
                        + URLEncoder.encode(since.toString(), UTF_8));
    }

    /// @param ours the devices whose entries we have made ourselves
    /// @param seen the entries that the look before has taken in, so that they are not looked up again
    /// @param taken those that this one takes in
    private record Look(
            EventId event,
            PretixConnection connection,
            Device reader,
            String key,
            Set<Long> ours,
            Set<Long> seen,
            Set<Long> taken,
            Instant now) {}

    private boolean isPausing(EventId event, Instant now) {
        Instant until = notBefore.get(event);
        return until != null && now.isBefore(until);
    }

    /// @param isAll whether everything that was made is read, so that the next look need not go back to it
    private int read(Look look, URI first, boolean isAll) {
        int count = 0;
        Optional<URI> page = Optional.of(first);
        Instant until = Instant.EPOCH;
        Optional<String> failing = Optional.empty();
        for (int i = 0; i < PAGES_MAX && page.isPresent(); i++) {
            Reply reply = calls.get(page.get(), look.key());
            failing = failing(reply);
            heed(look, reply);
            if (failing.isPresent() || !(reply instanceof Answered(int _, JsonNode json))) {
                LOG.log(WARNING, "event {0}: pretix does not say what happened at its doors", look.event());
                break;
            }
            for (JsonNode entry : json.path("results")) {
                if (!take(look, entry)) {
                    return count;
                }
                Instant created = instant(entry.path("created").asString("")).orElse(until);
                until = created.isAfter(until) ? created : until;
                count++;
            }
            page = PretixConnection.next(first, json.path("next").asString(""));
        }
        keep(look, isAll ? until : Instant.EPOCH, failing);
        return count;
    }

    /// Pretix may ask to wait, and may not know the device that reads: then another one reads the next time.
    private void heed(Look look, Reply reply) {
        switch (reply) {
            case Later(String _, Duration pause) ->
                notBefore.put(look.event(), look.now().plus(pause));
            case Answered(int status, JsonNode _) -> {
                if (status == 401) {
                    setup.devices().notKnown(look.reader());
                }
            }
        }
    }

    private void keep(Look look, Instant read, Optional<String> failing) {
        database.transact(tx -> {
            if (read.isAfter(Instant.EPOCH)) {
                PretixStore.polled(tx, look.event(), read);
            }
            PretixStore.looked(tx, look.event(), failing, look.now());
            return read;
        });
    }

    /// Why nothing could be read, in words for the organiser.
    private static Optional<String> failing(Reply reply) {
        return switch (reply) {
            case Later _ -> Optional.of("Pretix does not answer, or asks to wait. It is asked again by itself.");
            case Answered(int status, JsonNode _) ->
                switch (status) {
                    case 200 -> Optional.empty();
                    case 401 -> Optional.of("Pretix no longer knows the device. Give the lane another token.");
                    case 403 ->
                        Optional.of("Pretix does not let the device read this. Give it the event and a security"
                                + " profile that may, in pretix.");
                    case 404 -> Optional.of("Pretix has no such event or list. Correct the connection.");
                    default -> Optional.of("Pretix answered " + status + ". Look at its log.");
                };
        };
    }

    /// @return false if what happened could not be written, and is to be read again
    private boolean take(Look look, JsonNode entry) {
        boolean ours = look.ours().contains(entry.path("device_id").asLong(-1));
        Optional<Instant> at = instant(entry.path("datetime").asString(""));
        if (ours || at.isEmpty()) {
            return true;
        }
        long id = entry.path("id").asLong(0);
        UUID nonce = UUID.nameUUIDFromBytes(("pretix " + look.connection().url() + " " + id).getBytes(UTF_8));
        if (!entry.path("successful").asBoolean(true)) {
            if (entry.path("error_reason").asString("").equals("annulled")) {
                admissions.annulledElsewhere(nonce, look.now());
            }
            return true;
        }
        if (look.seen().contains(id)) {
            look.taken().add(id);
            return true;
        }
        Optional<String> code = code(look, entry.path("position"));
        if (code.isEmpty()) {
            return false;
        }
        Optional<Ticket> ticket = database.read(tx -> TicketStore.byCode(tx, look.event(), code.get()));
        if (ticket.isPresent()) {
            if (entry.path("type").asString("entry").equals("exit")) {
                admissions.leftElsewhere(ticket.get().id(), nonce, at.get());
            } else {
                admissions.admittedElsewhere(ticket.get().id(), nonce, at.get(), look.now());
            }
        }
        look.taken().add(id);
        return true;
    }

    /// The code of a position, which is given by its number or whole. A position that is gone has an empty code.
    private Optional<String> code(Look look, JsonNode position) {
        if (position.isObject()) {
            return Optional.of(position.path("secret").asString(""));
        }
        URI address = look.connection()
                .ofEvent("checkinlists/" + look.connection().list() + "/positions/" + position.asLong(0) + "/");
        Reply reply = calls.get(address, look.key());
        heed(look, reply);
        return switch (reply) {
            case Later _ -> Optional.empty();
            case Answered(int status, JsonNode json) ->
                status == 200 || status == 404 ? Optional.of(json.path("secret").asString("")) : Optional.empty();
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
