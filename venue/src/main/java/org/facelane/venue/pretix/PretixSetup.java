package org.facelane.venue.pretix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pretix.PretixCalls.Reply.Answered;
import org.facelane.venue.pretix.PretixCalls.Reply.Later;
import org.facelane.venue.pretix.PretixStore.Device;
import org.facelane.venue.pretix.SetupOutcome.Added;
import org.facelane.venue.pretix.SetupOutcome.NotAccepted;
import org.facelane.venue.pretix.SetupOutcome.NotConnected;
import org.facelane.venue.pretix.SetupOutcome.OtherOrganizer;
import org.facelane.venue.pretix.SetupOutcome.Unreachable;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.redeem.Ticketing;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.LaneStore;
import tools.jackson.databind.JsonNode;

/// Connects an event to pretix and gives each lane a device of its own there.
///
/// A device's token is sealed under the event's keys: it ends with the event, and no copy of the database opens it.
/// Safe for use by several threads.
public final class PretixSetup {
    private static final int REFUSED_SHOWN_MAX = 20;
    private static final int PAGES_MAX = 20;

    private final Database database;
    private final MasterKey master;
    private final PretixCalls calls;

    public PretixSetup(Database database, MasterKey master, PretixCalls calls) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.calls = requireNonNull(calls, "calls is null");
    }

    /// What an organiser sees.
    ///
    /// @param lanes those with a device
    /// @param answeredAt when what happened at its own doors was read last; empty: never
    /// @param failing why it could not be read the last time; empty: it could
    /// @param untold entries, exits and annulments that it was not told of yet
    /// @param refused the latest tickets that it did not let in, newest first
    public record Shown(
            PretixConnection connection,
            List<LaneId> lanes,
            Optional<Instant> answeredAt,
            Optional<String> failing,
            long untold,
            List<Refused> refused) {
        public Shown {
            requireNonNull(connection, "connection is null");
            requireNonNull(answeredAt, "answeredAt is null");
            requireNonNull(failing, "failing is null");
            lanes = List.copyOf(lanes);
            refused = List.copyOf(refused);
        }
    }

    /// A ticket that our rules would have let in, and pretix did not.
    ///
    /// @param lane empty if a steward admitted it away from a lane
    public record Refused(String code, Optional<LaneId> lane, ReferReason reason, Instant at) {
        public Refused {
            requireNonNull(code, "code is null");
            requireNonNull(lane, "lane is null");
            requireNonNull(reason, "reason is null");
            requireNonNull(at, "at is null");
        }
    }

    /// A list by which the doors of an event let in there.
    ///
    /// @param count how many tickets are on it
    public record DoorList(long id, String name, long count) {
        public DoorList {
            requireNonNull(name, "name is null");
        }
    }

    /// Empty if the event is not connected.
    public Optional<Shown> shown(EventId event) {
        return database.read(tx -> {
            Optional<PretixStore.Followed> followed = PretixStore.find(tx, event);
            if (followed.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Shown(
                    followed.get().connection(),
                    PretixStore.devices(tx, event).stream().map(Device::lane).toList(),
                    followed.get().answeredAt(),
                    followed.get().failing(),
                    Redemptions.untold(tx, event),
                    PretixStore.refused(tx, event, REFUSED_SHOWN_MAX)));
        });
    }

    /// The lists that the event has there, as its first device sees them.
    ///
    /// @return empty if the event is not connected, has no device yet, or pretix does not answer
    public Optional<List<DoorList>> lists(EventId event) {
        Optional<PretixConnection> connection =
                database.read(tx -> PretixStore.find(tx, event)).map(PretixStore.Followed::connection);
        List<Device> devices = database.read(tx -> PretixStore.devices(tx, event));
        if (connection.isEmpty() || devices.isEmpty()) {
            return Optional.empty();
        }
        String token = token(event, devices.getFirst());
        List<DoorList> lists = new ArrayList<>();
        URI first = connection.get().ofEvent("checkinlists/");
        Optional<URI> page = Optional.of(first);
        for (int i = 0; i < PAGES_MAX && page.isPresent(); i++) {
            if (!(calls.get(page.get(), token) instanceof Answered(int status, JsonNode json)) || status != 200) {
                return Optional.empty();
            }
            json.path("results")
                    .valueStream()
                    .map(list -> new DoorList(
                            list.path("id").asLong(0),
                            list.path("name").asString(""),
                            list.path("position_count").asLong(0)))
                    .filter(list -> list.id() > 0)
                    .forEach(lists::add);
            page = PretixConnection.next(first, json.path("next").asString(""));
        }
        return Optional.of(lists);
    }

    /// Connects the event, or says that it is somewhere else now. Its lanes need devices before anybody is asked.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return false if there is no such event, or it is over and its keys are destroyed
    public boolean connect(EventId event, PretixConnection to, String actor, Instant now) {
        return database.transact(tx -> {
            if (!EventKeyStore.exists(tx, event)) {
                return false;
            }
            PretixStore.connect(tx, event, to, now);
            String where = to.url() + " " + to.organizer() + "/" + to.slug() + " list " + to.list();
            AuditLog.write(tx, new AuditLog.Line(now, actor, "connected to pretix " + where, "event " + event));
            return true;
        });
    }

    /// From now on the event's tickets are its own.
    public boolean disconnect(EventId event, String actor, Instant now) {
        return database.transact(tx -> {
            boolean was = PretixStore.disconnect(tx, event);
            if (was) {
                AuditLog.write(tx, new AuditLog.Line(now, actor, "disconnected from pretix", "event " + event));
            }
            return was;
        });
    }

    /// Makes a lane a device there, by the initialisation token that pretix shows; each token is good once.
    public SetupOutcome addDevice(EventId event, LaneId lane, String token, String actor, Instant now) {
        Optional<PretixConnection> connection = database.read(tx -> LaneStore.find(tx, lane)
                        .filter(listed -> listed.revokedAt().isEmpty())
                        .map(LaneStore.Listed::lane)
                        .filter(found -> found.event().equals(event))
                        .map(Lane::name)
                        .isEmpty()
                ? Optional.empty()
                : PretixStore.find(tx, event).map(PretixStore.Followed::connection));
        if (connection.isEmpty()) {
            return new NotConnected();
        }
        Map<String, Object> body = Map.of(
                "token", token,
                "hardware_brand", "Facelane",
                "hardware_model", "lane",
                "software_brand", "Facelane",
                "software_version", "0.1.0");
        return switch (calls.post(connection.get().at("device/initialize"), Optional.empty(), body)) {
            case Later(String why, Duration _) -> new Unreachable(why);
            case Answered(int status, JsonNode json) -> {
                String given = json.path("api_token").asString("");
                long number = json.path("device_id").asLong(0);
                if (status / 100 != 2 || given.isEmpty() || number < 1) {
                    yield new NotAccepted(status);
                }
                String organizer = json.path("organizer").asString("");
                if (!organizer.equals(connection.get().organizer())) {
                    yield new OtherOrganizer(organizer);
                }
                yield write(event, lane, number, given, actor, now) ? new Added(number) : new NotConnected();
            }
        };
    }

    private boolean write(EventId event, LaneId lane, long number, String token, String actor, Instant now) {
        return database.transact(tx -> {
            Optional<EventKeys> keys = EventKeyStore.find(tx, event, master);
            if (keys.isEmpty() || PretixStore.find(tx, event).isEmpty()) {
                return false;
            }
            byte[] sealed = keys.get().sealSecret(token.getBytes(UTF_8), purpose(lane));
            PretixStore.addDevice(tx, event, new Device(lane, number, sealed));
            AuditLog.write(tx, new AuditLog.Line(now, actor, "made the lane pretix device " + number, "lane " + lane));
            return true;
        });
    }

    /// The event's ticketing system, if it is connected to this one: what
    /// [org.facelane.venue.redeem.Redemptions] asks.
    public Optional<Ticketing> system(EventId event) {
        return database.read(tx -> {
            Optional<PretixStore.Followed> followed = PretixStore.find(tx, event);
            if (followed.isEmpty() || !EventKeyStore.exists(tx, event)) {
                return Optional.empty();
            }
            Map<LaneId, Supplier<String>> tokens = new LinkedHashMap<>();
            for (Device device : PretixStore.devices(tx, event)) {
                tokens.put(device.lane(), () -> token(event, device));
            }
            return Optional.of(new PretixTickets(calls, followed.get().connection(), tokens));
        });
    }

    /// A device's token.
    String token(EventId event, Device device) {
        EventKeys keys = database.read(tx -> EventKeyStore.find(tx, event, master))
                .orElseThrow(() -> new IllegalStateException("the keys of event " + event + " are destroyed"));
        return new String(keys.openSecret(device.sealed(), purpose(device.lane())), UTF_8);
    }

    private static String purpose(LaneId lane) {
        return "pretix device of lane " + lane;
    }
}
