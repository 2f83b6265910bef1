package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.facelane.bench.Arguments;
import org.facelane.bench.faults.place.Fault;
import org.facelane.bench.faults.place.Pictures;
import org.facelane.bench.faults.place.Place;
import org.facelane.bench.faults.place.Spot;
import org.facelane.venue.Mode;
import org.facelane.venue.trial.Waiting;

/// An evening at four lanes in real time: two tablets, an agent beside its camera, and a camera that the server opens.
/// In its middle the network between the server and its lanes is cut, and mended after a while. Every event is written
/// down in a row. Ends with 1 if a promise was broken. Run by `bench/doors --evening`.
public final class RealTime {
    private static final String USAGE = "--root <project> --data <empty folder> --out <folder>";
    private static final int NORTH = 0;
    private static final int SOUTH = 1;
    private static final int EAST = 2;
    private static final int WEST = 3;
    private static final int GUEST_COUNT = 20;
    private static final int LASTS = 185;
    private static final Duration STAYS = Duration.ofSeconds(60);
    private static final Duration STEPS_AWAY_AFTER = Duration.ofMillis(900);

    /// Who steps up where and when; guests from 20 on have not enrolled. The network is cut from 70 to 115.
    private static final List<Arrival> ARRIVALS = List.of(
            new Arrival(3, NORTH, 0),
            new Arrival(6, SOUTH, 1),
            new Arrival(9, EAST, 2),
            new Arrival(12, WEST, 3),
            new Arrival(16, NORTH, 4),
            new Arrival(19, SOUTH, 5),
            new Arrival(23, EAST, 6),
            new Arrival(26, WEST, 7),
            new Arrival(30, NORTH, 8),
            new Arrival(33, SOUTH, 9),
            new Arrival(37, EAST, 10),
            new Arrival(40, WEST, 11),
            new Arrival(45, NORTH, 20),
            new Arrival(50, SOUTH, 0),
            new Arrival(57, EAST, 1),
            new Arrival(74, EAST, 12),
            new Arrival(78, NORTH, 15),
            new Arrival(84, EAST, 14),
            new Arrival(95, EAST, 13),
            new Arrival(105, EAST, 21),
            new Arrival(128, NORTH, 16),
            new Arrival(131, SOUTH, 17),
            new Arrival(134, EAST, 18),
            new Arrival(137, WEST, 19),
            new Arrival(145, SOUTH, 22),
            new Arrival(150, WEST, 13),
            new Arrival(155, EAST, 0),
            new Arrival(160, NORTH, 0),
            new Arrival(165, WEST, 23));

    private static final Place.Plan PLAN = new Place.Plan(Mode.HANDS_FREE, true, false);

    private final Place place;
    private final Diary diary;
    private final Instant start;
    private final List<Stand> stands = new CopyOnWriteArrayList<>();
    private final Set<String> erased = ConcurrentHashMap.newKeySet();

    private record Arrival(int at, int lane, int person) {
        /// The code of the guest's ticket.
        String ticket() {
            return "T-" + person;
        }
    }

