package org.facelane.venue.pretix;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pretix.DeviceStore.Device;
import org.facelane.venue.pretix.PretixCalls.Reply.Answered;
import org.facelane.venue.pretix.PretixTickets.DeviceAccess;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.redeem.Ticketing;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import tools.jackson.databind.JsonNode;

/// Connects an event to pretix. What its lanes are there is in [PretixDevices]. Safe for use by several threads.
public final class PretixSetup {
    private static final int REFUSED_SHOWN_MAX = 20;
    private static final int PAGES_MAX = 20;

    private final Database database;
    private final PretixCalls calls;
    private final PretixDevices devices;

    public PretixSetup(Database database, MasterKey master, PretixCalls calls) {
        this.database = requireNonNull(database, "database is null");
        this.calls = requireNonNull(calls, "calls is null");
        devices = new PretixDevices(database, master, calls);
    }

    public PretixDevices devices() {
        return devices;
    }

    /// What an organiser sees.
    ///
    /// @param devices one a lane
    /// @param leaving those that pretix has not revoked yet, though no lane needs them
    /// @param answeredAt when what happened at its own doors was read last; empty: never
    /// @param failing why it could not be read the last time; empty: it could
    /// @param untold entries, exits and annulments that it was not told of yet
    /// @param refused the latest tickets that it did not let in, newest first
    public record Shown(
            PretixConnection connection,
            List<DeviceLine> devices,
            List<LeavingLine> leaving,
            Optional<Instant> answeredAt,
            Optional<String> failing,
            long untold,
            List<Refused> refused) {
        public Shown {
            requireNonNull(connection, "connection is null");
            requireNonNull(answeredAt, "answeredAt is null");
            requireNonNull(failing, "failing is null");
            devices = List.copyOf(devices);
            leaving = List.copyOf(leaving);
            refused = List.copyOf(refused);
        }
    }

    /// Whether pretix knows a device.
    public enum DeviceState {
        KNOWN,
        /// Its key is not good there: it was revoked in pretix, or never was.
        NOT_KNOWN,
        /// Its key was changed, and the new one was lost on the way.
        KEY_LOST
    }

    /// A lane's device.
    public record DeviceLine(LaneId lane, long number, DeviceState state) {
        public DeviceLine {
            requireNonNull(lane, "lane is null");
            requireNonNull(state, "state is null");
        }

        private static DeviceLine of(Device device) {
            DeviceState state;
            if (device.isKnown()) {
                state = DeviceState.KNOWN;
            } else {
                state = device.rollingSince().isPresent() ? DeviceState.KEY_LOST : DeviceState.NOT_KNOWN;
            }
            return new DeviceLine(device.lane(), device.number(), state);
        }
    }

    /// A device that pretix has not revoked yet.
    ///
    /// @param lane whose it was
    /// @param byHand whether its key is gone, so that only somebody in pretix can revoke it
    public record LeavingLine(LaneId lane, long number, boolean byHand) {
        public LeavingLine {
            requireNonNull(lane, "lane is null");
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
                    DeviceStore.of(tx, event).stream().map(DeviceLine::of).toList(),
                    leaving(tx, event),
                    followed.get().answeredAt(),
                    followed.get().failing(),
                    Redemptions.untold(tx, event),
                    PretixStore.refused(tx, event, REFUSED_SHOWN_MAX)));
        });
    }

    /// The devices that pretix has not revoked yet, though no lane of the event needs them; also after the event
    /// was disconnected.
    public List<LeavingLine> leaving(EventId event) {
        return database.read(tx -> leaving(tx, event));
    }

    private static List<LeavingLine> leaving(Connection tx, EventId event) throws SQLException {
        boolean isOver = !EventKeyStore.exists(tx, event);
        return DeviceStore.leaving(tx, event).stream()
                .map(device -> new LeavingLine(device.lane(), device.number(), isOver || device.isLost()))
                .toList();
    }

    /// The lists that the event has there, as its first device sees them.
    ///
    /// @return empty if the event is not connected, has no device yet, or pretix does not answer
    public Optional<List<DoorList>> lists(EventId event) {
        Optional<PretixConnection> connection =
                database.read(tx -> PretixStore.find(tx, event)).map(PretixStore.Followed::connection);
        Optional<String> key = database.read(tx -> DeviceStore.of(tx, event)).stream()
                .findFirst()
                .flatMap(device -> devices.key(event, device));
        if (connection.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        List<DoorList> lists = new ArrayList<>();
        URI first = connection.get().ofEvent("checkinlists/");
        Optional<URI> page = Optional.of(first);
        for (int i = 0; i < PAGES_MAX && page.isPresent(); i++) {
            if (!(calls.get(page.get(), key.get()) instanceof Answered(int status, JsonNode json)) || status != 200) {
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

    /// Connects the event, or says that it is somewhere else now. Its lanes need devices before anybody is asked;
    /// those that they had with another organiser leave.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return false if there is no such event, or it is over and its keys are destroyed
    public boolean connect(EventId event, PretixConnection to, String actor, Instant now) {
        return database.transact(tx -> {
            if (!EventKeyStore.exists(tx, event)) {
                return false;
            }
            Optional<PretixConnection> before = PretixStore.find(tx, event).map(PretixStore.Followed::connection);
            if (before.isPresent() && !before.get().isOfSameOrganizer(to)) {
                DeviceStore.leave(tx, event, Optional.empty(), now);
            }
            PretixStore.connect(tx, event, to, now);
            String where = to.url() + " " + to.organizer() + "/" + to.slug() + " list " + to.list();
            AuditLog.write(tx, new AuditLog.Line(now, actor, "connected to pretix " + where, "event " + event));
            return true;
        });
    }

    /// From now on the event's tickets are its own, and its lanes' devices leave.
    public boolean disconnect(EventId event, String actor, Instant now) {
        return database.transact(tx -> {
            DeviceStore.leave(tx, event, Optional.empty(), now);
            boolean was = PretixStore.disconnect(tx, event);
            if (was) {
                AuditLog.write(tx, new AuditLog.Line(now, actor, "disconnected from pretix", "event " + event));
            }
            return was;
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
            Map<LaneId, DeviceAccess> lanes = new LinkedHashMap<>();
            boolean isOneOut = false;
            for (Device device : DeviceStore.of(tx, event)) {
                if (device.isKnown()) {
                    lanes.put(
                            device.lane(),
                            new DeviceAccess(() -> devices.key(event, device), () -> devices.notKnown(device)));
                } else if (device.rollingSince().isEmpty()) {
                    isOneOut = true; // it may come back; one whose new key was lost does not
                }
            }
            return Optional.of(new PretixTickets(calls, followed.get().connection(), lanes, isOneOut));
        });
    }
}
