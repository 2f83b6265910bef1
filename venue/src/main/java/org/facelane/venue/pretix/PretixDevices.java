package org.facelane.venue.pretix;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pretix.DeviceStore.Device;
import org.facelane.venue.pretix.DeviceStore.Leaving;
import org.facelane.venue.pretix.PretixCalls.Reply.Answered;
import org.facelane.venue.pretix.PretixCalls.Reply.Later;
import org.facelane.venue.pretix.SetupOutcome.Added;
import org.facelane.venue.pretix.SetupOutcome.NotAccepted;
import org.facelane.venue.pretix.SetupOutcome.NotConnected;
import org.facelane.venue.pretix.SetupOutcome.OtherOrganizer;
import org.facelane.venue.pretix.SetupOutcome.Unreachable;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import tools.jackson.databind.JsonNode;

/// The life of the lanes' devices at pretix, one a lane.
///
/// ```
///  add ──► device ── roll ──► device with another key
///            │  ▲
///            │  └ keep: says which software it runs, finds out which key is good
///            ▼
///          leaving ── farewell ──► revoked there, and forgotten here
/// ```
///
/// A device leaves when its lane is revoked or gets another one, when the event is disconnected or moved elsewhere,
/// when an organiser says so, and in the hour before the event's retention deadline, with which its key can no longer
/// be opened. Safe for use by several threads and from several nodes.
public final class PretixDevices {
    private static final System.Logger LOG = System.getLogger(PretixDevices.class.getName());

    /// The version that pretix is told.
    static final String SOFTWARE = "0.1.0";

    /// Before the retention deadline of an event that is over.
    private static final Duration IN_TIME = Duration.ofHours(1);

    /// A device that has something to be found out is asked about it as often, and so is whoever did not answer.
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final Map<String, Object> OURSELVES = Map.of(
            "hardware_brand", "Facelane",
            "hardware_model", "lane",
            "software_brand", "Facelane",
            "software_version", SOFTWARE);

    private final Database database;
    private final PretixCalls calls;
    private final DeviceKeys keys;
    private final Map<LaneId, Instant> notBefore = new ConcurrentHashMap<>();

    PretixDevices(Database database, MasterKey master, PretixCalls calls) {
        this.database = requireNonNull(database, "database is null");
        this.calls = requireNonNull(calls, "calls is null");
        keys = new DeviceKeys(database, master);
    }

    /// A device's key.
    ///
    /// @return empty if the event's keys are destroyed
    Optional<String> key(EventId event, Device device) {
        return keys.open(event, device.lane(), device.sealed());
    }

