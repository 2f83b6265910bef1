package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.TicketId;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.edge.agent.AgentScreen;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneScreen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The screen that an agent serves beside the camera, in a real browser and without any server: the page that a server
/// shows as well.
class AgentScreenPageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    private Chromium chromium;
    private AgentScreen screen;

    @BeforeEach
    void open() throws IOException {
        chromium = Chromium.installed();
        screen = AgentScreen.open(0);
        screen.answersTo((ask, count) -> said.add(ask + " " + count));
    }

    @AfterEach
    void close() {
        assertThat(chromium.complaints()).isEmpty();
        chromium.close();
        screen.close();
    }

    @Test
    void showsWhatTheLaneSays_whatStewardsSay_andAsksWhoComesAlong() throws InterruptedException {
        Page page = chromium.withCamera(Film.empty(folder.resolve("room.mjpeg")), ColorScheme.DARK)
                .newPage();
        page.navigate(screen.url());
        hear(new LaneEvent.CameraChanged(new CameraState.Working(), NOW));
        hear(new LaneEvent.ScreenChanged(new LaneScreen.Idle(), NOW));
        shows(page, "idle");
        assertThat(page.locator("footer")).containsText("Facelane");
        screen.isOf("Harvest Festival", "North 1");
        assertThat(page.locator("footer")).containsText("Harvest Festival · North 1");
        shows(page, "idle");

        screen.isTold("A steward is on the way.", Duration.ofMinutes(10));
        assertThat(page.locator(".told")).hasText("A steward is on the way.");
        Page later = page.context().newPage();
        later.navigate(screen.url());
        assertThat(later.locator("footer")).containsText("Harvest Festival · North 1");
        assertThat(later.locator(".told")).hasText("A steward is on the way.");
        later.close();
        screen.isTold("", Duration.ZERO);
        assertThat(page.locator(".told")).isHidden();

        UUID ask = UUID.randomUUID();
        hear(new LaneEvent.ScreenChanged(new LaneScreen.PartyAsked(ask, 2), NOW));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("+ 2"))
                .click();
        assertThat(said.poll(300, TimeUnit.SECONDS)).isEqualTo(ask + " 2");

        Admission admission = new Admission(AdmissionId.random(), TicketId.random(), Optional.of(LaneId.random()), NOW);
        hear(new LaneEvent.TurnEnded(
                new LaneEvent.Ending.LetIn(admission),
                Optional.empty(),
                Duration.ofMillis(640),
                Duration.ofMillis(90),
                NOW));
        hear(new LaneEvent.ScreenChanged(new LaneScreen.Welcome(), NOW));
        shows(page, "welcome");
        assertThat(page.locator(".timing")).hasText("0.6 s");
        hear(new LaneEvent.ScreenChanged(new LaneScreen.NotRecognising(Why.PAUSED), NOW));
        shows(page, "paused");
        Chromium.photographLane(page, "agent-screen");
        screen.close();
        assertThat(page.getByText("This lane is connecting to the server again."))
                .isVisible();
    }

    private void hear(LaneEvent event) {
        assertThat(screen.hear(event).isPresent()).isEqualTo(event instanceof LaneEvent.ScreenChanged);
    }

    private static void shows(Page page, String look) {
        assertThat(page.locator(".lane[data-screen=" + look + "]")).isVisible();
    }
}
