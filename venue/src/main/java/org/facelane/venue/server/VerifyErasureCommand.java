package org.facelane.venue.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.facelane.face.Features;
import org.facelane.face.acquire.Acquisition;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.remnants.ErasureTrial;

/// `facelane verify-erasure --self-test`: whether anything is left of somebody who was erased.
final class VerifyErasureCommand {
    static final String HELP = """
        facelane verify-erasure --self-test   erases a sample person from a throw-away installation and looks for what
                                              is left in files, log, heap and memory; exit 1 if anything is
        """;

    private VerifyErasureCommand() {}

    /// @param arguments what stands behind `verify-erasure`
    /// @return the exit code
    static int run(List<String> arguments, InstantSource time) {
        if (!arguments.equals(List.of("--self-test"))) {
            System.err.println(HELP);
            return Main.CANNOT_START;
        }
        Path home = Server.home();
        Path models = home.resolve("models/default");
        Path person = home.resolve("samples/people/01/enrol.jpg");
        try {
            Path folder = Files.createTempDirectory("facelane-trial-");
            try (ModelPack pack = ModelPack.load(models)) {
                SelfieAcquisition selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
                ErasureTrial.Findings findings = new ErasureTrial(folder, home, models, time)
                        .run(Files.readAllBytes(person), picture -> features(selfies.acquire(picture)));
                print(findings);
                return findings.isClean() ? 0 : 1;
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new CannotStart("The trial could not be carried out: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("The trial was interrupted.", e);
        }
    }

    private static Features features(Acquisition acquisition) {
        return switch (acquisition) {
            case Acquisition.Acquired acquired -> acquired.features();
            case Acquisition.FailureToAcquire failure ->
                throw new CannotStart("The sample person cannot be enrolled: "
                        + failure.reason().says());
        };
    }

    private static void print(ErasureTrial.Findings findings) {
        print("While the guest was enrolled", findings.before());
        System.out.println("Planted on purpose, and found:");
        findings.planted().forEach(form -> System.out.println("  " + form));
        print("After the erasure", findings.after());
        System.out.println(
                findings.isClean()
                        ? "Nothing is left in a file, nothing but sealed bytes in memory, where a connection's buffer"
                                + " keeps them until it is used again; and the search finds what is there."
                        : "Something is left, or the search could not find what was there; see above.");
    }

    private static void print(String when, Map<String, Map<String, Set<String>>> found) {
        System.out.println(when + ":");
        found.forEach((place, forms) -> {
            System.out.println("  " + place + ": " + (forms.isEmpty() ? "nothing" : ""));
            forms.forEach((form, where) -> System.out.println("    " + form + ": " + String.join(", ", where)));
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
