package org.facelane.venue.wallet;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HexFormat;
import org.facelane.venue.Event;
import org.facelane.venue.Ticket;
import org.facelane.venue.pass.Pass;

/// What a wallet is to show: a pass, its event and its ticket. Nothing else of the guest goes into a wallet; the name
/// on the ticket stays out, because wallets are copied between devices.
///
/// @param words in the guest's language
public record WalletPass(Event event, Ticket ticket, Pass pass, WalletWords words) {
    private static final int SERIAL_BYTES = 16;

    public WalletPass {
        requireNonNull(event, "event is null");
        requireNonNull(ticket, "ticket is null");
        requireNonNull(pass, "pass is null");
        requireNonNull(words, "words is null");
    }

    /// Names the pass in a wallet: the beginning of its hash. A pass that is made anew is another one there.
    String serial() {
        return HexFormat.of().formatHex(Arrays.copyOf(pass.hash(), SERIAL_BYTES));
    }
}
