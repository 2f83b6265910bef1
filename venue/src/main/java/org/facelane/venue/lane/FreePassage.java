package org.facelane.venue.lane;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.facelane.venue.Lane;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.doorway.Doorway.WhenUndecided;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;
import org.facelane.venue.store.DatabaseUnreachable;
import org.jspecify.annotations.Nullable;

/// A lane that is set to fail open lets everybody pass while it can decide nothing, and one at a time again as soon as
/// it can. A lane that is set to fail safe commands nothing here. What a gate does without power is its own matter.
///
/// A gate that does not answer is told again every two seconds. What it was told before this process began nobody
/// knows, so the first thing that a lane says once it can decide is that its gate is guarded. A lane that ends guards
/// its gate before. Not thread-safe: one a lane.
final class FreePassage {
    private static final System.Logger LOG = System.getLogger(FreePassage.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Lane lane;
    private final LaneDesk desk;
    private final Gate gate;
    private final boolean failsOpen;
    private final InstantSource clock;
    private Told told = Told.UNKNOWN;
    private @Nullable Instant since;
    private Instant notBefore = Instant.MIN;

    private enum Told {
        UNKNOWN,
        FREE,
        GUARDED
    }

    FreePassage(Lane lane, LaneDesk desk, Gate gate, WhenUndecided whenUndecided, InstantSource clock) {
        this.lane = requireNonNull(lane, "lane is null");
        this.desk = requireNonNull(desk, "desk is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.failsOpen = whenUndecided == WhenUndecided.FAIL_OPEN;
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// The lane can decide nothing.
    ///
    /// @return whether everybody passes
    boolean undecided() {
        if (failsOpen && told != Told.FREE && tell(true)) {
            told = Told.FREE;
            since = clock.instant();
        }
        return told == Told.FREE;
    }

    /// The lane seems to be able to decide. A database that has just gone leaves it a fresh gallery for some
    /// seconds, so the desk is asked before a gate that lets everybody pass is guarded again.
    ///
    /// @throws DatabaseUnreachable if the lane can decide nothing after all
    void decides() {
        if (told == Told.FREE) {
            Doorway _ = desk.doorway(lane.id());
        }
        guarded();
    }

    /// Whether everybody passes.
    boolean isOn() {
        return told == Told.FREE;
    }

    /// Nobody looks after this gate any more: it is guarded, and whether it answers or not it is on record until
    /// when everybody passed.
    void ends() {
        notBefore = Instant.MIN;
        guarded();
        note();
    }

    /// The lane can decide, or somebody has decided for it that it recognises nobody.
    void guarded() {
        if (failsOpen && told != Told.GUARDED && tell(false)) {
            told = Told.GUARDED;
            note();
        }
    }

    private boolean tell(boolean all) {
        Instant now = clock.instant();
        if (now.isBefore(notBefore)) {
            return false;
        }
        return switch (gate.letAllPass(all)) {
            case Opened _ -> true;
            case NotOpened failure -> {
                LOG.log(WARNING, "lane {0}: {1}", lane.name(), failure.detail());
                notBefore = now.plus(AGAIN);
                yield false;
            }
        };
    }

    private void note() {
        Instant from = since;
        since = null;
        if (from == null) {
            return;
        }
        try {
            desk.noteFreePassage(lane.id(), from, clock.instant());
        } catch (DatabaseUnreachable e) {
            LOG.log(WARNING, "lane " + lane.name() + ": everybody passed from " + from + ", which is not on record", e);
        }
    }
}
