package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.trial.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The steward's board on a phone, before the real server: who needs help, the lanes, and a network that goes away.
class StewardAtTheDoorTest {
    @RegisterExtension
    static final VenueOnPages venue = VenueOnPages.with(Map.of("lane-message-hold", "10m"));

    private static final String TICKETS = """
        code,holder
        A-0001,Ada Example
        A-0002,Cem Beispiel
        A-0003,Eve Row
        """;

    private final Map<String, String> laneLinks = new HashMap<>();
    private Wire way;

    @BeforeEach
    void open() throws IOException {
        way = new Wire(venue.server().port());
    }

    @AfterEach
    void close() throws IOException {
        way.close();
    }

    @Test
    void helpsWithOneTap_andShowsNothingTwiceWhenTheNetworkComesBack() {
        Page board = board("Harvest Cup");
        refer(board, ReferReason.TOO_DARK, Optional.empty());
        refer(board, ReferReason.ADMITTED_TWICE, Optional.of("A-0003"));
        refer(board, ReferReason.ATTACK_SUSPECTED, Optional.of("A-0001"));
        Locator suspected = board.locator(".referral[data-kind=ATTACK]");
        assertThat(suspected).isVisible();
        Chromium.photograph(board, "steward-help");
        Chromium.photographInHand(board, "steward-help");
        Chromium.isAccessible(board);

        button(board, "Admit: person and ticket checked").click();
        assertThat(suspected).hasCount(0);
        assertThat(board.locator("[data-count=admitted]")).hasText("1");

        way.cut();
        assertThat(board.locator(".pulse.lost")).isVisible();
        assertThat(board.locator("main.stale")).isVisible();
        refer(board, ReferReason.ALREADY_ADMITTED, Optional.of("A-0001"));
        Chromium.photograph(board, "steward-not-live");
        board.setViewportSize(360, 740);
        board.evaluate("scrollTo(0, document.body.scrollHeight)");
        assertThat(board.locator(".pulse.lost")).isInViewport();
        board.evaluate("scrollTo(0, 0)");
        Chromium.photographInHand(board, "steward-not-live");
        way.mend();
        assertThat(board.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(board.locator(".referral[data-reason=ALREADY_ADMITTED]")).hasCount(1);
        assertThat(board.locator(".referral")).hasCount(3);
        assertThat(board.locator("main .unseen")).hasText("North needs help: This ticket was admitted before");
    }

    @Test
    void pausesLaneAndSpeaksOnItsScreen() {
        Page board = board("Frost Fair");
        Page screen = venue.browser().newPage();
        screen.navigate(requireNonNull(laneLinks.get("Frost Fair, North")));
        screen.locator(".lane[data-screen=idle]").waitFor();

        board.setViewportSize(360, 740);
        button(board, "Lanes").click();
        Locator north = board.locator("board-lane").filter(new Locator.FilterOptions().setHasText("North"));
        assertThat(north).containsText("Open");
        north.getByRole(AriaRole.BUTTON).first().click();
        north.getByText("Pause lane").click();
        assertThat(north).containsText("Paused by organiser");
        screen.locator(".lane[data-screen=paused]").waitFor();

        north.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("A steward is on the way."))
                .click();
        assertThat(screen.locator(".told")).hasText("A steward is on the way.");
        Chromium.photographLane(screen, "lane-told");
        Chromium.photograph(board, "steward-lanes");
        Chromium.photographInHand(board, "steward-lanes");
        Chromium.isAccessible(board);

        board.setViewportSize(360, 740);
        north.getByText("Resume lane").click();
        screen.locator(".lane[data-screen=idle]").waitFor();
        assertThat(north).containsText("Open");
    }

    /// The board of a new event with one lane.
    private Page board(String event) {
        venue.organiser().createsEvent(event);
        venue.organiser().importsTickets(TICKETS);
        laneLinks.put(event + ", North", venue.organiser().makesLane("North"));
        Page board = venue.organiser().page().context().newPage();
        String id = venue.organiser().page().url().replaceFirst(".*/organiser#/events/", "");
        board.navigate("http://localhost:" + way.port() + "/steward#event=" + id);
        assertThat(board.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        return board;
    }

    /// As a lane would.
    private void refer(Page board, ReferReason reason, Optional<String> ticket) {
        EventId event = event(board);
        Database database = venue.server().parts().database();
        database.transact(tx -> {
            LaneId id = LaneStore.list(tx, event).stream()
                    .map(LaneStore.Listed::lane)
                    .findFirst()
                    .orElseThrow()
                    .id();
            Optional<TicketId> of = ticket.isEmpty()
                    ? Optional.empty()
                    : TicketStore.byCode(tx, event, ticket.get()).map(found -> found.id());
            return ReferralStore.insert(
                    tx,
                    new Referral(
                            ReferralId.random(),
                            event,
                            id,
                            reason,
                            of,
                            Optional.empty(),
                            Optional.empty(),
                            Instant.now()));
        });
    }

    private static EventId event(Page board) {
        return new EventId(UUID.fromString(board.url().substring(board.url().indexOf('=') + 1)));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
