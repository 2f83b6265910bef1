package org.facelane.venue.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.facelane.venue.EventId;
import org.facelane.venue.remnants.ErasureSearch;
import org.facelane.venue.remnants.ErasureTrial;
import org.facelane.venue.remnants.Findings;

/// `facelane verify-erasure …`: whether anything is left of somebody who was erased.
final class VerifyErasureCommand {
    static final String HELP = """
        facelane verify-erasure --self-test
                                 erases a sample person from a throw-away installation, in an event of each mode, and
                                 looks for what is left in files, log, heap and memory; exit 1 if anything is
        facelane verify-erasure prepare --event=ID --ticket=CODE --list=FILE [--pass=FILE] [where to look]
                                 writes what to look for after a guest's withdrawal, while they are still enrolled; in
                                 PASS and SEALED events --pass names a file with the text of the guest's pass
        facelane verify-erasure check --list=FILE [where to look]
                                 looks for what is left of that guest; exit 1 if anything is
            where to look: the data folder, and what is added as often as need be by --process=PID (a running server
            on this machine), --dump=FILE (of a database), --files=DIR (those of a database that is not embedded)
        """;

    private static final Set<String> OWN = Set.of("event", "ticket", "list", "pass", "process", "dump", "files");

    private VerifyErasureCommand() {}

    /// What stands behind `verify-erasure`: keys of this command, each with its values, and settings.
    private record Asked(String step, Map<String, List<String>> own, List<String> settings) {
        static Asked of(List<String> arguments) {
            Map<String, List<String>> own = new HashMap<>();
            List<String> settings = new ArrayList<>();
            for (String argument : arguments.subList(1, arguments.size())) {
                int equals = argument.indexOf('=');
                String key = argument.startsWith("--") && equals > 0 ? argument.substring(2, equals) : "";
                if (OWN.contains(key)) {
                    own.computeIfAbsent(key, _ -> new ArrayList<>()).add(argument.substring(equals + 1));
                } else {
                    settings.add(argument);
                }
            }
            return new Asked(arguments.getFirst(), own, settings);
        }

        List<String> all(String key) {
            return own.getOrDefault(key, List.of());
        }

        String one(String key) {
            return Optional.of(all(key))
                    .filter(values -> values.size() == 1)
                    .map(List::getFirst)
                    .orElseThrow(() -> new CannotStart("Give --" + key + "=… once.\n" + HELP));
        }
    }

    /// @param arguments what stands behind `verify-erasure`
    /// @return the exit code
    static int run(List<String> arguments, InstantSource time) {
        String step = arguments.isEmpty() ? "" : arguments.getFirst();
        if (!Set.of("--self-test", "prepare", "check").contains(step)) {
            System.err.println(HELP);
            return Main.CANNOT_START;
        }
        try {
            Path work = Files.createTempDirectory("facelane-erasure-");
            try {
                return step.equals("--self-test") ? trial(work, time) : live(Asked.of(arguments), work, time);
            } finally {
                delete(work);
            }
        } catch (NoSuchFileException e) {
            throw new CannotStart("There is no file " + e.getMessage() + ".", e);
        } catch (FileAlreadyExistsException e) {
            throw new CannotStart("The file " + e.getMessage() + " exists already; name another.", e);
        } catch (IOException | ErasureSearch.NothingToLookFor | IllegalArgumentException e) {
            throw new CannotStart("The check could not be carried out: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("The check was interrupted.", e);
        }
    }

    private static int live(Asked asked, Path work, InstantSource time) throws IOException, InterruptedException {
        Settings settings = Main.settings(asked.settings());
        Path list = Path.of(asked.one("list"));
        try (Installation installation = Installation.open(settings)) {
            List<Path> folders = new ArrayList<>(List.of(settings.data()));
            asked.all("files").forEach(folder -> folders.add(Path.of(folder)));
            ErasureSearch search = new ErasureSearch(
                    installation.database(),
                    new ErasureSearch.Places(
                            folders,
                            asked.all("dump").stream().map(Path::of).toList(),
                            asked.all("process").stream().map(Long::valueOf).toList(),
                            work));
            return asked.step().equals("check")
                    ? check(search, list, time)
                    : prepare(asked, search, installation, list, time);
        }
    }

    private static int prepare(
            Asked asked, ErasureSearch search, Installation installation, Path list, InstantSource time)
            throws IOException, InterruptedException {
        Optional<String> pass = asked.all("pass").isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(Path.of(asked.one("pass"))).strip());
        ErasureSearch.Wanted wanted =
                new ErasureSearch.Wanted(new EventId(UUID.fromString(asked.one("event"))), asked.one("ticket"), pass);
        print("While the guest is enrolled", search.prepare(wanted, installation.master(), list, time.instant()));
        System.out.println("What to look for is in " + list + ". After the withdrawal run:"
                + " facelane verify-erasure check --list=" + list);
        return 0;
    }

    private static int check(ErasureSearch search, Path list, InstantSource time)
            throws IOException, InterruptedException {
        return switch (search.check(list, time.instant())) {
            case ErasureSearch.Outcome.TooEarly(String why) -> {
                System.err.println(why + " Try again later.");
                yield 1;
            }
            case ErasureSearch.Outcome.Blind(List<String> missed) -> {
                System.err.println(
                        "The search proves nothing, for it did not find what was left lying about on purpose: "
                                + String.join("; ", missed));
                yield 1;
            }
            case ErasureSearch.Outcome.Searched(Findings findings) -> {
                print("After the erasure", findings);
                System.out.println(verdict(findings)
                        + (findings.isClean() ? " " + list + " is destroyed." : " " + list + " is kept."));
                yield findings.isClean() ? 0 : 1;
            }
        };
    }

    private static int trial(Path work, InstantSource time) throws IOException, InterruptedException {
        Path home = Server.home();
        Path person = home.resolve("samples/people/01/enrol.jpg");
        ErasureTrial.Result result =
                new ErasureTrial(work, home, home.resolve("models/default"), time).run(Files.readAllBytes(person));
        System.out.println(
                result.missed().isEmpty()
                        ? "Left lying about on purpose: found in every form."
                        : "Left lying about on purpose, and not found: " + String.join("; ", result.missed()));
        for (ErasureTrial.Course course : result.courses()) {
            print(course.mode() + ", while the guest was enrolled", course.before());
            print(course.mode() + ", after the erasure", course.after());
            System.out.println(
                    course.isClean()
                            ? verdict(course.after())
                            : "Something is left, or was where nothing may be, or was not found where it is; see"
                                    + " above.");
        }
        return result.isClean() ? 0 : 1;
    }

    private static String verdict(Findings findings) {
        if (findings.isEmpty()) {
            return "Nothing is left.";
        }
        return findings.isClean()
                ? "Nothing is left in a file, and nothing but sealed bytes in memory, where a connection's buffer keeps"
                        + " them until it is used again."
                : "Something is left; see above.";
    }

    private static void print(String when, Findings findings) {
        System.out.println(when + ":");
        findings.places().forEach((place, found) -> {
            System.out.println("  " + place + ": " + (found.found().isEmpty() ? "nothing" : ""));
            found.found().forEach((form, where) -> System.out.println("    " + form + ": " + String.join(", ", where)));
        });
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
