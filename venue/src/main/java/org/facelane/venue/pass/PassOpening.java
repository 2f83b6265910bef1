package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.face.CompactTemplate;
import org.facelane.face.ReferenceId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.pass.PassContents.Carried;

/// Takes the template out of a pass, for whoever looks for what is left of it after an erasure and needs to know what
/// that is. It takes the pass, which the guest alone has, and the event's keys.
public final class PassOpening {
    private PassOpening() {}

    /// @param text what the code says
    /// @param id the identifier by which the server knows the pass
    /// @param sealed what the server holds for it, in a `SEALED` event
    /// @return empty if the pass is not genuine, or of another event
    public static Optional<CompactTemplate> open(
            EventKeys keys, String text, ReferenceId id, Optional<byte[]> sealed, Instant now) {
        requireNonNull(sealed, "sealed is null");
        return switch (new PassReader(keys.passKeys(), Duration.ZERO).read(text, now)) {
            case PassReading.Refused _ -> Optional.empty();
            case PassReading.Genuine(PassContents contents) ->
                switch (contents.carried()) {
                    case Carried.Face(CompactTemplate carried) -> Optional.of(carried);
                    case Carried.Secret(SealingSecret secret) ->
                        sealed.flatMap(stored -> secret.open(stored, id, keys.passKey()));
                };
        };
    }
}