    private RealTime(Place place, Diary diary, Instant start) {
        this.place = requireNonNull(place, "place is null");
        this.diary = requireNonNull(diary, "diary is null");
        this.start = requireNonNull(start, "start is null");
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path out = arguments.output("--out");
        Files.createDirectories(out);
        boolean broken;
        try (Place place =
                new Place(arguments.folder("--root"), arguments.folder("--data"), out.resolve("postgresql"), PLAN)) {
            Map<String, String> links = new HashMap<>();
            for (int guest = 0; guest < GUEST_COUNT; guest++) {
                String link = place.link("T-" + guest);
                place.office()
                        .enrol(link, place.people().picture(place.person("T-" + guest), "enrol"))
                        .orFail("enrolling T-" + guest);
                links.put("T-" + guest, link);
            }
            for (String lane : place.laneNames()) {
                Spot spot = place.spot(place.laneNames().indexOf(lane));
                Waiting.until(lane + " is ready", () -> spot.screens().isFree());
            }
            Instant start = Instant.now();
            Diary diary = new Diary(start);
            RealTime evening = new RealTime(place, diary, start);
            try (DiaryOfBooks books = new DiaryOfBooks(place, diary)) {
                evening.play(links);
                Waiting.within(
                        Duration.ofSeconds(30),
                        () -> evening.reckoning().breaches().isEmpty());
                books.lastLook();
            }
            Reckoning reckoning = evening.reckoning();
            reckoning.breaches().forEach(breach -> diary.office("BROKEN: " + breach));
            reckoning.mistaken().forEach(one -> diary.office("taken for another guest: " + one));
            broken = !reckoning.breaches().isEmpty();
            Files.writeString(out.resolve("evening.md"), diary.markdown());
        }
        System.exit(broken ? 1 : 0);
    }

    private void play(Map<String, String> links) {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int lane = 0; lane < place.laneNames().size(); lane++) {
                int at = lane;
                people.execute(() -> ARRIVALS.stream()
                        .filter(arrival -> arrival.lane() == at)
                        .forEach(this::stand));
            }
            people.execute(() -> network());
            people.execute(() -> byHand(80, "T-13"));
            people.execute(() -> byHand(100, "T-14"));
            people.execute(() -> withdraw(90, "T-0", requireNonNull(links.get("T-0"), "T-0")));
        }
        awaitSecond(LASTS);
    }

    private Reckoning reckoning() {
        return new Reckoning(new Books(place.books()).read(), place.gates().openings(), stands);
    }

    private void network() {
        awaitSecond(70);
        diary.office("the network between the server and its lanes is cut");
        place.strike(Fault.NETWORK_TO_AGENT);
        place.strike(Fault.NETWORK_TO_TABLETS);
        awaitSecond(115);
        place.mend(Fault.NETWORK_TO_AGENT);
        place.mend(Fault.NETWORK_TO_TABLETS);
        diary.office("the network is mended");
    }

    private void stand(Arrival arrival) {
        awaitSecond(arrival.at());
        String lane = place.laneNames().get(arrival.lane());
        Spot spot = place.spot(arrival.lane());
        String who = arrival.person() < GUEST_COUNT ? arrival.ticket() : "somebody who has not enrolled";
        diary.camera(lane, who + " steps up");
        Instant from = Instant.now();
        spot.see(place.people().picture(place.person(arrival.ticket()), "arrive"));
        boolean answered = Waiting.within(STAYS, () -> !spot.screens().answer().isEmpty());
        String answer = spot.screens().answer();
        double waited = Duration.between(from, Instant.now()).toMillis() / 1e3;
        diary.screen(lane, answered ? "%s, %.1f s after".formatted(answer, waited) : "nothing");
        stands.add(new Stand(arrival.ticket(), erased.contains(arrival.ticket()), lane, from, Instant.now(), answer));
        Waiting.pause(STEPS_AWAY_AFTER);
        diary.camera(lane, who + " leaves");
        spot.see(Pictures.nobody());
    }

    private void byHand(int second, String ticket) {
        awaitSecond(second);
        diary.office("a steward lets " + ticket + " in by hand, answered "
                + place.admitByHand(ticket).status());
    }

    private void withdraw(int second, String ticket, String link) {
        awaitSecond(second);
        diary.office(ticket + " withdraws: " + place.office().withdraw(link).text("state"));
        Waiting.until("erased", () -> place.office().get(link).text("state").equals("ERASED"));
        new Books(place.books()).settle(ticket);
        erased.add(ticket);
        diary.office(ticket + " is erased everywhere");
    }

    private void awaitSecond(int second) {
        Duration wait = Duration.between(Instant.now(), start.plusSeconds(second));
        if (wait.isPositive()) {
            Waiting.pause(wait);
        }
    }
}
