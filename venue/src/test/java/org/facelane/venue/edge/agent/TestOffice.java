package org.facelane.venue.edge.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Threshold;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.office.AgentOffice;
import org.facelane.venue.edge.office.AgentTerms;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.pass.DatabasePasses;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;

/// The office of a server at which no lane runs: agents call it without a network between.
final class TestOffice {
    /// As lanes are set up that nobody has set up.
    static final SyncAnswer.Setup SETUP = new SyncAnswer.Setup(Optional.empty(), 0.1, 0, 0.9, 1, 40, "QR");

    private TestOffice() {}

    static AgentOffice at(TestDatabase test, Admissions admissions, InstantSource clock) {
        return at(test, admissions, Guests.ownTickets(test), clock);
    }

    static AgentOffice at(TestDatabase test, Admissions admissions, Redemptions redemptions, InstantSource clock) {
        Lanes.Office here = new Lanes.Office(
                test.database(),
                admissions,
                redemptions,
                new Erasures(test.database(), "office"),
                _ -> {
                    throw new IllegalStateException("no gallery is looked at here");
                },
                new PassDesk(
                        new DatabasePasses(test.database(), test.master()),
                        Duration.ofMinutes(5),
                        Threshold.forFmr(1e-4)),
                clock);
        return new AgentOffice(
                test.database(),
                test.master(),
                admissions,
                here.desk(),
                new AgentTerms(
                        new SyncAnswer.Rules(
                                1e-3,
                                6,
                                1e-4,
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(15),
                                Duration.ofMillis(2_750),
                                Duration.ofMinutes(15),
                                Duration.ofHours(12)),
                        Guests.MODEL.version(),
                        _ -> SETUP,
                        (_, _) -> new SyncAnswer.Orders(false, Optional.empty(), List.of()),
                        Duration.ofDays(7)));
    }
}
