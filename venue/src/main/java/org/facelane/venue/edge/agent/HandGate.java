package org.facelane.venue.edge.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.GateOrder;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerBook.Standing;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.edge.ledger.LedgerUnusable;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;

/// Opens the gate of an agent's lane for whom stewards let in by hand. An order goes through the ledger as the lane's
/// own admissions do, so it opens the gate once, however often it is heard and whenever the process ends:
///
/// ```
/// heard ── Admitted ──► too late: NotOpened
///                  └──► Claimed, forced ──► Gate.open ──► Opened, or NotOpened
///                                       └ crash: heard again, NotOpened; nobody commands this gate again
/// ```
///
/// The gate is commanded on a thread of its own: whoever tells the order does not wait for it. Safe for use by several
/// threads.
final class HandGate implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HandGate.class.getName());

    private final Ledger ledger;
    private final Function<Lane, Gate> gates;
    private final InstantSource clock;
    private final Runnable news;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Whose gate a process has claimed that ended before it knew what became of it.
    private final Set<AdmissionId> left;

    /// @param news called when there is something to tell the server
    HandGate(Ledger ledger, Function<Lane, Gate> gates, InstantSource clock, Runnable news) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.gates = requireNonNull(gates, "gates is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.news = requireNonNull(news, "news is null");
        left = ledger.book().open().stream()
                .filter(Standing::claimed)
                .flatMap(standing -> standing.admission().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Does what an order says, unless that was done before.
    ///
    /// @param desk of the lane; whoever claims the gate there waits meanwhile
    /// @param inTime whether the order still counts
    void obey(LedgerDesk desk, Lane lane, GateOrder order, boolean inTime) {
        AdmissionId id = new AdmissionId(order.admission());
        Instant now = clock.instant();
        synchronized (desk) {
            Optional<Standing> known = ledger.book().ofAdmission(id);
            if (known.isPresent() ? known.get().complete() : ledger.book().wasClaimed(id)) {
                return;
            }
            TicketId ticket = new TicketId(order.ticket());
            if (known.isEmpty()) {
                ledger.append(new LedgerEntry.Admitted(order.nonce(), ticket, id, Duration.ZERO, true), now);
            }
            boolean isClaimed = known.isPresent() && known.get().claimed();
            if (inTime && desk.claimGate(id, now)) {
                Admission admission = new Admission(id, ticket, Optional.of(lane.id()), now);
                threads.execute(() -> open(desk, lane, admission));
            } else if (!isClaimed || left.contains(id)) {
                LOG.log(WARNING, "event=gate-order-left admission={0} late={1}", id, !inTime);
                didNotOpen(desk, lane, id, ticket);
                news.run();
            }
        }
    }

    /// Waits for the gates that are being commanded.
    @Override
    public void close() {
        threads.close();
    }

    private void open(LedgerDesk desk, Lane lane, Admission admission) {
        try {
            switch (gates.apply(lane).open(admission)) {
                case Opened _ -> {
                    LOG.log(INFO, "event=gate-order-done admission={0}", admission.id());
                    desk.gateOpened(admission.id(), clock.instant());
                }
                case NotOpened failure -> {
                    LOG.log(WARNING, "lane {0}: {1}", lane.name(), failure.detail());
                    didNotOpen(desk, lane, admission.id(), admission.ticket());
                }
            }
        } catch (LedgerUnusable | UncheckedIOException e) {
            LOG.log(ERROR, "event=gate-order-not-written", e);
        }
        news.run();
    }

    private void didNotOpen(LedgerDesk desk, Lane lane, AdmissionId admission, TicketId ticket) {
        desk.refer(new Referral(
                ReferralId.random(),
                lane.event(),
                lane.id(),
                ReferReason.GATE_DID_NOT_OPEN,
                Optional.of(ticket),
                Optional.of(admission),
                Optional.empty(),
                clock.instant()));
    }
}
