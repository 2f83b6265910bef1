package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a guest can prove in a real browser: a receipt, and a certificate that names the lane which let go.
class PapersPageTest {
    @TempDir
    private Path folder;

    private Chromium chromium;
    private Server server;
    private OrganiserAtWork organiser;

    @BeforeEach
    void open() {
        chromium = Chromium.installed();
        Map<String, String> settings =
                Map.of("port", "0", "models", "../models/default", "enrol-by-file", "true", "scrub-interval", "1s");
        server = Server.start(Settings.in(folder.resolve("data"), settings));
        organiser = new OrganiserAtWork(context().newPage(), server.url());
        organiser.signsIn(server);
    }

    @AfterEach
    void close() {
        assertThat(chromium.complaints()).isEmpty();
        chromium.close();
        server.close();
    }

    @Test
    void provesToGuest_whatWasAgreedAndErased() {
        organiser.createsEvent("Night Race");
        organiser.importsTickets("code,holder\nA-0001,Ada Example\n");
        String link = organiser.makesLink("A-0001");
        Page lane = context().newPage();
        lane.navigate(organiser.makesLane("North 1"));
        lane.locator(".lane[data-screen=idle]").waitFor();
        GuestAtHome guest = new GuestAtHome(context().newPage());
        guest.opens(link);
        guest.agrees();
        guest.prefersOnePicture();
        guest.choosesPicture(Path.of("../samples/people/04/enrol.jpg"));
        guest.sendsPicture();
        guest.sees("You are enrolled");
        organiser.revokesLinks("A-0001");

        Page page = guest.page();
        page.getByText("Open my receipt").click();
        guest.sees("Your receipt");
        assertThat(page.getByText("DPIA-2026-014")).isVisible();
        Chromium.photograph(page, "receipt");
        guest.withdraws();
        guest.sees("Erased");
        assertThat(page.getByText("Signed certificate (JSON)")).isVisible();
        assertThat(page.getByText("Lane North 1")).isVisible();
        Locator cleared = page.getByText("files was cleared away");
        for (int attempt = 0; attempt < 30 && cleared.count() == 0; attempt++) {
            page.waitForTimeout(1_000);
            page.reload();
            guest.sees("Erased");
        }
        assertThat(cleared).isVisible();
        Chromium.photograph(page, "receipt-certificate");
    }

    private BrowserContext context() {
        return chromium.withCamera(Film.empty(folder.resolve("quiet.mjpeg")), ColorScheme.LIGHT);
    }
}
