package org.facelane.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Guests who come two by two, one to each lane, and a fault that strikes while they pass or while they withdraw.
///
/// In each round both enrol, stand before their lane, and stay until they are welcomed or a steward is asked; some try
/// once more at the other lane; both withdraw and, erased, stand before a lane again. What strikes when follows from
/// the seed; how the processes race with it does not.
final class Evening {
    private static final String WELCOME = "WELCOME";
    private static final String STEWARD = "STEWARD";
    private static final String TICKET = "TICKET";
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(20);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMillis(1_500);
    private static final int TRIES = 8;

    private final Place place;
    private final Tally tally;
    private final long seed;
    private final Random random;
    private final byte[] nobody = Pictures.nobody();
    private final Set<String> welcomed = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    Evening(Place place, Tally tally, long seed) {
        this.place = place;
        this.tally = tally;
        this.seed = seed;
        random = new Random(seed);
    }

    /// Strikes each of the faults so many times, in an order drawn at random.
    void run(List<Fault> each, int times) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            faults.addAll(each);
        }
        Collections.shuffle(faults, random);
        for (int round = 0; round < faults.size(); round++) {
            Fault fault = faults.get(round);
            tally.struck(fault);
            System.out.printf("round %d of %d, seed %d: %s%n", round + 1, faults.size(), seed, fault.what());
            round(round, fault);
        }
    }

    private void round(int round, Fault fault) {
        int first = round * Place.LANES;
        boolean whileErasing = random.nextInt(3) == 0;
        for (int lane = 0; lane < Place.LANES; lane++) {
            place.office()
                    .enrol(place.link(first + lane), place.picture(first + lane, "enrol"))
                    .orFail("enrolling guest " + (first + lane));
        }
        for (int lane = 0; lane < Place.LANES; lane++) {
            leave(lane);
            place.tablet(lane).see(place.picture(first + lane, "arrive"));
        }
        if (!whileErasing) {
            suffer(fault, 900);
        }
        for (int lane = 0; lane < Place.LANES; lane++) {
            serve(fault, first + lane, lane);
        }
        compare(fault);
        boolean tryAgain = random.nextBoolean();
        for (int lane = 0; lane < Place.LANES; lane++) {
            int other = (lane + 1) % Place.LANES;
            String ticket = "T-" + (first + lane);
            if (tryAgain
                    && welcomed.contains(ticket)
                    && stand(first + lane, other).equals(WELCOME)) {
                tally.broke(fault, "the guest of ticket " + ticket + " was welcomed a second time");
            }
        }
        erase(fault, first, whileErasing);
        for (int lane = 0; lane < Place.LANES; lane++) {
            showErased(fault, first + lane, lane);
        }
        compare(fault);
    }

    /// Strikes at any moment of the next `milliseconds`, and mends after a while.
    private void suffer(Fault fault, int milliseconds) {
        Waiting.pause(Duration.ofMillis(random.nextInt(milliseconds)));
        place.strike(fault);
        Waiting.pause(Duration.ofMillis(100 + random.nextInt(1_400)));
        place.mend(fault);
    }

    /// The guest stays, and steps up again if the lane asked for the ticket in its need.
    private void serve(Fault fault, int guest, int lane) {
        String screen = screen(lane);
        for (int i = 1; i < TRIES && !screen.equals(WELCOME) && !screen.equals(STEWARD); i++) {
            screen = stand(guest, lane);
        }
        if (screen.equals(WELCOME) || screen.equals(STEWARD)) {
            tally.passed(fault, screen.equals(WELCOME));
        } else {
            tally.broke(
                    fault,
                    "the guest of ticket T-" + guest + " was never served; the screen said "
                            + place.tablet(lane).screens());
        }
        if (screen.equals(WELCOME)) {
            welcomed.add("T-" + guest);
        }
    }

    private void erase(Fault fault, int first, boolean striking) {
        List<Thread> asking = new ArrayList<>();
        for (int i = first; i < first + Place.LANES; i++) {
            String link = place.link(i);
            asking.add(Thread.ofVirtual()
                    .start(() -> Waiting.until(
                            "a withdrawal is taken",
                            () -> place.office().withdraw(link).status() / 100 == 2)));
        }
        if (striking) {
            suffer(fault, 60);
        }
        for (int i = first; i < first + Place.LANES; i++) {
            String link = place.link(i);
            Waiting.until("erased", () -> place.office().get(link).text("state").equals("ERASED"));
        }
        for (Thread thread : asking) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private void showErased(Fault fault, int guest, int lane) {
        String screen = stand(guest, lane);
        tally.erasedShown(fault);
        if (screen.equals(WELCOME) || screen.equals(STEWARD)) {
            tally.broke(fault, "the erased guest of ticket T-" + guest + " was recognised: " + screen);
        }
    }

    /// Somebody steps away, and the guest up.
    ///
    /// @return what the screen said in the end, empty if it said nothing
    private String stand(int guest, int lane) {
        leave(lane);
        place.tablet(lane).see(place.picture(guest, "arrive"));
        return screen(lane);
    }

    /// Until the lane has seen for long enough that nobody is there, and takes whoever comes for somebody new.
    private void leave(int lane) {
        Tablet tablet = place.tablet(lane);
        tablet.see(nobody);
        Waiting.within(
                SERVED_WITHIN, () -> tablet.sentCount() >= 3 && tablet.last().equals("IDLE"));
        Waiting.pause(FORGOTTEN_AFTER);
        Waiting.within(SERVED_WITHIN, () -> tablet.sentCount() >= 6);
    }

    private String screen(int lane) {
        Tablet tablet = place.tablet(lane);
        Waiting.within(SERVED_WITHIN, () -> tablet.shows(WELCOME, STEWARD, TICKET));
        for (String screen : List.of(WELCOME, STEWARD, TICKET)) {
            if (tablet.shows(screen)) {
                return screen;
            }
        }
        return "";
    }

    private void compare(Fault fault) {
        for (String broken : new Books(place.books()).broken(place.gates().opened(), welcomed)) {
            if (told.add(broken)) {
                tally.broke(fault, broken);
            }
        }
    }
}
