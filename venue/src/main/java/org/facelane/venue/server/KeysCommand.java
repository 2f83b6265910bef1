package org.facelane.venue.server;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.store.InstallationKeyStore;

/// `facelane keys …`: what keys there are, and how the master key is replaced.
final class KeysCommand {
    static final String HELP = """
        facelane keys show       how many master keys there are, and the public keys of this installation
        facelane keys prepare    draws the next master key and does not use it yet
        facelane keys rotate     makes the next master key the primary one and wraps every event's keys by it
        facelane keys retire     takes the older master keys out of the file
        facelane keys encrypt    encrypts the file of the master key under the key at --master-key-uri; --from=ADDRESS
                                 names the key that it is encrypted under so far
        facelane keys start-over  where the master key is lost for good: ends every event whose keys nobody can open, and
                                 draws a new signing key
        """;

    private static final String FROM = "--from=";
    private static final Set<String> STEPS = Set.of("show", "prepare", "rotate", "retire", "encrypt", "start-over");

    private KeysCommand() {}

    /// @param arguments what stands behind `keys`
    /// @return the exit code
    static int run(List<String> arguments, InstantSource time) {
        String step = arguments.isEmpty() ? "" : arguments.getFirst();
        if (!STEPS.contains(step)) {
            System.err.println(HELP);
            return Main.CANNOT_START;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        if (step.equals("encrypt")) {
            return encrypt(rest);
        }
        Settings settings = Main.settings(rest);
        if (step.equals("start-over") && Installation.hasDatabase(settings)) {
            Installation.master(settings); // a lost one leaves no file, and a new one is drawn
        }
        try (Installation installation = Installation.open(settings)) {
            KeyRotation rotation = new KeyRotation(installation.database(), installation.master());
            return switch (step) {
                case "show" -> show(installation);
                case "prepare" -> prepare(installation.master());
                case "rotate" -> {
                    int count = rotation.rotate(time.instant());
                    System.out.println("A new master key is in use; " + count + " events' keys were wrapped by it."
                            + " Back the key file up, then run: facelane keys retire");
                    yield 0;
                }
                case "retire" ->
                    switch (rotation.retire(time.instant())) {
                        case KeyRotation.Retirement.Retired(int count) -> {
                            System.out.println(count + " older master keys are gone. What only they opened is closed"
                                    + " for good; destroy the backups of the old key file too.");
                            yield 0;
                        }
                        case KeyRotation.Retirement.StillNeeded(List<?> events) -> {
                            System.err.println("Nothing was retired: an older key still wraps " + events.size()
                                    + " events' keys. Run: facelane keys rotate");
                            yield 1;
                        }
                    };
                case "start-over" ->
                    startOver(rotation.startOver(
                            new Erasures(installation.database(), Installation.node(settings.data())), time.instant()));
                default -> throw new IllegalArgumentException(step);
            };
        }
    }

    private static int show(Installation installation) {
        System.out.println("master keys in the file: " + installation.master().count());
        List<VerifyingKey> published = installation.database().read(InstallationKeyStore::published);
        published.forEach(key -> System.out.println("signing key " + key.id() + "\n" + key.pem()));
        return 0;
    }

    private static int prepare(MasterKey master) {
        System.out.println(
                master.prepare()
                        ? "The next master key lies in the file. Bring the file to every server, then run:"
                                + " facelane keys rotate"
                        : "A next master key lies in the file already.");
        return 0;
    }

    private static int startOver(KeyRotation.Loss loss) {
        System.out.println(
                loss.equals(new KeyRotation.Loss(0, false, 0))
                        ? "Nothing is lost: the master key opens everything."
                        : loss.events() + " events were ended, for nobody can open their keys; open them anew, and"
                                + " guests enrol again. "
                                + (loss.signing()
                                        ? "A new key signs receipts and certificates; links on receipts of before open"
                                                + " nothing. "
                                        : "")
                                + loss.apps() + " authenticator apps of staff have to be set up anew.");
        return 0;
    }

    private static int encrypt(List<String> arguments) {
        Optional<String> from = arguments.stream()
                .filter(argument -> argument.startsWith(FROM))
                .map(argument -> argument.substring(FROM.length()))
                .findFirst();
        Settings settings = Main.settings(arguments.stream()
                .filter(argument -> !argument.startsWith(FROM))
                .toList());
        String uri = settings.masterKeyUri()
                .orElseThrow(() -> new CannotStart("Name the key to encrypt under by --master-key-uri=…"));
        MasterKey.encrypt(Installation.masterFile(settings), from, uri);
        System.out.println("The key file is encrypted. Start the servers with --master-key-uri=" + uri);
        return 0;
    }
}
