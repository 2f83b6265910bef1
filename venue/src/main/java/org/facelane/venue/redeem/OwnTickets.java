package org.facelane.venue.redeem;

import java.util.List;
import org.facelane.venue.LaneId;

/// The tickets that an organiser has imported: our own rules have decided already, and nobody else needs to be told.
public final class OwnTickets implements Ticketing {
    private static final TicketingAnswer DONE = new TicketingAnswer.Done();

    @Override
    public List<LaneId> tellers() {
        return List.of();
    }

    @Override
    public TicketingAnswer enter(Redemption redemption) {
        return DONE;
    }

    @Override
    public TicketingAnswer entered(Redemption redemption) {
        return DONE;
    }

    @Override
    public TicketingAnswer left(Redemption redemption) {
        return DONE;
    }

    @Override
    public TicketingAnswer annul(Redemption redemption) {
        return DONE;
    }

    @Override
    public TicketingAnswer refused(Refusal refusal) {
        return DONE;
    }
}
