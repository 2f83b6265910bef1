package org.facelane.venue.doorway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.facelane.face.Sha256;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;

/// How people pass each lane, as organisers set it. A lane that runs takes it over when it is started again. Safe for
/// use by several threads.
public final class Doorways {
    private static final int SECRET_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    public Doorways(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// A doorway as it was set.
    ///
    /// @param sensorSecret by which its sensor is known when it calls from now on; empty if none does. It is
    ///     nowhere else: only its hash is stored.
    public record Set(Doorway doorway, Optional<String> sensorSecret) {
        public Set {
            requireNonNull(doorway, "doorway is null");
            requireNonNull(sensorSecret, "sensorSecret is null");
        }

        /// Never the secret.
        @Override
        public String toString() {
            return "Set[" + doorway + "]";
        }
    }

    /// [Doorway#DEFAULT] where nobody set anything else.
    public Doorway of(LaneId lane) {
        return database.read(tx -> DoorwayStore.of(tx, lane));
    }

    /// A sensor that calls gets a new secret each time the doorway is set; the one before is worth nothing any
    /// more.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return empty if the event has no such lane, or it was revoked
    public Optional<Set> set(EventId event, LaneId lane, Doorway doorway, String actor, Instant now) {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        Optional<String> secret = doorway.passageWithin()
                .filter(_ -> doorway.sensor().isEmpty())
                .map(_ -> Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        return database.transact(tx -> {
            boolean stands = LaneStore.find(tx, lane)
                    .filter(listed -> listed.revokedAt().isEmpty())
                    .filter(listed -> listed.lane().event().equals(event))
                    .isPresent();
            if (!stands) {
                return Optional.empty();
            }
            DoorwayStore.set(tx, lane, doorway, secret.map(text -> Sha256.of(text.getBytes(UTF_8))));
            String action = "set doorway to " + doorway.direction() + ", " + doorway.whenUndecided() + ", sensor "
                    + doorway.passageWithin()
                            .map(within -> within.toSeconds() + " s")
                            .orElse("none")
                    + doorway.sensor().map(address -> " at " + address).orElse("");
            AuditLog.write(tx, new AuditLog.Line(now, actor, action, "lane " + lane));
            return Optional.of(new Set(doorway, secret));
        });
    }
}
