package org.facelane.venue.server;

import java.util.Arrays;
import java.util.List;

/// The command line: `serve` (also without a word) and `help`.
///
/// Exits with 0 if all is well and 2 if the environment or a setting keeps it from starting; then one sentence on the
/// error output says what and why.
public final class Main {
    private static final int CANNOT_START = 2;

    private Main() {}

    /// @param arguments a command, then settings as `--key=value`
    public static void main(String[] arguments) {
        boolean isCommand = arguments.length > 0 && !arguments[0].startsWith("--");
        String command = isCommand ? arguments[0] : "serve";
        List<String> settings = Arrays.asList(arguments).subList(isCommand ? 1 : 0, arguments.length);
        switch (command) {
            case "serve" -> serve(settings);
            case "help" -> System.out.println(help());
            default -> {
                System.err.println("There is no command '" + command + "'; `facelane help` lists them.");
                System.exit(CANNOT_START);
            }
        }
    }

    private static void serve(List<String> arguments) {
        try {
            Settings settings = SettingsReader.read(arguments, System.getenv());
            Server server = Server.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            System.out.println("Facelane serves " + server.url());
            server.organiserPassword().ifPresent(Main::show);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static void show(String password) {
        System.out.println("""
            First start. Sign in as `organiser` with this password; it is shown only now:

                %s
            """.formatted(password));
    }

    private static String help() {
        return """
            facelane serve [--data DIR] [--key=value …]   starts the server
            facelane help                                 shows this

            Settings, from facelane.properties in the data folder or from the command line, which wins:
            %s\
            """.formatted(SettingsReader.help());
    }
}
