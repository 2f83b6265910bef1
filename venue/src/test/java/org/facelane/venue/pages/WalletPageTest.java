package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.facelane.venue.wallet.AppleForTests;
import org.facelane.venue.wallet.GoogleForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A pass that goes to the wallet of a phone, where this server has what Apple and Google ask for.
class WalletPageTest {
    private static final Path PEOPLE = Path.of("../samples/people");

    @RegisterExtension
    final VenueOnPages venue = VenueOnPages.with(folder -> Map.of(
            "enrol-by-file",
            "true",
            "apple-pass-key",
            new AppleForTests()
                    .give("UID=pass.org.example, OU=TEAM123456", folder)
                    .toString(),
            "apple-pass-password-file",
            folder.resolve("apple.password").toString(),
            "google-wallet-key",
            new GoogleForTests().give(folder).toString(),
            "google-wallet-issuer",
            "3388000000000000000"));

    @Test
    void handsOutAFileForApple_andALinkForGoogle() {
        OrganiserAtWork organiser = venue.organiser();
        organiser.createsSealedEvent("Autumn Open");
        organiser.importsTickets("code,holder\nA-0001,Ada Example\n");
        BrowserContext context = venue.browser(
                Film.of(PEOPLE.resolve("01/enrol.jpg"), venue.folder().resolve("ada.mjpeg")));
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
        Path file = guest.saves("Add to Apple Wallet", venue.folder().resolve("pass.pkpass"));
        assertThat(file).content(StandardCharsets.ISO_8859_1).startsWith("PK").contains("manifest.json");

        venue.mayAsk("https://pay.google.com/gp/v/save/");
        guest.presses("Save in Google Wallet");
        guest.page().waitForURL("https://pay.google.com/gp/v/save/**");
    }
}
