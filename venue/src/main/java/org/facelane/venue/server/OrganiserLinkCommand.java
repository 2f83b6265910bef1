package org.facelane.venue.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.facelane.venue.access.OrganiserLinks;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.store.Database;

/// `facelane organiser-link`: a link by which somebody becomes an organiser, or gets back in without the password.
/// Whoever may read the server's master key may have one.
final class OrganiserLinkCommand {
    static final String HELP = """
        facelane organiser-link  makes a link by which somebody becomes an organiser, or back in without the password
        """;

    private OrganiserLinkCommand() {}

    /// @param arguments what stands behind `organiser-link`
    /// @return the exit code
    static int run(List<String> arguments, InstantSource time) {
        System.out.println(said(make(Main.settings(arguments), time.instant())));
        return 0;
    }

    /// @throws CannotStart if there is no installation there
    static String make(Settings settings, Instant now) {
        try (Installation installation = Installation.open(settings)) {
            Database database = installation.database();
            OrganiserLinks links =
                    new OrganiserLinks(database, new StaffAccounts(database), settings.organiserLinkLife());
            String url =
                    settings.publicUrl().map(Object::toString).orElseGet(() -> "http://localhost:" + settings.port());
            return link(url, links.make(now));
        }
    }

    /// What follows the `#` stays in the browser, out of the logs of proxies.
    static String link(String url, String token) {
        return url + "/sign-in#link=" + token;
    }

    static String said(String link) {
        return """
            Open this link to become an organiser; it works once, and is shown only now:

                %s
            """.formatted(link);
    }
}
