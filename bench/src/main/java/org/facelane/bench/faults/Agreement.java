package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.facelane.bench.faults.Books.Entry;
import org.facelane.bench.faults.Reckoning.Breach;

/// What pretix has on record and what the books have, put together: each entry at our lanes is on record there once,
/// with the time of then, and none that was taken back or never was; each at its ordinary door is known here; and of a
/// ticket that was used at both a steward was told.
final class Agreement {
    /// Books keep microseconds.
    private static final Duration EXACT = Duration.ofMillis(1);

    private final List<Breach> breaches = new ArrayList<>();

    /// @param entries of the books
    /// @param asks of the books
    /// @param there of all tickets
    Agreement(List<Entry> entries, List<Books.Ask> asks, List<There> there) {
        for (There ticket : there) {
            List<Entry> known = entries.stream()
                    .filter(entry -> entry.ticket().equals(ticket.code()))
                    .toList();
            List<Entry> ours = known.stream()
                    .filter(entry -> !entry.elsewhere() && !entry.conflict())
                    .toList();
            boolean isRaised = known.stream().anyMatch(Entry::conflict)
                    || asks.stream()
                            .anyMatch(ask -> ask.isAboutTwice() && ask.ticket().equals(ticket.code()));
            ours.forEach(entry -> told(entry, ticket));
            neverWas(ours, ticket);
            doors(known, ours, isRaised, ticket);
        }
    }

    /// An entry that stands on record at pretix.
    ///
    /// @param nonce by which we told it, empty for one of an ordinary door
    record Recorded(String nonce, Instant at) {
        Recorded {
            requireNonNull(nonce, "nonce is null");
            requireNonNull(at, "at is null");
        }
    }

    /// What pretix has on record of a ticket.
    ///
    /// @param lanes what came from our lanes
    /// @param ordinary what happened at its ordinary door
    record There(String code, List<Recorded> lanes, List<Recorded> ordinary) {
        There {
            requireNonNull(code, "code is null");
            lanes = List.copyOf(lanes);
            ordinary = List.copyOf(ordinary);
        }
    }

    /// Empty if both agree.
    List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    private void told(Entry entry, There there) {
        List<Recorded> same = there.lanes().stream()
                .filter(recorded -> recorded.nonce().equals(entry.nonce().toString()))
                .toList();
        if (same.size() != 1) {
            breach(there, "its entry of " + entry.at() + " is on record at pretix " + same.size() + " times");
        } else if (Duration.between(entry.at(), same.getFirst().at()).abs().compareTo(EXACT) > 0) {
            breach(
                    there,
                    "its entry of " + entry.at() + " is on record at pretix as of "
                            + same.getFirst().at());
        }
    }

    private void neverWas(List<Entry> ours, There there) {
        List<String> known = ours.stream().map(Entry::nonce).map(UUID::toString).toList();
        there.lanes().stream()
                .filter(recorded -> !known.contains(recorded.nonce()))
                .forEach(recorded -> breach(
                        there, "pretix has an entry of " + recorded.at() + " on record that does not stand here"));
    }

    private void doors(List<Entry> known, List<Entry> ours, boolean isRaised, There there) {
        long elsewhere = known.stream().filter(Entry::elsewhere).count();
        if (there.ordinary().size() > elsewhere) {
            breach(there, "an entry at pretix's ordinary door is not known here");
        }
        if (!there.ordinary().isEmpty() && !ours.isEmpty() && !isRaised) {
            breach(there, "somebody came in here and at pretix's ordinary door, and nobody was told");
        }
    }

    private void breach(There there, String what) {
        breaches.add(new Breach(there.code(), what));
    }
}
