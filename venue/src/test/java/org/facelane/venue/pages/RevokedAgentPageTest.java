package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.ledger.Told;
import org.facelane.venue.edge.office.AgentOffice.Caller;
import org.facelane.venue.edge.office.Agents;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.TicketStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an organiser makes of what a revoked machine says that it did, in a real browser.
class RevokedAgentPageTest {
    @RegisterExtension
    final VenueOnPages venue = VenueOnPages.with(Map.of());

    @BeforeEach
    void open() {
        OrganiserAtWork organiser = venue.organiser();
        organiser.createsEvent("Open Air");
        organiser.importsTickets("code,holder\nF-1,Ada Example\nF-2,Grace Example\nF-3,\n");
        organiser.makesLane("North 1");
    }

    @Test
    void isTakenIn_orLeftOut_byAButton() {
        Page page = venue.organiser().page();
        Locator agent = page.locator("lane-agent");
        Locator says = agent.locator(".notice");
        saysThatItLetIn("F-1", "F-2");
        agent.getByText("A machine of its own").click();
        assertThat(says).containsText("says that it let in 2 more before");
        assertThat(says).containsText("what is not decided is left out");
        Chromium.photograph(page, "organiser-last-words");
        Chromium.isAccessible(page);
        button(says, "Take it in").click();
        assertThat(says).hasCount(0);
        assertThat(admitted()).isEqualTo(2);

        saysThatItLetIn("F-3");
        page.reload();
        agent.getByText("A machine of its own").click();
        assertThat(says).containsText("says that it let in 1 more before");
        button(says, "Leave it out").click();
        button(says, "Yes, leave it out").click();
        assertThat(says).hasCount(0);
        page.reload();
        agent.getByText("A machine of its own").click();
        assertThat(button(agent, "Give North 1 a machine")).isVisible();
        assertThat(says).hasCount(0);
        assertThat(admitted()).isEqualTo(2);
    }

    /// As a machine does whose lane was cut off when it was revoked.
    private void saysThatItLetIn(String... codes) {
        Agents agents = venue.server().parts().agents();
        Instant now = Instant.now();
        Lane lane =
                database().read(tx -> LaneStore.list(tx, event())).getFirst().lane();
        String code = agents.opening()
                .invite(event(), lane.id(), "staff tests", now)
                .orElseThrow()
                .code();
        Join.Answer joined =
                agents.opening().join(Join.Ask.of(code, SigningKey.draw()), now).orElseThrow();
        assertThat(agents.opening().revoke(event(), lane.id(), "staff tests", now))
                .isTrue();
        List<SyncAsk.Line> lines = IntStream.range(0, codes.length)
                .mapToObj(number -> SyncAsk.Line.of(new Told.Admission(
                        number + 1,
                        UUID.randomUUID(),
                        ticket(codes[number]),
                        now,
                        Duration.ofMillis(700),
                        false,
                        true)))
                .toList();
        SyncAsk ask = new SyncAsk(
                now,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                UUID.randomUUID(),
                lines,
                new SyncAsk.State(Activity.NOT_RECOGNISING, Optional.empty(), 0, 0, 0),
                Optional.empty(),
                false);
        assertThat(agents.office().keep(new Caller.Revoked(new AgentId(joined.agent()), lane.id()), ask, now))
                .isEqualTo(codes.length);
    }

    private TicketId ticket(String code) {
        return database()
                .read(tx -> TicketStore.byCode(tx, event(), code))
                .orElseThrow()
                .id();
    }

    private long admitted() {
        return database()
                .read(tx -> Sql.first(
                        tx, "select count(*) from admission where gate_opened_at is not null", row -> row.getLong(1)))
                .orElseThrow();
    }

    private EventId event() {
        return new EventId(UUID.fromString(venue.organiser().page().url().replaceFirst(".*/organiser#/events/", "")));
    }

    private Database database() {
        return venue.server().parts().database();
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
