package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A pass in a real browser: made, saved, shown to a lane's camera, and made anew.
class PassPageTest {
    private static final Path PEOPLE = Path.of("../samples/people");

    @RegisterExtension
    final VenueOnPages venue = VenueOnPages.with(Map.of("enrol-by-file", "true"));

    @Test
    void givesGuestAPass_thatAnswersAtTheLane_andCanBeReplaced() throws IOException {
        venue.organiser().createsPassEvent("Spring Open");
        venue.organiser().importsTickets("code,holder\nA-0001,Ada Example\n");
        String link = venue.organiser().makesLink("A-0001");
        String lane = venue.organiser().makesLane("South 1");
        GuestAtHome guest = new GuestAtHome(venue.browser(filmOf("01/enrol")).newPage());
        guest.opens(link);
        assertThat(guest.page().getByText("only in your own pass")).isVisible();
        guest.agrees();
        guest.prefersOnePicture();
        guest.choosesPicture(person("01/enrol"));
        guest.sendsPicture();
        guest.sees("This is your pass");
        Chromium.photograph(guest.page(), "enrol-pass");
        Path picture = guest.saves("Save as a picture", venue.folder().resolve("pass.png"));
        Path page = guest.saves("Save as a page to print", venue.folder().resolve("pass.pdf"));
        assertThat(page).content(StandardCharsets.ISO_8859_1).startsWith("%PDF-");

        // The device keeps the pass; another device has none, and nobody can send it again.
        guest.opens(link);
        guest.sees("This is your pass");
        GuestAtHome elsewhere =
                new GuestAtHome(venue.browser(filmOf("01/enrol")).newPage());
        elsewhere.opens(link);
        elsewhere.sees("Your pass is not on this device");
        Chromium.photograph(elsewhere.page(), "enrol-pass-elsewhere");

        Page screen = venue.browser(filmOf("01/arrive")).newPage();
        screen.navigate(lane);
        screen.getByText("Show your pass").waitFor();
        Chromium.photograph(screen, "lane-show-pass");
        screen.close();
        screen = venue.browser(
                        Film.beside(person("01/arrive"), picture, venue.folder().resolve("with-pass.mjpeg")))
                .newPage();
        screen.navigate(lane);
        screen.locator(".lane[data-screen=welcome]").waitFor();
        screen.close();

        elsewhere.renews();
        elsewhere.prefersOnePicture();
        elsewhere.choosesPicture(person("01/enrol"));
        elsewhere.sendsPicture();
        elsewhere.sees("This is your pass");
        screen = venue.browser(
                        Film.beside(person("01/arrive"), picture, venue.folder().resolve("old-pass.mjpeg")))
                .newPage();
        screen.navigate(lane);
        screen.getByText("This pass was withdrawn or replaced.").waitFor();
        Chromium.photograph(screen, "lane-pass-refused");
        screen.close();
    }

    private Path filmOf(String capture) {
        return Film.of(person(capture), venue.folder().resolve(capture.replace('/', '-') + ".mjpeg"));
    }

    private static Path person(String capture) {
        return PEOPLE.resolve(capture + ".jpg");
    }
}
