package org.facelane.venue.edge.office;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.facelane.face.Sha256;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.Join;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.Sql;

/// Makes programs the agents of lanes, and takes it back.
///
/// ```
/// invite ── code, once and soon ──► join ──► agent ── revoke, or another agent of the lane ──► revoked
/// ```
///
/// Safe for use by several threads.
public final class AgentOpening {
    /// How long a code is good for.
    public static final Duration CODE_LIFE = Duration.ofMinutes(10);

    /// Crockford's Base32: nothing that is read as something else.
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LETTER_COUNT = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    public AgentOpening(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// A code for one program. It is nowhere else: only its hash is stored.
    public record Invitation(String code, Instant expiresAt) {
        public Invitation {
            requireNonNull(code, "code is null");
            requireNonNull(expiresAt, "expiresAt is null");
        }

        /// Never the code.
        @Override
        public String toString() {
            return "Invitation[" + expiresAt + "]";
        }
    }

    /// A code that makes a program the agent of the lane. Codes given out for the lane before are worth nothing.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return empty if the event has no such lane, or it was revoked
    public Optional<Invitation> invite(EventId event, LaneId lane, String actor, Instant now) {
        String code = draw();
        Instant expiresAt = now.plus(CODE_LIFE);
        return database.transact(tx -> {
            boolean known = LaneStore.find(tx, lane)
                    .filter(listed -> listed.revokedAt().isEmpty())
                    .map(LaneStore.Listed::lane)
                    .filter(found -> found.event().equals(event))
                    .isPresent();
            if (!known) {
                return Optional.empty();
            }
            Sql.update(tx, "delete from agent_invitation where lane_id = ? or expires_at < ?", lane.value(), now);
            Sql.update(
                    tx,
                    "insert into agent_invitation (code_hash, lane_id, expires_at) values (?, ?, ?)",
                    hash(code),
                    lane.value(),
                    expiresAt);
            AuditLog.write(tx, new AuditLog.Line(now, actor, "invited an agent", "lane " + lane));
            return Optional.of(new Invitation(code, expiresAt));
        });
    }

    /// Makes whoever shows the code the lane's agent. An agent that the lane had is revoked.
    ///
    /// @return empty if there is no such code, it was used, or its time is over
    /// @throws IllegalArgumentException if the key is none, or did not sign the ask
    public Optional<Join.Answer> join(Join.Ask ask, Instant now) {
        VerifyingKey key = ask.proven();
        return database.transact(tx -> {
            Optional<LaneId> invited =
                    Sql.first(tx, """
                        update agent_invitation set used_at = ?
                        where code_hash = ? and used_at is null and expires_at > ? returning lane_id
                        """, row -> new LaneId(Sql.uuid(row, "lane_id")), now, hash(ask.code()), now);
            Optional<Lane> lane = invited.isEmpty()
                    ? Optional.empty()
                    : LaneStore.find(tx, invited.get())
                            .filter(listed -> listed.revokedAt().isEmpty())
                            .map(LaneStore.Listed::lane);
            AgentId id = AgentId.random();
            if (lane.isEmpty() || !AgentStore.insert(tx, id, lane.get().id(), key, now)) {
                return Optional.empty();
            }
            Event event = EventStore.find(tx, lane.get().event()).orElseThrow();
            AuditLog.write(
                    tx,
                    new AuditLog.Line(
                            now,
                            "agent " + id,
                            "joined with key " + key.id(),
                            "lane " + lane.get().id()));
            return Optional.of(new Join.Answer(
                    id.value(), lane.get().id().value(), lane.get().name(), event.name()));
        });
    }

    /// From now on the key of the lane's agent opens nothing: it is told so when it calls the next time, and drops
    /// its gallery; if it does not call, it stops by itself within the set time.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return false if the event has no such lane, or the lane has no agent
    public boolean revoke(EventId event, LaneId lane, String actor, Instant now) {
        return database.transact(tx -> {
            boolean known = LaneStore.find(tx, lane)
                    .map(LaneStore.Listed::lane)
                    .filter(found -> found.event().equals(event))
                    .isPresent();
            Optional<AgentId> revoked = known ? AgentStore.revokeOf(tx, lane, now) : Optional.empty();
            if (revoked.isPresent()) {
                AuditLog.write(tx, new AuditLog.Line(now, actor, "revoked agent " + revoked.get(), "lane " + lane));
            }
            return revoked.isPresent();
        });
    }

    private static String draw() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LETTER_COUNT; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /// Of what was meant, however it is typed. A code is random and short-lived, so a plain hash will do.
    private static byte[] hash(String code) {
        String meant = code.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return Sha256.of(meant.getBytes(US_ASCII));
    }
}