    /// Makes a lane a device there, by the initialisation token that pretix shows; each token is good once.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    public SetupOutcome add(EventId event, LaneId lane, String token, String actor, Instant now) {
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
        Map<String, Object> body = new LinkedHashMap<>(OURSELVES);
        body.put("token", token);
        return switch (calls.post(connection.get().at("device/initialize"), Optional.empty(), body)) {
            case Later(String why, Duration _) -> new Unreachable(why);
            case Answered(int status, JsonNode json) -> {
                String key = json.path("api_token").asString("");
                long number = json.path("device_id").asLong(0);
                if (status / 100 != 2 || key.isEmpty() || number < 1) {
                    yield new NotAccepted(status);
                }
                String organizer = json.path("organizer").asString("");
                if (!organizer.equals(connection.get().organizer())) {
                    giveUp(connection.get(), key);
                    yield new OtherOrganizer(organizer);
                }
                if (write(event, lane, number, key, actor, now)) {
                    yield new Added(number);
                }
                giveUp(connection.get(), key);
                yield new NotConnected();
            }
        };
    }

    /// Nobody will use this key.
    private void giveUp(PretixConnection connection, String key) {
        if (!(calls.post(connection.at("device/revoke"), Optional.of(key), Map.of()) instanceof Answered)) {
            LOG.log(WARNING, "a device at {0} that nobody uses could not be revoked", connection.url());
        }
    }

    private boolean write(EventId event, LaneId lane, long number, String key, String actor, Instant now) {
        return database.transact(tx -> {
            Optional<byte[]> sealed = keys.seal(tx, event, lane, key);
            if (sealed.isEmpty() || PretixStore.find(tx, event).isEmpty()) {
                return false;
            }
            Device device = new Device(lane, number, sealed.get(), true, Optional.empty(), Optional.of(SOFTWARE));
            DeviceStore.add(tx, event, device, now);
            AuditLog.write(tx, new AuditLog.Line(now, actor, "made the lane pretix device " + number, "lane " + lane));
            return true;
        });
    }

    /// Gives the lane's device another key; the old one is dead at once. That a key is on its way is written down
    /// before it is asked for: if it is lost with the answer or with this process, that is found out and shown.
    ///
    /// @param actor as for [#add]
    public RollOutcome roll(EventId event, LaneId lane, String actor, Instant now) {
        Optional<Device> device = database.read(tx -> DeviceStore.of(tx, event, lane));
        Optional<URI> address = address(event, "device/roll");
        Optional<String> key = device.flatMap(known -> key(event, known));
        if (address.isEmpty()
                || key.isEmpty()
                || !database.transact(tx -> DeviceStore.rolling(tx, device.get(), now))) {
            return new RollOutcome.NoDevice();
        }
        if (calls.post(address.get(), key, Map.of()) instanceof Answered(int status, JsonNode json)) {
            String next = json.path("api_token").asString("");
            if (status / 100 == 2 && !next.isEmpty()) {
                return keep(event, device.get(), next, actor, now);
            }
            if (status == 401) {
                database.transact(tx -> DeviceStore.notRolling(tx, device.get()));
                return new RollOutcome.NotKnown();
            }
        }
        return whichKey(event, device.get());
    }

    private RollOutcome keep(EventId event, Device device, String key, String actor, Instant now) {
        boolean kept = database.transact(tx -> {
            Optional<byte[]> sealed = keys.seal(tx, event, device.lane(), key);
            if (sealed.isEmpty() || !DeviceStore.rolled(tx, device, sealed.get())) {
                return false;
            }
            String action = "gave pretix device " + device.number() + " another key";
            AuditLog.write(tx, new AuditLog.Line(now, actor, action, "lane " + device.lane()));
            return true;
        });
        return kept ? new RollOutcome.Rolled() : new RollOutcome.Lost();
    }

    /// Nobody knows whether the key was changed; the old one says.
    private RollOutcome whichKey(EventId event, Device device) {
        return switch (introduce(event, device)) {
            case KNOWN -> new RollOutcome.Unchanged();
            case NOT_KNOWN -> new RollOutcome.Lost();
            case SILENT -> new RollOutcome.Unclear("pretix does not answer");
        };
    }

    /// The lane's device is to be revoked there, and is forgotten here. It is told now, or as soon as pretix
    /// answers.
    ///
    /// @param actor as for [#add]
    /// @return false if the lane is no device
    public boolean revoke(EventId event, LaneId lane, String actor, Instant now) {
        boolean was = database.transact(tx -> {
            boolean leaves = DeviceStore.leave(tx, event, Optional.of(lane), now) > 0;
            if (leaves) {
                AuditLog.write(tx, new AuditLog.Line(now, actor, "took the lane's pretix device away", "lane " + lane));
            }
            return leaves;
        });
        if (was) {
            farewell(now);
        }
        return was;
    }

    /// Tells pretix of a version of ours that it does not know, and asks about keys of which nobody knows whether
    /// they are good. To be called every few seconds.
    public void keep(EventId event, Instant now) {
        for (Device device : database.read(tx -> DeviceStore.of(tx, event))) {
            boolean isNews = !device.software().equals(Optional.of(SOFTWARE));
            boolean isUnclear = device.rollingSince()
                    .filter(since -> since.plus(AGAIN).isBefore(now))
                    .isPresent();
            if ((isNews || isUnclear || !device.isKnown()) && isTime(device.lane(), now)) {
                notBefore.put(device.lane(), now.plus(AGAIN));
                if (introduce(event, device) == Acquaintance.SILENT) {
                    return;
                }
            }
        }
    }

    private boolean isTime(LaneId lane, Instant now) {
        Instant until = notBefore.get(lane);
        return until == null || !now.isBefore(until);
    }

    private enum Acquaintance {
        KNOWN,
        NOT_KNOWN,
        SILENT
    }

    /// Says which software the device runs; the answer says whether its key is good.
    private Acquaintance introduce(EventId event, Device device) {
        Optional<URI> address = address(event, "device/update");
        Optional<String> key = key(event, device);
        if (address.isEmpty()
                || key.isEmpty()
                || !(calls.post(address.get(), key, OURSELVES) instanceof Answered(int status, JsonNode _))) {
            return Acquaintance.SILENT;
        }
        if (status == 401) {
            notKnown(device);
            return Acquaintance.NOT_KNOWN;
        }
        if (status / 100 != 2) {
            return Acquaintance.SILENT;
        }
        database.transact(tx -> DeviceStore.known(tx, device, SOFTWARE));
        return Acquaintance.KNOWN;
    }

    /// Pretix did not know this device's key.
    void notKnown(Device device) {
        if (database.transact(tx -> DeviceStore.notKnown(tx, device))) {
            LOG.log(WARNING, "lane {0}: pretix does not know the key of device {1}", device.lane(), device.number());
        }
    }

    /// Has pretix revoke the devices that no lane needs any more. To be called every few seconds; several nodes may
    /// do it at once.
    public void farewell(Instant now) {
        database.transact(tx -> DeviceStore.leaveInTime(tx, IN_TIME, now));
        Set<URI> silent = new HashSet<>();
        for (Leaving device : database.read(tx -> DeviceStore.dueToLeave(tx, now))) {
            if (!silent.contains(device.url())
                    && database.transact(tx -> DeviceStore.claim(tx, device, now, now.plus(AGAIN)))
                    && !revoke(device, now)) {
                silent.add(device.url());
            }
        }
    }

    /// @return false if pretix does not answer
    private boolean revoke(Leaving device, Instant now) {
        Optional<String> key = keys.open(device.event(), device.lane(), device.sealed());
        if (key.isEmpty()) {
            return true;
        }
        return switch (calls.post(PretixConnection.at(device.url(), "device/revoke"), key, Map.of())) {
            case Later(String why, Duration pause) -> {
                LOG.log(WARNING, "pretix device {0} is not revoked yet: {1}", device.number(), why);
                if (pause.compareTo(AGAIN) > 0) {
                    database.transact(tx -> DeviceStore.claim(tx, device, now.plus(AGAIN), now.plus(pause)));
                }
                yield false;
            }
            case Answered(int status, JsonNode _) -> {
                boolean gone = status / 100 == 2 || status == 401;
                if (gone) {
                    left(device, now);
                } else {
                    LOG.log(WARNING, "pretix does not revoke device {0}: answered {1}", device.number(), status);
                }
                yield true;
            }
        };
    }

    private void left(Leaving device, Instant now) {
        database.transact(tx -> {
            boolean left = DeviceStore.left(tx, device, now);
            if (left) {
                String action = "pretix device " + device.number() + " is revoked";
                AuditLog.write(tx, new AuditLog.Line(now, "ticketing", action, "lane " + device.lane()));
            }
            return left;
        });
    }

    private Optional<URI> address(EventId event, String path) {
        return database.read(tx -> PretixStore.find(tx, event))
                .map(followed -> followed.connection().at(path));
    }
}
