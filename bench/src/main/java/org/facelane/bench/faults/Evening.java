package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.bench.faults.place.Fault;
import org.facelane.bench.faults.place.Place;
import org.facelane.venue.trial.PretixServer.Checkin;
import org.facelane.venue.trial.Waiting;

/// Guests come to all lanes at once, and faults strike while they pass or while they withdraw: the server and its
/// database in turn, beside them agents and the networks to the lanes, beside both cameras and gates, and beside all of
/// them pretix, where it sells the tickets.
///
/// What strikes when follows from the seed, as far as when guests pass does; how the processes race with it does not.
final class Evening {
    /// What strikes in turn; each of these beside the others.
    private static final List<Set<Fault>> SIDES = List.of(
            EnumSet.of(Fault.SERVER, Fault.DATABASE, Fault.NETWORK_TO_DATABASE),
            EnumSet.of(Fault.AGENT, Fault.NETWORK_TO_AGENT, Fault.NETWORK_TO_TABLETS),
            EnumSet.of(Fault.CAMERA, Fault.BROKER, Fault.NETWORK_TO_GATE),
            EnumSet.of(Fault.PRETIX_DOWN, Fault.PRETIX_SLOW, Fault.PRETIX_ANSWERS_LOST, Fault.PRETIX_THROTTLES));

    private static final int SHORT_MILLIS = 1_400;

    /// Long enough for somebody to go from another lane to the one that hears nothing of it, or to come in while
    /// pretix does not know.
    private static final int LONG_MILLIS = 6_000;

    /// Longer than what lanes did alone takes to be told, and what pretix did not hear to be told again.
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(150);

    private final Place place;
    private final Tally tally;
    private final Weather weather = new Weather();
    private final Random random;
    private final AtomicInteger struckCount = new AtomicInteger();

    Evening(Place place, Tally tally, long seed) {
        this.place = requireNonNull(place, "place is null");
        this.tally = requireNonNull(tally, "tally is null");
        random = new Random(seed);
    }

    /// Strikes each of the faults so many times, in an order drawn at random.
    void run(List<Fault> faults, int times) {
        List<List<Fault>> turns =
                SIDES.stream().map(side -> shuffled(faults, times, side)).toList();
        int strikeCount = faults.size() * times;
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> guests = guests(people);
            List<Future<Object>> strikers = new ArrayList<>();
            for (List<Fault> turn : turns) {
                Random own = new Random(random.nextLong());
                strikers.add(people.submit(task(() -> strike(turn, own, strikeCount))));
            }
            try {
                strikers.forEach(Evening::await);
            } finally {
                weather.end();
            }
            guests.forEach(Evening::await);
        }
        compare();
    }

    private List<Future<Object>> guests(ExecutorService people) {
        List<Doorstep> doorsteps = new ArrayList<>();
        for (int lane = 0; lane < place.laneNames().size(); lane++) {
            doorsteps.add(new Doorstep(place.laneNames().get(lane), place.spot(lane)));
        }
        List<Future<Object>> guests = new ArrayList<>();
        for (int lane = 0; lane < doorsteps.size(); lane++) {
            Guests those = new Guests(place, doorsteps, weather, tally, lane, new Random(random.nextLong()));
            guests.add(people.submit(task(those::comeAndGo)));
        }
        return guests;
    }

    /// Guests get on between two strikes of one side, or nobody would ever be served.
    private void strike(List<Fault> turn, Random own, int strikeCount) {
        for (Fault fault : turn) {
            strike(fault, own, strikeCount);
            weather.awaitStep(weather.stepCount());
        }
    }

    /// Strikes while somebody passes, or now and then while somebody withdraws, and mends after a while.
    private void strike(Fault fault, Random own, int strikeCount) {
        weather.awaitSomebody(own.nextInt(3) == 0 ? Visit.Stage.WITHDRAWING : Visit.Stage.PASSING);
        Waiting.pause(Duration.ofMillis(own.nextInt(900)));
        System.out.printf("%d of %d: %s%n", struckCount.incrementAndGet(), strikeCount, fault.what());
        weather.strike(fault);
        tally.struck(fault);
        place.strike(fault);
        Waiting.pause(Duration.ofMillis(100 + own.nextInt(isLong(fault) ? LONG_MILLIS : SHORT_MILLIS)));
        place.mend(fault);
        weather.clear(fault);
    }

    private static boolean isLong(Fault fault) {
        return fault == Fault.NETWORK_TO_AGENT || fault.isOfPretix();
    }

    /// What lanes did alone may still be on its way.
    private void compare() {
        Books books = new Books(place.books());
        Waiting.within(
                TOLD_WITHIN,
                () -> reckoning(books).breaches().isEmpty()
                        && disagreements(books).isEmpty());
        Reckoning last = reckoning(books);
        last.breaches().forEach(tally::broke);
        disagreements(books).forEach(tally::broke);
        place.pretix().ifPresent(there -> tally.pretix(there.struckCount(), there.ordinaryCount()));
        Likeness likeness = new Likeness(place);
        last.mistaken().forEach(mistaken -> tally.mistook(mistaken, likeness.of(mistaken)));
        tally.conflicts(books.read().conflictCount());
    }

    private Reckoning reckoning(Books books) {
        return new Reckoning(books.read(), place.gates().openings(), tally.stands());
    }

    /// With what pretix has on record; empty where it sells no tickets.
    private List<Reckoning.Breach> disagreements(Books books) {
        return place.pretix()
                .map(there -> new Agreement(
                        books.entries(),
                        books.read().asks(),
                        there.tickets().stream()
                                .map(ticket -> new Agreement.There(
                                        ticket,
                                        recorded(there.entries(ticket, false)),
                                        recorded(there.entries(ticket, true))))
                                .toList()))
                .map(Agreement::breaches)
                .orElse(List.of());
    }

    private static List<Agreement.Recorded> recorded(List<Checkin> checkins) {
        return checkins.stream()
                .map(checkin -> new Agreement.Recorded(checkin.nonce().orElse(""), checkin.datetime()))
                .toList();
    }

    private List<Fault> shuffled(List<Fault> faults, int times, Set<Fault> side) {
        List<Fault> strikes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            strikes.addAll(faults.stream().filter(side::contains).toList());
        }
        Collections.shuffle(strikes, random);
        return strikes;
    }

    private static Callable<Object> task(Runnable work) {
        return Executors.callable(work);
    }

    private static void await(Future<Object> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the evening cannot go on", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
