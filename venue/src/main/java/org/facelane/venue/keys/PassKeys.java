package org.facelane.venue.keys;

import static java.util.Objects.requireNonNull;

import org.facelane.venue.EventId;

/// What reads the passes of one event, and makes none: the key under which they are sealed and the public half of the
/// one that signs them. Whoever has it opens a pass that is shown; nobody takes a pass for genuine that was sealed by
/// it and not signed.
///
/// Immutable and safe for use by several threads.
public final class PassKeys {
    /// Bytes of the key that unseals.
    public static final int UNSEALING_BYTES = 32;

    private final EventId event;
    private final VerifyingKey signedBy;
    private final byte[] unsealing;

    private PassKeys(EventId event, VerifyingKey signedBy, byte[] unsealing) {
        this.event = event;
        this.signedBy = signedBy;
        this.unsealing = unsealing;
    }

    /// @param unsealing for AES-256-GCM; copied
    /// @throws IllegalArgumentException if the bytes are not 32
    public static PassKeys of(EventId event, VerifyingKey signedBy, byte[] unsealing) {
        requireNonNull(event, "event is null");
        requireNonNull(signedBy, "signedBy is null");
        if (requireNonNull(unsealing, "unsealing is null").length != UNSEALING_BYTES) {
            throw new IllegalArgumentException(
                    "a pass is unsealed by " + UNSEALING_BYTES + " bytes, got " + unsealing.length);
        }
        return new PassKeys(event, signedBy, unsealing.clone());
    }

    /// Whose passes they are.
    public EventId event() {
        return event;
    }

    /// Checks who made a pass.
    public VerifyingKey signedBy() {
        return signedBy;
    }

    /// A copy of the key that unseals, for AES-256-GCM.
    public byte[] unsealing() {
        return unsealing.clone();
    }

    /// Never the keys.
    @Override
    public String toString() {
        return "PassKeys[" + event + "]";
    }
}
