package org.facelane.venue.wallet;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.Mode;

/// Which wallets this installation makes passes for. Without any the pass on the guest's page, as a picture or on paper
/// does all that a wallet's does.
///
/// Apple's file goes to the guest's phone and nowhere else. Google's link hands the pass to Google, which keeps it: so
/// it is offered only where a pass holds nothing of a face (decision 29).
public record Wallets(Optional<AppleWallet> apple, Optional<GoogleWallet> google) {
    /// None is configured.
    public static final Wallets NONE = new Wallets(Optional.empty(), Optional.empty());

    public Wallets {
        requireNonNull(apple, "apple is null");
        requireNonNull(google, "google is null");
    }

    /// A wallet of phones.
    public enum Kind {
        APPLE,
        GOOGLE
    }

    /// Those that guests of an event are offered.
    public List<Kind> offered(Mode mode) {
        List<Kind> offered = new ArrayList<>();
        if (mode != Mode.HANDS_FREE && apple.isPresent()) {
            offered.add(Kind.APPLE);
        }
        if (mode == Mode.SEALED && google.isPresent()) {
            offered.add(Kind.GOOGLE);
        }
        return List.copyOf(offered);
    }
}
