package org.facelane.venue.edge.office;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;

/// How agents are, as they said last, and since when they have said nothing. Safe for use by several threads.
public final class AgentWatch {
    /// An agent says something every second; after so long without a word it is not heard.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(6);

    private final Database database;
    private final Duration galleryAgeMax;
    private final InstantSource time;

    /// @param galleryAgeMax how long an agent goes on by itself
    public AgentWatch(Database database, Duration galleryAgeMax, InstantSource time) {
        this.database = requireNonNull(database, "database is null");
        this.galleryAgeMax = requireNonNull(galleryAgeMax, "galleryAgeMax is null");
        this.time = requireNonNull(time, "time is null");
    }

    /// An agent, for whoever looks after it.
    ///
    /// @param heard whether it said something within the last seconds
    /// @param clockAheadMilliseconds how far its machine's clock is ahead of the server's
    public record Line(UUID lane, Instant joinedAt, Instant heardAt, boolean heard, long clockAheadMilliseconds) {}

    public List<Line> lines(EventId event, Instant now) {
        return database.read(tx -> AgentStore.ofEvent(tx, event)).stream()
                .map(row -> new Line(
                        row.lane().value(),
                        row.joinedAt(),
                        row.heardAt(),
                        isHeard(row, now),
                        row.clockAhead().toMillis()))
                .toList();
    }

    /// Whether a lane has an agent, which reads its camera.
    public boolean hasAgent(LaneId lane) {
        return database.read(tx -> AgentStore.ofLane(tx, lane)).isPresent();
    }

    /// Whether a lane has an agent, which has said something within the last seconds.
    public boolean hears(LaneId lane) {
        return database.read(tx -> AgentStore.ofLane(tx, lane))
                .filter(row -> isHeard(row, time.instant()))
                .isPresent();
    }

    /// The lanes of the event that have an agent, as the board shows lanes.
    public List<LaneState> states(EventId event) {
        Instant now = time.instant();
        return database.read(tx -> {
            List<LaneState> states = new ArrayList<>();
            for (AgentStore.Row row : AgentStore.ofEvent(tx, event)) {
                LaneStore.find(tx, row.lane())
                        .filter(listed -> listed.revokedAt().isEmpty())
                        .map(LaneStore.Listed::lane)
                        .ifPresent(lane -> states.add(state(row, lane, now)));
            }
            return states;
        });
    }

    private LaneState state(AgentStore.Row row, Lane lane, Instant now) {
        boolean heard = isHeard(row, now);
        return new LaneState(
                lane,
                heard ? row.state().activity() : Activity.OFFLINE,
                heard ? row.state().why() : Optional.of(silent(row, now)),
                Optional.empty(),
                row.state().unrecognisedCount(),
                row.state().droppedFrameCount(),
                row.state().damagedFrameCount());
    }

    /// A lane that is not heard is no closed lane.
    private String silent(AgentStore.Row row, Instant now) {
        Duration silence = Duration.between(row.heardAt(), now);
        if (row.carriesOver() && silence.compareTo(galleryAgeMax) >= 0) {
            return "The lane's agent is not heard; it asks for tickets. Erasures wait for it: switch it on, or revoke"
                    + " its machine.";
        }
        return silence.compareTo(galleryAgeMax) < 0
                ? "The lane's agent is not heard; it goes on by itself for " + minutes(galleryAgeMax.minus(silence))
                        + " more, then it asks for tickets."
                : "The lane's agent is not heard; it asks for tickets.";
    }

    private static String minutes(Duration left) {
        return left.toMinutes() < 1 ? left.toSeconds() + " s" : left.toMinutes() + " min";
    }

    private static boolean isHeard(AgentStore.Row row, Instant now) {
        return Duration.between(row.heardAt(), now).compareTo(SILENCE_MAX) <= 0;
    }
}
