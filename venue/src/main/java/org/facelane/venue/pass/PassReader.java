package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.keys.PassKeys;
import org.facelane.venue.pass.PassReading.Genuine;
import org.facelane.venue.pass.PassReading.Refused;

/// Reads the codes that a lane's camera sees, by one event's keys. Nothing in a code is believed before its signature
/// was checked, and nothing is computed with that the prefix and the length do not allow. Immutable and thread-safe.
final class PassReader {
    private final PassKeys keys;
    private final Duration clockSkew;

    /// @param clockSkew how far the clock that made a pass and the one that reads it may differ
    PassReader(PassKeys keys, Duration clockSkew) {
        this.keys = requireNonNull(keys, "keys is null");
        this.clockSkew = requireNonNull(clockSkew, "clockSkew is null");
    }

    PassReading read(String text, Instant now) {
        if (text.length() > PassText.LENGTH_MAX) {
            return new Refused(PassRefusal.TOO_LONG);
        }
        if (!text.startsWith(PassText.PREFIX)) {
            return new Refused(PassRefusal.FOREIGN);
        }
        Optional<Cose.Signed> signed = PassText.read(text).flatMap(Cose::signed);
        if (signed.isEmpty()) {
            return new Refused(PassRefusal.DAMAGED);
        }
        if (!signed.get().keyId().equals(keys.signedBy().id())) {
            return new Refused(PassRefusal.OTHER_EVENT);
        }
        Optional<PassContents> contents = signed.get()
                .verified(keys.signedBy(), keys.event())
                .flatMap(payload -> Cose.decrypted(payload, keys.unsealing(), keys.event()))
                .flatMap(PassContents::read);
        return contents.map(known -> timed(known, now)).orElse(new Refused(PassRefusal.FORGED));
    }

    private PassReading timed(PassContents contents, Instant now) {
        if (now.isBefore(contents.validFrom().minus(clockSkew))) {
            return new Refused(PassRefusal.NOT_YET_VALID);
        }
        if (!now.isBefore(contents.validUntil().plus(clockSkew))) {
            return new Refused(PassRefusal.EXPIRED);
        }
        return new Genuine(contents);
    }
}
