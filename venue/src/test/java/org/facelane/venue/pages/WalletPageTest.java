package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;
import org.facelane.venue.wallet.AppleForTests;
import org.facelane.venue.wallet.GoogleForTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pass that goes to the wallet of a phone, where this server has what Apple and Google ask for.
class WalletPageTest {
    private static final Path PEOPLE = Path.of("../samples/people");

    @TempDir
    private Path folder;

    private Chromium chromium;
    private Server server;

    @BeforeEach
    void open() throws Exception {
        chromium = Chromium.installed();
        Path apple = new AppleForTests().give("UID=pass.org.example, OU=TEAM123456", folder);
        server = Server.start(Settings.in(
                folder.resolve("data"),
                Map.of(
                        "port", "0",
                        "models", "../models/default",
                        "enrol-by-file", "true",
                        "apple-pass-key", apple.toString(),
                        "apple-pass-password-file",
                                folder.resolve("apple.password").toString(),
                        "google-wallet-key", new GoogleForTests().give(folder).toString(),
                        "google-wallet-issuer", "3388000000000000000")));
    }

    @AfterEach
    void close() {
        assertThat(chromium.complaints())
                .as("nothing is asked elsewhere but what the guest pressed for")
                .singleElement()
                .asString()
                .startsWith("a page asked https://pay.google.com/gp/v/save/");
        chromium.close();
        server.close();
    }

    @Test
    void handsOutAFileForApple_andALinkForGoogle() {
        OrganiserAtWork organiser = new OrganiserAtWork(
                contextOf(Film.empty(folder.resolve("room.mjpeg"))).newPage(), server.url());
        organiser.signsIn(server);
        organiser.createsSealedEvent("Autumn Open");
        organiser.importsTickets("code,holder\nA-0001,Ada Example\n");
        BrowserContext context = contextOf(Film.of(PEOPLE.resolve("01/enrol.jpg"), folder.resolve("ada.mjpeg")));
        context.route(
                "https://pay.google.com/**",
                route -> route.fulfill(
                        new Route.FulfillOptions().setBody("<h1>saved</h1>").setContentType("text/html")));
        GuestAtHome guest = new GuestAtHome(context.newPage());
        guest.opens(organiser.makesLink("A-0001"));
        guest.agrees();
        guest.prefersOnePicture();
        guest.choosesPicture(PEOPLE.resolve("01/enrol.jpg"));
        guest.sendsPicture();
        guest.sees("This is your pass");
        assertThat(guest.page().getByText("it holds nothing of your face")).isVisible();
        Chromium.photograph(guest.page(), "enrol-pass-wallets");
        Path file = guest.saves("Add to Apple Wallet", folder.resolve("pass.pkpass"));
        assertThat(file).content(StandardCharsets.ISO_8859_1).startsWith("PK").contains("manifest.json");

        guest.presses("Save in Google Wallet");
        guest.page().waitForURL("https://pay.google.com/gp/v/save/**");
    }

    private BrowserContext contextOf(Path film) {
        return chromium.withCamera(film, ColorScheme.LIGHT);
    }
}
