package org.facelane.venue.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.facelane.venue.EventId;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pretix.PretixCalls;
import org.facelane.venue.pretix.PretixPolling;
import org.facelane.venue.pretix.PretixRounds;
import org.facelane.venue.pretix.PretixSetup;
import org.facelane.venue.redeem.OwnTickets;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.redeem.Ticketing;
import org.facelane.venue.store.Database;

/// Which system each event's tickets are of, and what is done about them again and again. A third one is asked here,
/// between the two.
final class TicketSystems implements AutoCloseable {
    private final Ticketing own = new OwnTickets();
    private final PretixCalls calls;
    private final PretixSetup pretix;
    private final Redemptions redemptions;
    private final Chores chores;

    /// @param timeout of one call
    TicketSystems(Database database, MasterKey master, Admissions admissions, Duration timeout, InstantSource time) {
        calls = new PretixCalls(timeout);
        pretix = new PretixSetup(database, master, calls);
        redemptions = new Redemptions(database, this::of);
        PretixPolling polling = new PretixPolling(database, calls, pretix, admissions);
        chores = Chores.start(
                time, List.of(new PretixRounds(pretix.devices(), polling)::once, redemptions::tellEverybody));
    }

    Redemptions redemptions() {
        return redemptions;
    }

    PretixSetup pretix() {
        return pretix;
    }

    private Ticketing of(EventId event) {
        return pretix.system(event).orElse(own);
    }

    @Override
    public void close() {
        chores.close();
        calls.close();
    }
}
