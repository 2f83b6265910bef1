package org.facelane.bench.door;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.facelane.bench.Arguments;
import org.facelane.venue.Lane;
import org.facelane.venue.Mode;
import org.facelane.venue.demo.DemoEvent;
import org.facelane.venue.demo.SamplePerson;
import org.facelane.venue.gate.SimulatedGate;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;

/// Twenty sample people a minute walk up to one lane in real time, before a whole server with its database. Ends with 1
/// if one of them was not let in, or the 95th percentile from the first usable frame to the gate's command is above a
/// second. Run by `bench/lane-rate`.
public final class LaneRate {
    private static final String USAGE =
            "--pack <model pack> --samples <people> --data <empty folder>" + " [--gallery <references>]";
    private static final int GUEST_COUNT = 20;
    private static final int STRANGER_COUNT = 4;
    private static final long SEED = 20_261_122;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private LaneRate() {}

    private record Run(Tally tally, int openings, long dropped) {}

    public static void main(String... commandLine) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path data = Path.of(arguments.text("--data"));
        int gallery = arguments.number("--gallery", 60_000);
        List<SamplePerson> people =
                SamplePerson.all(arguments.folder("--samples")).subList(0, GUEST_COUNT + STRANGER_COUNT);
        WalkingUp walking = new WalkingUp(SEED);
        List<Path> arriving = people.stream().map(SamplePerson::arriving).toList();
        walking.film(arriving.subList(GUEST_COUNT, people.size()), data.resolve("before"));
        walking.film(arriving.subList(0, GUEST_COUNT), data.resolve("guests"));
        Map<String, String> settings = Map.of("port", "0", "models", arguments.text("--pack"));
        Run run;
        try (Server server = Server.start(Settings.in(data.resolve("server"), settings))) {
            DemoEvent event = DemoEvent.open(server, Mode.HANDS_FREE, InstantSource.system(), people);
            event.fill(gallery);
            event.enrol(people.subList(0, GUEST_COUNT));
            run = play(server, event.addLane("North"), data);
        }
        System.exit(report(run, gallery) ? 0 : 1);
    }

    /// Strangers come first, so that the lane is as warm as a lane is that has been open for a quarter of a minute.
    private static Run play(Server server, Lane lane, Path data) throws InterruptedException {
        SimulatedGate gate = new SimulatedGate();
        Reel strangers = new Reel(data.resolve("before"));
        server.parts().lanes().start(lane, strangers, gate, _ -> {});
        strangers.awaitEnd();
        Tally tally = new Tally();
        Reel guests = new Reel(data.resolve("guests"));
        server.parts().lanes().start(lane, guests, gate, tally::hear);
        guests.awaitEnd();
        server.parts().lanes().stop(lane.id());
        return new Run(tally, gate.openings().size(), guests.droppedCount());
    }

    private static boolean report(Run run, int gallery) {
        List<Duration> waits = run.tally().waits();
        double[] sorted = waits.stream()
                .mapToDouble(wait -> wait.toNanos() / 1e6)
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%d guests in %d s, %,d references, %d processors: %d let in, %d openings of the gate, %d frames not"
                        + " looked at%n",
                GUEST_COUNT,
                GUEST_COUNT * WalkingUp.FRAMES_PER_GUEST / WalkingUp.FRAMES_PER_SECOND,
                gallery,
                Runtime.getRuntime().availableProcessors(),
                sorted.length,
                run.openings(),
                run.dropped());
        run.tally().others().forEach(other -> System.out.println("not let in: " + other));
        if (sorted.length == 0) {
            return false;
        }
        double p95 = sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        System.out.printf(
                Locale.ROOT,
                "from the first usable frame to the gate's command: median %.0f ms, p95 %.0f ms, longest %.0f ms%n",
                sorted[(sorted.length - 1) / 2],
                p95,
                sorted[sorted.length - 1]);
        boolean holds = sorted.length == GUEST_COUNT && run.openings() == GUEST_COUNT && p95 <= LIMIT.toMillis();
        System.out.println(holds ? "It holds." : "It does not hold.");
        return holds;
    }
}
