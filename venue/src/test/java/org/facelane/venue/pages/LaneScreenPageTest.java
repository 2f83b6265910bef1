package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.facelane.venue.trial.MjpegServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The screen of a lane whose camera the server reads, in a real browser: it opens no camera of its own.
class LaneScreenPageTest {
    private static final Path PEOPLE = Path.of("../samples/people/01");

    @RegisterExtension
    final VenueOnPages venue = VenueOnPages.with(Map.of("enrol-by-file", "true", "party-patience", "2m"));

    @Test
    void showsTheLaneAndItsCameraLive_andAsksWhoComesAlong() throws IOException {
        venue.organiser().createsEvent("Harvest Festival");
        venue.organiser().importsTickets("code,holder\nF-1,Ada Example\nF-2,\nF-3,\n");
        enrols(venue.organiser().makesLink("F-1"));
        for (String further : List.of("F-2", "F-3")) {
            venue.organiser().addsToParty(further, "F-1");
        }
        String lane = venue.organiser().makesLane("North 1");
        byte[] room = Files.readAllBytes(Film.still(venue.folder().resolve("room.jpg")));
        try (MjpegServer camera = new MjpegServer(MjpegServer.sending(room))) {
            venue.organiser().setsCamera("North 1", camera.url());
            Page screen = venue.browser().newPage();
            screen.navigate(lane);
            screen.waitForURL("**/lane/screen");
            shows(screen, "idle", "WORKING");
            assertThat(screen.locator("footer")).containsText("Harvest Festival · North 1");

            camera.behave(_ -> Thread.sleep(600_000));
            shows(screen, "paused", "FAILING");
            assertThat(screen.locator(".advice-line")).containsText("For staff: ");

            camera.behave(MjpegServer.sending(Files.readAllBytes(PEOPLE.resolve("arrive.jpg"))));
            screen.getByText("Who comes in with you?").waitFor();
            Chromium.photographLane(screen, "screen-party");
            screen.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("+ 1"))
                    .click();
            shows(screen, "welcome", "WORKING");
            assertThat(venue.organiser().count("admitted")).hasText("2");
        }
    }

    private void enrols(String link) {
        GuestAtHome guest = new GuestAtHome(venue.browser().newPage());
        guest.opens(link);
        guest.agrees();
        guest.prefersOnePicture();
        guest.choosesPicture(PEOPLE.resolve("enrol.jpg"));
        guest.sendsPicture();
        guest.sees("You are enrolled");
    }

    private static void shows(Page screen, String state, String camera) {
        screen.locator(".lane[data-screen=" + state + "][data-camera=" + camera + "]")
                .waitFor();
        Chromium.photographLane(screen, "screen-" + state);
    }
}
