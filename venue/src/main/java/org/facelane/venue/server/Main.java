package org.facelane.venue.server;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.facelane.venue.embedded.DatabaseNotStarted;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.DatabaseUnreachable;

/// The command line: `serve` (also without a word), `lane`, `organiser-link`, `keys`, `audit`, `backup`,
/// `restore`, `verify-erasure`, and `help`.
///
/// Exits with 0 if all is well, with 1 if a check found something, and with 2 if the environment or a setting keeps it
/// from starting; then one sentence on the error output says what and why.
public final class Main {
    static final int CANNOT_START = 2;

    private Main() {}

    /// @param arguments a command, then settings as `--key=value`
    public static void main(String[] arguments) {
        boolean isCommand = arguments.length > 0 && !arguments[0].startsWith("--");
        String command = isCommand ? arguments[0] : "serve";
        List<String> rest = Arrays.asList(arguments).subList(isCommand ? 1 : 0, arguments.length);
        switch (command) {
            case "serve" -> serve(rest);
            case "keys" -> exit(() -> KeysCommand.run(rest, InstantSource.system()));
            case "verify-erasure" -> exit(() -> VerifyErasureCommand.run(rest, InstantSource.system()));
            case "lane" -> exit(() -> LaneCommand.run(rest, InstantSource.system()));
            case "organiser-link" -> exit(() -> OrganiserLinkCommand.run(rest, InstantSource.system()));
            case "audit" -> exit(() -> AuditCommand.run(rest));
            case "backup" -> exit(() -> BackupCommand.backup(rest, InstantSource.system()));
            case "restore" -> exit(() -> BackupCommand.restore(rest, InstantSource.system()));
            case "help" -> System.out.println(help());
            default -> {
                System.err.println("There is no command '" + command + "'; `./facelane help` lists them.");
                System.exit(CANNOT_START);
            }
        }
    }

    private static void serve(List<String> arguments) {
        try {
            Server server = Server.start(settings(arguments));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            System.out.println("Facelane serves " + server.url());
            server.organiserLink().ifPresent(link -> System.out.println(OrganiserLinkCommand.said(link)));
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    /// A command that ends by itself, with its exit code.
    private static void exit(IntSupplier command) {
        try {
            System.exit(command.getAsInt());
        } catch (CannotStart | MasterKey.Unusable | DatabaseUnreachable | DatabaseNotStarted e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    static Settings settings(List<String> arguments) {
        return SettingsReader.read(arguments, System.getenv());
    }

    private static String help() {
        return """
            facelane serve [--data DIR] [--key=value …]   starts the server
            facelane help                                 shows this
            %s%s%s%s%s%s
            Settings, from facelane.properties in the data folder or from the command line, which wins:
            %s\
            """.formatted(
                        LaneCommand.HELP,
                        OrganiserLinkCommand.HELP,
                        KeysCommand.HELP,
                        AuditCommand.HELP,
                        BackupCommand.HELP,
                        VerifyErasureCommand.HELP,
                        SettingValues.table(SettingsReader.KEYS));
    }
}
