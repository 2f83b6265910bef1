package org.facelane.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.facelane.bench.Arguments;
import org.facelane.bench.faults.place.Fault;
import org.facelane.bench.faults.place.Place;
import org.facelane.venue.Mode;

/// Kills everything a door depends on while guests pass, again and again, and looks whether a promise was broken: no
/// ticket admitted twice, no admission lost, no gate opened twice, no erased guest recognised. Ends with 1 if one was.
/// Run by `bench/doors`.
public final class Doors {
    private static final String USAGE =
            "--root <project> --data <empty folder> --out <folder> [--seed <number>] [--times <number>]"
                    + " [--fault <name>] [--mode <name>] [--ticketing own|pretix]";

    private Doors() {}

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        long seed = arguments.number("--seed", 1);
        int times = arguments.number("--times", 50);
        Path out = arguments.output("--out");
        Files.createDirectories(out);
        Instant start = Instant.now();
        Mode mode = arguments.given("--mode").map(Mode::valueOf).orElse(Mode.HANDS_FREE);
        boolean pretix = arguments.text("--ticketing", "own").equals("pretix");
        Place.Plan plan = new Place.Plan(mode, false, pretix);
        List<Fault> faults =
                arguments.given("--fault").map(Fault::valueOf).map(List::of).orElseGet(() -> all(pretix));
        Tally tally = new Tally();
        try (Place place =
                new Place(arguments.folder("--root"), arguments.folder("--data"), out.resolve("postgresql"), plan)) {
            new Evening(place, tally, seed).run(faults, times);
        }
        String report = String.format(
                Locale.ROOT,
                "Mode `%s`, tickets sold by %s, seed %d, %d times each, in %d minutes and %d seconds.%n%n%s",
                mode,
                pretix ? "pretix" : "ourselves",
                seed,
                times,
                Duration.between(start, Instant.now()).toMinutes(),
                Duration.between(start, Instant.now()).toSecondsPart(),
                tally.markdown());
        System.out.printf("%n%s", report);
        Files.writeString(out.resolve("faults.md"), report);
        if (tally.isBroken()) {
            System.exit(1);
        }
    }

    private static List<Fault> all(boolean pretix) {
        return Stream.of(Fault.values())
                .filter(fault -> pretix || !fault.isOfPretix())
                .toList();
    }
}
