package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.facelane.face.Sha256;
import org.facelane.venue.Lane;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;

/// A new lane with its device key. Safe for use by several threads.
public final class LaneOpening {
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    public LaneOpening(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// A lane and the key that its device signs in with. The key is nowhere else: only its hash is stored.
    public record Opened(Lane lane, String key) {
        public Opened {
            requireNonNull(lane, "lane is null");
            requireNonNull(key, "key is null");
        }

        /// Never the key.
        @Override
        public String toString() {
            return "Opened[" + lane + "]";
        }
    }

    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return empty if the event has a lane of this name
    public Optional<Opened> open(Lane lane, String actor, Instant now) {
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return database.transact(tx -> {
            if (!LaneStore.insert(tx, lane, hash(key), now)) {
                return Optional.empty();
            }
            AuditLog.write(tx, new AuditLog.Line(now, actor, "added lane", "lane " + lane.id()));
            return Optional.of(new Opened(lane, key));
        });
    }

    /// What is stored of a key. The key is random and long, so a plain hash is as good as a slow one.
    public static byte[] hash(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }
}
