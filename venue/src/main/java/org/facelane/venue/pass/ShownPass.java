package org.facelane.venue.pass;

import static java.lang.System.Logger.Level.INFO;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.facelane.venue.Lane;
import org.jspecify.annotations.Nullable;

/// What the code says that somebody holds up before a lane, while it matters.
///
/// ```
///            a genuine pass                    its turn ended
///  WAITING ──────────────────► CLAIMED ─────────────────────────► RESTING: the same code is not asked about again
///     ▲  any other code: said for a while │                              │
///     └───────────────────────────────────┴── time is up ────────────────┘
/// ```
///
/// It keeps the claim in memory for as long as the turn may take, then overwrites it, and of a code only its hash.
/// Nothing of it is logged. Not thread-safe: one a lane.
public final class ShownPass {
    private static final System.Logger LOG = System.getLogger(ShownPass.class.getName());

    /// A frame that was taken before a gate was opened may be looked at after it; no gate takes so long.
    private static final Duration GATE_MAX = Duration.ofMinutes(2);

    private final Lane lane;
    private final PassDesk desk;
    private final Duration hold;
    private @Nullable Claim claim;
    private @Nullable PassRefusal refusal;
    private byte[] hash = new byte[0];
    private Instant until = Instant.EPOCH;

    /// @param hold how long a pass that was read waits for its guest's face, and how long a code that was dealt
    ///     with must have been lowered before it is asked about again
    public ShownPass(Lane lane, PassDesk desk, Duration hold) {
        this.lane = requireNonNull(lane, "lane is null");
        this.desk = requireNonNull(desk, "desk is null");
        this.hold = requireNonNull(hold, "hold is null");
    }

    /// The pass whose guest is looked for now.
    public Optional<Claim> claim(Instant now) {
        forgetAfter(now);
        return Optional.ofNullable(claim);
    }

    /// Why the code that was held up last opens nothing, while the screen says so.
    public Optional<PassRefusal> refusal(Instant now) {
        forgetAfter(now);
        return Optional.ofNullable(refusal);
    }

    /// A code was seen. Whoever waits in the gate with the phone still up is no second guest: a code that was dealt
    /// with rests for as long as it is held up.
    ///
    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer
    public void read(String text, Instant now) {
        forgetAfter(now);
        byte[] shown = new Pass(text).hash();
        if (Arrays.equals(shown, hash)) {
            until = rests() ? now.plus(hold) : until;
            return;
        }
        PassAnswer answer = desk.answer(lane.event(), text, now);
        hash = shown;
        until = now.plus(hold);
        switch (answer) {
            case PassAnswer.Claimed(Claim claimed) -> {
                dropClaim();
                claim = claimed;
                refusal = null;
            }
            case PassAnswer.Refused(PassRefusal reason) -> {
                LOG.log(INFO, "event=code-refused lane={0} why={1}", lane.id(), reason);
                dropClaim();
                refusal = reason;
            }
        }
    }

    /// Whether the code that was seen last is dealt with.
    public boolean rests(Instant now) {
        forgetAfter(now);
        return rests();
    }

    private boolean rests() {
        return hash.length > 0 && claim == null && refusal == null;
    }

    /// Passes cannot be compared with the lane's model.
    public void refuse(PassRefusal reason, Instant now) {
        dropClaim();
        refusal = reason;
        until = now.plus(hold);
    }

    /// Its guest's turn has ended: the code may still be held up, but is done with.
    public void ended(Instant now) {
        dropClaim();
        refusal = null;
        until = now.plus(hold);
    }

    /// Whoever stands there now has nothing to do with it any more.
    public void forget() {
        dropClaim();
        refusal = null;
        hash = new byte[0];
        until = Instant.EPOCH;
    }

    private void dropClaim() {
        if (claim != null) {
            claim.overwrite();
            claim = null;
        }
    }

    private void forgetAfter(Instant now) {
        boolean isSetBack = now.isBefore(until.minus(hold).minus(GATE_MAX)); // the clock was
        if (isSetBack || !now.isBefore(until)) {
            forget();
        }
    }
}
