package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;
import static org.facelane.bench.faults.place.Screens.STEWARD;
import static org.facelane.bench.faults.place.Screens.WELCOME;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.facelane.bench.faults.Books.Ask;
import org.facelane.bench.faults.Books.Let;
import org.facelane.bench.faults.place.Gates;

/// What the gates did, what the screens said and what the books know, put together: promises that are broken, and
/// guests who were taken for others.
///
/// Whom a lane took somebody for is not guessed: a welcome names the ticket by the gate that opened during it, a
/// steward is asked about a ticket in the books. An erased guest who is welcomed on their own ticket is a broken
/// promise; one who is welcomed on the ticket of somebody else, who has not withdrawn, is a false match of two faces.
final class Reckoning {
    /// An agent keeps the server's time, but not to the millisecond. Nobody steps up so soon after somebody else.
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Books.Pages pages;
    private final List<Gates.Opening> openings;
    private final List<Stand> stands;
    private final Map<UUID, Let> names = new HashMap<>();
    private final List<Breach> breaches = new ArrayList<>();
    private final List<Mistaken> mistaken = new ArrayList<>();

    /// Tickets whose guests are known to have been recognised although they were erased.
    private final Set<String> recognised = new HashSet<>();

    /// A promise that is broken.
    ///
    /// @param ticket whose code, empty if that is not known
    record Breach(String ticket, String what) {
        Breach {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(what, "what is null");
        }
    }

    /// Somebody was taken for somebody else.
    ///
    /// @param other whose ticket the lane named; empty if it named none: of two guests, or of somebody about whom a
    ///     steward was asked before
    record Mistaken(Stand stand, String other) {
        Mistaken {
            requireNonNull(stand, "stand is null");
            requireNonNull(other, "other is null");
        }
    }

    /// @param openings of all gates
    /// @param stands of everybody
    Reckoning(Books.Pages pages, List<Gates.Opening> openings, List<Stand> stands) {
        this.pages = requireNonNull(pages, "pages is null");
        this.openings = List.copyOf(openings);
        this.stands = List.copyOf(stands);
        for (Let let : pages.lets()) {
            names.put(let.id(), let);
            names.put(let.name(), let);
        }
        admittedTwice();
        gates();
        welcomes();
        stewards();
        erased();
    }

    /// Empty if all is well.
    List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    List<Mistaken> mistaken() {
        return List.copyOf(mistaken);
    }

    private void admittedTwice() {
        count(let -> !let.conflict() && !let.annulled()).forEach((ticket, times) -> {
            if (times > 1) {
                breach(ticket, "it was admitted " + times + " times, and nobody was told");
            }
        });
    }

    private void gates() {
        Map<Let, Integer> opened = new HashMap<>();
        for (Gates.Opening opening : openings) {
            Let let = names.get(opening.admission());
            if (let == null) {
                breach("", "a gate was opened for " + opening.admission() + ", which is lost");
            } else {
                opened.merge(let, 1, Integer::sum);
            }
        }
        opened.forEach((let, times) -> {
            if (times > 1) {
                breach(let.ticket(), "a gate was opened " + times + " times for one admission");
            }
        });
    }

    private void welcomes() {
        Map<String, Integer> welcomes = new HashMap<>();
        for (Stand stand : stands) {
            if (stand.screen().equals(WELCOME)) {
                Optional<Gates.Opening> opening = openings.stream()
                        .filter(each -> stand.sees(each.gate(), each.at(), Duration.ZERO))
                        .reduce((_, later) -> later);
                if (opening.isEmpty()) {
                    breach(stand.ticket(), "its guest was welcomed, and no gate was opened: " + stand);
                }
                opening.map(Gates.Opening::admission).map(names::get).ifPresent(let -> {
                    welcomes.merge(let.ticket(), 1, Integer::sum);
                    takenFor(stand, let.ticket());
                });
            }
        }
        Map<String, Long> known = count(_ -> true);
        welcomes.forEach((ticket, times) -> {
            if (known.getOrDefault(ticket, 0L) < times) {
                breach(ticket, "its guest was welcomed " + times + " times, and no conflict was raised");
            }
        });
    }

    private void stewards() {
        for (Stand stand : stands) {
            if (stand.screen().equals(STEWARD)) {
                List<Ask> asks = pages.asks().stream()
                        .filter(ask -> stand.sees(ask.lane(), ask.at(), SLACK))
                        .toList();
                boolean own = asks.stream()
                        .anyMatch(
                                ask -> ask.ticket().equals(stand.ticket()) && (ask.isRecognition() || !stand.erased()));
                Optional<String> other = asks.stream()
                        .filter(ask -> ask.isRecognition() || stand.erased())
                        .map(Ask::ticket)
                        .filter(ticket -> !ticket.isEmpty() && !ticket.equals(stand.ticket()))
                        .findFirst();
                if (own) {
                    takenFor(stand, stand.ticket());
                } else if (other.isPresent()) {
                    takenFor(stand, other.get());
                } else if (stand.erased() && (asks.isEmpty() || asks.stream().anyMatch(Ask::isAboutTwo))) {
                    takenFor(stand, "");
                }
            }
        }
    }

    /// Whatever the screens said.
    private void erased() {
        for (Let let : pages.lets()) {
            if (let.isOfErased() && recognised.add(let.ticket())) {
                breach(let.ticket(), "the erased guest was admitted at " + let.lane());
            }
        }
        for (Ask ask : pages.asks()) {
            if (ask.isOfErased() && recognised.add(ask.ticket())) {
                breach(ask.ticket(), "the erased guest was recognised at " + ask.lane() + ": " + ask.reason());
            }
        }
    }

    private void takenFor(Stand stand, String ticket) {
        if (!ticket.equals(stand.ticket())) {
            mistaken.add(new Mistaken(stand, ticket));
        } else if (stand.erased() && recognised.add(ticket)) {
            breach(ticket, "the erased guest was recognised on their own ticket: " + stand);
        }
    }

    private Map<String, Long> count(Predicate<Let> those) {
        return pages.lets().stream().filter(those).collect(Collectors.groupingBy(Let::ticket, Collectors.counting()));
    }

    private void breach(String ticket, String what) {
        breaches.add(new Breach(ticket, what));
    }
}
