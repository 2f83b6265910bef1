package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The server's time, as far as an agent knows it: set with every answer, carried on by the machine's counter of
/// nanoseconds. Whoever sets the machine's clock meanwhile changes nothing.
///
/// An answer says what time it was somewhere between question and answer; half that span is how wrong it may be. A
/// better answer replaces a worse one, and any answer one that is old. Before the first answer it is the machine's
/// clock. Safe for use by several threads.
final class AgentClock implements InstantSource {
    /// After this an answer is taken however long it took: counters of nanoseconds drift as well.
    private static final Duration FIX_LIFE = Duration.ofMinutes(1);

    private final InstantSource machine;
    private final LongSupplier nanos;
    private volatile @Nullable Fix fix;

    private record Fix(Instant server, long nanos, Duration error) {}

    /// A point in time by two clocks, of which either may be wrong about how much has passed since: the counter
    /// stands still while a machine sleeps, the machine's clock is set.
    record Moment(Instant machine, long nanos) {}

    AgentClock(InstantSource machine, LongSupplier nanos) {
        this.machine = requireNonNull(machine, "machine is null");
        this.nanos = requireNonNull(nanos, "nanos is null");
    }

    @Override
    public Instant instant() {
        Fix known = fix;
        return known == null ? machine.instant() : known.server().plusNanos(nanos.getAsLong() - known.nanos());
    }

    Moment moment() {
        return new Moment(machine.instant(), nanos.getAsLong());
    }

    /// How long ago that was, at most: the longer of what the two clocks say.
    Duration since(Moment then) {
        Duration counted = Duration.ofNanos(nanos.getAsLong() - then.nanos());
        Duration shown = Duration.between(then.machine(), machine.instant());
        return shown.compareTo(counted) > 0 ? shown : counted;
    }

    /// A point in time so long ago, by both clocks.
    Moment ago(Duration age) {
        Moment now = moment();
        return new Moment(now.machine().minus(age), now.nanos() - age.toNanos());
    }

    /// What the server's time is, as far as it is known from before a restart; any answer replaces it.
    void resume(Instant server) {
        fix = new Fix(server, nanos.getAsLong(), FIX_LIFE);
    }

    /// The server has answered a question asked at `asked`.
    void answered(Instant server, Moment asked) {
        long now = nanos.getAsLong();
        Duration error = Duration.ofNanos((now - asked.nanos()) / 2);
        Fix known = fix;
        boolean isBetter =
                known == null || error.compareTo(known.error()) <= 0 || now - known.nanos() > FIX_LIFE.toNanos();
        if (isBetter) {
            fix = new Fix(server.plus(error), now, error);
        }
    }

    /// What the machine's own clock says.
    Instant machine() {
        return machine.instant();
    }
}
