package org.facelane.venue.doorway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.face.Sha256;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.doorway.PassageOutcome.Annulled;
import org.facelane.venue.doorway.PassageOutcome.NobodyAwaited;
import org.facelane.venue.doorway.PassageOutcome.Passed;
import org.facelane.venue.doorway.PassageOutcome.PassedTooLate;
import org.facelane.venue.gate.SensorWord;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.AnnulledFor;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;

/// What a gate's sensor says, and what its silence means: whether the guest of an admission has passed.
///
/// A sensor that says "not passed" is believed. Silence annuls only where the same sensor has seen somebody pass
/// lately, and where, if it is listened to at an address, it was heard all the time: a broken sensor or a broker that
/// was away must not give every ticket back, so without that a steward is asked. Every method throws
/// [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by several threads and
/// from several nodes.
public final class GateSensors {
    /// Whoever has not passed by then is not awaited any more.
    private static final Duration AWAITED = Duration.ofMinutes(5);

    /// How lately a sensor must have seen somebody for its silence to mean something.
    private static final Duration SENSOR_LATELY = Duration.ofMinutes(10);

    private final Database database;

    public GateSensors(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// Whether this is the secret of the lane's sensor.
    public boolean isKnown(LaneId lane, String secret) {
        return database.read(tx -> DoorwayStore.isSensor(tx, lane, Sha256.of(secret.getBytes(UTF_8))));
    }

    /// The sensor has seen somebody pass.
    ///
    /// @param named the admission, if the gate knows whose passage it was; otherwise it is the one that has waited
    ///     longest
    public PassageOutcome passed(LaneId lane, Optional<AdmissionId> named, Instant now) {
        return database.transact(tx -> {
            Optional<Standing> meant =
                    named.isPresent() ? named(tx, lane, named.get()) : awaitedHere(tx, lane, true, now);
            return meant.isPresent() ? passed(tx, meant.get(), now) : new NobodyAwaited();
        });
    }

    /// The gate has shut again and nobody has passed.
    ///
    /// @param named as for [#passed]
    public PassageOutcome notPassed(LaneId lane, Optional<AdmissionId> named, Instant now) {
        return database.transact(tx -> {
            Optional<Standing> meant =
                    named.isPresent() ? named(tx, lane, named.get()) : awaitedHere(tx, lane, false, now);
            return meant.isPresent() ? notPassed(tx, meant.get(), now) : new NobodyAwaited();
        });
    }

    /// Takes a word in that was heard elsewhere, by an agent for example, unless somebody else listens to the
    /// sensor.
    ///
    /// @param listener who heard it, as [Heard] names it
    /// @param word may name an admission by the nonce with which the lane made it
    /// @param at when it was heard
    public static void take(Connection tx, LaneId lane, String listener, SensorWord word, Instant at)
            throws SQLException {
        if (!DoorwayStore.mayListen(tx, lane, listener, at)) {
            return;
        }
        Optional<AdmissionId> named = word.admission();
        if (named.isPresent() && named(tx, lane, named.get()).isEmpty()) {
            named = AdmissionStore.byNonce(tx, named.get().value())
                    .map(standing -> standing.made().admission().id());
        }
        if (named.isEmpty() && word.admission().isPresent()) {
            return;
        }
        Optional<Standing> meant =
                named.isPresent() ? named(tx, lane, named.get()) : awaitedThere(tx, lane, word.passed(), at);
        if (meant.isPresent()) {
            PassageOutcome unused = word.passed() ? passed(tx, meant.get(), at) : notPassed(tx, meant.get(), at);
        }
    }

    /// Who hears a sensor, and from when to when without a break.
    ///
    /// @param until every word that was heard by then was taken in
    public record Heard(String listener, Instant since, Instant until) {
        public Heard {
            requireNonNull(listener, "listener is null");
            requireNonNull(since, "since is null");
            requireNonNull(until, "until is null");
        }
    }

    /// Writes down that somebody hears the lane's sensor; it keeps others from listening for a while.
    ///
    /// @param address at which it is heard
    /// @return false if somebody else does, or the sensor is at another address by now
    public static boolean hear(Connection tx, LaneId lane, String address, Heard heard) throws SQLException {
        return DoorwayStore.of(tx, lane).sensor().equals(Optional.of(address))
                && DoorwayStore.heard(tx, lane, heard.listener(), heard.since(), heard.until());
    }

    /// Annuls, or asks a steward about, every admission whose time to pass is over. To be called every few seconds;
    /// several nodes may do it at once.
    public void settle(Instant now) {
        database.transact(tx -> {
            silence(tx, now);
            return now;
        });
    }

    private static Optional<Standing> awaitedHere(Connection tx, LaneId lane, boolean passed, Instant now)
            throws SQLException {
        Optional<Standing> awaited = AdmissionStore.awaited(tx, lane, false, now.minus(AWAITED), now);
        return awaited.isPresent() || !passed
                ? awaited
                : AdmissionStore.notPassedLately(tx, lane, now.minus(AWAITED), now);
    }

    /// An agent tells afterwards, and silence has not annulled anything meanwhile: whoever still had the time to
    /// pass goes before those whose time was over.
    private static Optional<Standing> awaitedThere(Connection tx, LaneId lane, boolean passed, Instant at)
            throws SQLException {
        Duration within = DoorwayStore.of(tx, lane).passageWithin().orElse(AWAITED);
        Optional<Standing> inTime = AdmissionStore.awaited(tx, lane, true, at.minus(within), at);
        Optional<Standing> awaited =
                inTime.isPresent() ? inTime : AdmissionStore.awaited(tx, lane, true, at.minus(AWAITED), at);
        return awaited.isPresent() || !passed
                ? awaited
                : AdmissionStore.notPassedLately(tx, lane, at.minus(AWAITED), at);
    }

    private static PassageOutcome passed(Connection tx, Standing meant, Instant now) throws SQLException {
        if (meant.annulledAt().isPresent()) {
            return afterAll(tx, meant, now);
        }
        AdmissionId id = meant.made().admission().id();
        AdmissionStore.passed(tx, id, now);
        return new Passed(id);
    }

    private static PassageOutcome notPassed(Connection tx, Standing meant, Instant now) throws SQLException {
        Admission admission = meant.made().admission();
        if (meant.annulledAt().isPresent() || annul(tx, admission, "said that nobody passed", now)) {
            return new Annulled(admission.id());
        }
        return new Passed(admission.id());
    }

    private static void silence(Connection tx, Instant now) throws SQLException {
        for (Standing late : AdmissionStore.notPassedInTime(tx, now)) {
            Admission admission = late.made().admission();
            LaneId lane = admission.lane().orElseThrow();
            Instant opened = late.gateOpenedAt().orElseThrow();
            Duration within = DoorwayStore.of(tx, lane).passageWithin().orElseThrow();
            switch (DoorwayStore.hearing(tx, lane, opened, opened.plus(within), now)) {
                case NOT_YET_KNOWN -> {}
                case WITH_GAPS -> refer(tx, late, ReferReason.PASSAGE_NOT_SEEN, Optional.of(admission.id()), now);
                case THROUGHOUT -> {
                    if (AdmissionStore.sawSomebody(tx, lane, now.minus(SENSOR_LATELY))) {
                        annul(tx, admission, "saw nobody pass in time", now);
                    } else {
                        refer(tx, late, ReferReason.PASSAGE_NOT_SEEN, Optional.of(admission.id()), now);
                    }
                }
            }
        }
    }

    private static boolean annul(Connection tx, Admission admission, String why, Instant now) throws SQLException {
        TicketStore.hold(tx, admission.ticket());
        boolean annulled = AdmissionStore.annul(tx, admission.id(), AnnulledFor.NOT_PASSED, now);
        if (annulled) {
            String lane = "lane " + admission.lane().orElseThrow();
            AuditLog.write(
                    tx,
                    new AuditLog.Line(
                            now,
                            lane,
                            "annulled, its sensor " + why,
                            "ticket " + admission.ticket() + ", admission " + admission.id()));
        }
        return annulled;
    }

    /// The guest took longer than allowed and is inside all the same.
    private static PassageOutcome afterAll(Connection tx, Standing annulled, Instant now) throws SQLException {
        Admission admission = annulled.made().admission();
        TicketStore.hold(tx, admission.ticket());
        boolean nothingStands = AdmissionStore.ofTicket(tx, admission.ticket()).isEmpty();
        if (nothingStands && AdmissionStore.passedAfterAll(tx, admission.id(), now)) {
            AuditLog.write(
                    tx,
                    new AuditLog.Line(
                            now,
                            "lane " + admission.lane().orElseThrow(),
                            "took an annulment back, its sensor saw somebody pass",
                            "ticket " + admission.ticket() + ", admission " + admission.id()));
            return new Passed(admission.id());
        }
        refer(tx, annulled, ReferReason.ADMITTED_TWICE, Optional.empty(), now);
        return new PassedTooLate(admission.id());
    }

    private static Optional<Standing> named(Connection tx, LaneId lane, AdmissionId id) throws SQLException {
        return AdmissionStore.find(tx, id)
                .filter(standing -> standing.made().admission().lane().equals(Optional.of(lane)));
    }

    private static void refer(
            Connection tx, Standing about, ReferReason reason, Optional<AdmissionId> admission, Instant now)
            throws SQLException {
        ReferralStore.insert(
                tx,
                new Referral(
                        ReferralId.random(),
                        about.made().event(),
                        about.made().admission().lane().orElseThrow(),
                        reason,
                        Optional.of(about.made().admission().ticket()),
                        admission,
                        about.made().waited(),
                        now));
    }
}
