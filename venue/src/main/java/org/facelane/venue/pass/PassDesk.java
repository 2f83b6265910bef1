package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Threshold;
import org.facelane.venue.EventId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pass.PassContents.Carried;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;

/// Opens the passes that lanes are shown. Every code is judged by the keys and the rows of the moment, so that a
/// withdrawal counts from its commit on, at every lane. Nothing of a code is kept or logged. Safe for use by several
/// threads; a genuine pass costs about a millisecond and one read of the database, anything else no query but that for
/// the keys.
public final class PassDesk {
    private final Database database;
    private final MasterKey master;
    private final Duration clockSkew;
    private final Threshold threshold;

    /// @param clockSkew how far the clock that made a pass and the lane's may differ, 0 or more
    /// @param threshold from which score on a face is that of the pass
    public PassDesk(Database database, MasterKey master, Duration clockSkew, Threshold threshold) {
        this.threshold = requireNonNull(threshold, "threshold is null");
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.clockSkew = requireNonNull(clockSkew, "clockSkew is null");
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clocks differ by nothing or more, got " + clockSkew);
        }
    }

    /// @param event of the lane
    /// @param text what the code says
    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer
    public PassAnswer answer(EventId event, String text, Instant now) {
        return database.read(tx -> answer(tx, event, text, now));
    }

    private PassAnswer answer(Connection tx, EventId event, String text, Instant now) throws SQLException {
        Optional<EventKeys> keys = EventKeyStore.find(tx, event, master);
        if (keys.isEmpty()) {
            return new PassAnswer.Refused(PassRefusal.EXPIRED);
        }
        return switch (new PassReader(keys.get(), clockSkew).read(text, now)) {
            case PassReading.Refused(PassRefusal reason) -> new PassAnswer.Refused(reason);
            case PassReading.Genuine(PassContents contents) -> {
                Optional<PassStore.Known> known = PassStore.find(tx, new Pass(text))
                        .filter(row -> row.ticket().equals(contents.ticket()));
                yield known.isEmpty()
                        ? new PassAnswer.Refused(PassRefusal.UNKNOWN)
                        : claim(contents, known.get(), keys.get());
            }
        };
    }

    private PassAnswer claim(PassContents contents, PassStore.Known known, EventKeys keys) {
        if (!known.stands()) {
            return new PassAnswer.Refused(PassRefusal.WITHDRAWN);
        }
        Optional<CompactTemplate> template = switch (contents.carried()) {
            case Carried.Face(CompactTemplate carried) -> Optional.of(carried);
            case Carried.Secret(SealingSecret secret) ->
                known.sealed().flatMap(stored -> secret.open(stored, known.id(), keys.passKey()));
        };
        return template.<PassAnswer>map(
                        opened -> new PassAnswer.Claimed(new Claim(known.id(), contents.ticket(), opened, threshold)))
                .orElse(new PassAnswer.Refused(PassRefusal.FORGED));
    }
}
