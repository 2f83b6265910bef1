package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.facelane.venue.Mode;
import org.facelane.venue.server.CannotStart;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;
import org.facelane.venue.store.StaffStore.Role;

/// `./facelane demo`: an event with sample people among 60,000 enrolled, two lanes at which they arrive, two more
/// events whose guests show passes, and pages to watch it on. With `--once` it plays the arrivals, prints a row for
/// each and ends; the exit status is 1 if one of them did not end as it must.
///
/// Everything is real but the people: server, database, models, flows, erasure and gates' bookkeeping. What it keeps
/// lies in a folder of its own that the next demo empties.
public final class Demo {
    private static final int GALLERY_COUNT = 60_000;
    private static final int STRANGER_COUNT = 4;
    private static final int FIRST_PORT = 8080;
    private static final int LAST_PORT = 8179;
    private static final String MARK = "facelane-demo";
    private static final long SEED = 20_261_122;
    private static final int DIFFERENT = 1;
    private static final int CANNOT_START = 2;

    private final PrintStream out;
    private final boolean once;
    private final Path home;
    private final Map<String, String> settings;

    private Demo(PrintStream out, boolean once, Path home, Map<String, String> settings) {
        this.out = out;
        this.once = once;
        this.home = home;
        this.settings = settings;
    }

    /// @param arguments `--once`, and settings as `--key=value`
    public static void main(String[] arguments) {
        try {
            int status = of(arguments).run();
            System.exit(status);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        } catch (IOException e) {
            System.err.println("The demo cannot use its folder: " + e);
            System.exit(CANNOT_START);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(CANNOT_START);
        }
    }

    private static Demo of(String[] arguments) {
        Map<String, String> settings = new HashMap<>();
        boolean once = false;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.equals("--once")) {
                once = true;
            } else if (argument.startsWith("--") && equals > 0) {
                settings.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else {
                throw new CannotStart("The demo knows --once and settings as --key=value, not '" + argument + "'.");
            }
        }
        Path home = Server.home().toAbsolutePath();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return new Demo(out, once, home, settings);
    }

    private int run() throws IOException, InterruptedException {
        List<SamplePerson> people = SamplePerson.all(home.resolve("samples/people"));
        Path folder = emptied(Path.of(requireNonNull(
                settings.getOrDefault("data", home.resolve("data/demo").toString()))));
        try (Server server = step("Server, database and models", () -> start(folder))) {
            return play(server, people, folder);
        }
    }

    private int play(Server server, List<SamplePerson> people, Path folder) throws IOException, InterruptedException {
        int enrolledCount = people.size() - STRANGER_COUNT;
        List<SamplePerson> guests = people.subList(0, enrolledCount);
        List<SamplePerson> strangers = people.subList(enrolledCount, people.size());
        DemoEvent event = step(
                "The event and its tickets",
                () -> DemoEvent.open(server, Mode.HANDS_FREE, InstantSource.system(), people));
        step("A gallery of " + GALLERY_COUNT + " made-up references", () -> {
            event.fill(GALLERY_COUNT);
            return GALLERY_COUNT;
        });
        List<EnrolledPerson> enrolled =
                step(enrolledCount + " sample people enrol with a picture", () -> event.enrol(guests));
        LaneScene scene = new LaneScene(SEED, folder.resolve("frames"));
        Path nobody = scene.film(List.of(), 1, Optional.empty());
        List<DemoLane> lanes =
                step("Two lanes", () -> List.of(event.lane("North", nobody), event.lane("South", nobody)));
        DemoEvent carrying = DemoEvent.open(server, Mode.PASS, InstantSource.system(), people);
        DemoEvent sealed = DemoEvent.open(server, Mode.SEALED, InstantSource.system(), people);
        List<PassEvening.Cast> casts = step(
                "Two events with passes, six guests",
                () -> List.of(
                        cast(carrying, guests.subList(6, 9), strangers.get(2)),
                        cast(sealed, guests.subList(9, 12), strangers.get(3))));
        List<DemoLane> passLanes = List.of(carrying.lane("East", nobody), sealed.lane("West", nobody));
        if (!once) {
            invite(server, event, people.get(people.size() - 1));
        }
        ArrivalTable table = new ArrivalTable(out);
        table.head();
        Evening evening = new Evening(enrolled, strangers, scene, door(server, lanes, table));
        int differentCount = evening.play();
        differentCount += new PassEvening(casts, scene, door(server, passLanes, table)).play();
        if (!once) {
            evening.goOn();
            out.println("Everybody is in. The pages stay until you press Ctrl-C.");
            Thread.sleep(Duration.ofDays(1));
        }
        out.println(differentCount == 0 ? "Everything happened as expected." : differentCount + " differences.");
        return differentCount == 0 ? 0 : DIFFERENT;
    }

    private static PassEvening.Cast cast(DemoEvent event, List<SamplePerson> guests, SamplePerson thief)
            throws IOException {
        return new PassEvening.Cast(event.mode().name(), event.enrol(guests), thief);
    }

    private static Door door(Server server, List<DemoLane> lanes, ArrivalTable table) {
        return new Door(lanes, server.parts().erasures(), InstantSource.system(), table);
    }

    /// On the port asked for, or else on the first one that is free.
    private Server start(Path folder) {
        Map<String, String> overrides = new HashMap<>(settings);
        overrides.remove("data");
        overrides.putIfAbsent("models", home.resolve("models/default").toString());
        overrides.putIfAbsent("staff-sign-in", "password");
        if (overrides.containsKey("port")) {
            return Server.start(Settings.in(folder, overrides));
        }
        for (int port = FIRST_PORT; port < LAST_PORT; port++) {
            if (Server.isFree("127.0.0.1", port)) {
                overrides.put("port", Integer.toString(port));
                return Server.start(Settings.in(folder, overrides));
            }
        }
        throw new CannotStart(
                "No port from " + FIRST_PORT + " to " + LAST_PORT + " is free; name one by --port=NUMBER.");
    }

    private void invite(Server server, DemoEvent event, SamplePerson stranger) {
        out.println();
        out.println("  Facelane is at    " + server.url());
        out.println("  Steward board     " + server.url() + "/steward   and the organiser's page: " + server.url()
                + "/organiser");
        server.parts()
                .staff()
                .accounts()
                .create("organiser", Set.of(Role.ORGANISER), "demo", Instant.now())
                .ifPresent(password -> {
                    out.println("  Sign in           organiser / " + password);
                    out.println("                    (a password alone is enough in the demo only: staff-sign-in)");
                });
        out.println("  Enrol yourself    " + event.enrolmentUrl(stranger));
        out.println("  A lane for you    " + event.laneUrl("Yours"));
        out.println();
    }

    /// Empties a folder that an earlier demo marked as its own, and no other.
    private static Path emptied(Path folder) throws IOException {
        Path mark = folder.resolve(MARK);
        if (Files.exists(folder)) {
            if (!Files.exists(mark)) {
                throw new CannotStart("The folder " + folder + " is not a demo's and is left alone;"
                        + " name another one by --data=DIR.");
            }
            try (Stream<Path> everything = Files.walk(folder)) {
                for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
        Files.createFile(mark);
        return folder;
    }

    /// Something that takes a while.
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    private <T> T step(String what, Work<T> work) throws IOException, InterruptedException {
        out.printf("  %-46s ", what + " …");
        out.flush();
        long begun = System.nanoTime();
        T result = work.run();
        out.printf("%5.1f s%n", (System.nanoTime() - begun) / 1e9);
        return result;
    }
}
