package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a guest can prove in a real browser: a receipt, and a certificate that names the lane which let go.
class PapersPageTest {
    @RegisterExtension
    final VenueOnPages venue = VenueOnPages.with(Map.of("enrol-by-file", "true", "scrub-interval", "1s"));

    @Test
    void provesToGuest_whatWasAgreedAndErased() {
        venue.organiser().createsEvent("Night Race");
        venue.organiser().importsTickets("code,holder\nA-0001,Ada Example\n");
        String link = venue.organiser().makesLink("A-0001");
        Page lane = venue.browser().newPage();
        lane.navigate(venue.organiser().makesLane("North 1"));
        lane.locator(".lane[data-screen=idle]").waitFor();
        GuestAtHome guest = new GuestAtHome(venue.browser().newPage());
        guest.opens(link);
        guest.agrees();
        guest.prefersOnePicture();
        guest.choosesPicture(Path.of("../samples/people/04/enrol.jpg"));
        guest.sendsPicture();
        guest.sees("You are enrolled");
        venue.organiser().revokesLinks("A-0001");

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
        for (int attempt = 0; attempt < 300 && cleared.count() == 0; attempt++) {
            page.waitForTimeout(1_000);
            page.reload();
            guest.sees("Erased");
        }
        assertThat(cleared).isVisible();
        Chromium.photograph(page, "receipt-certificate");
    }
}
