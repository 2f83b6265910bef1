package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.facelane.venue.edge.agent.AgentFolder;
import org.facelane.venue.edge.agent.AgentJoining;
import org.facelane.venue.trial.PretixServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an organiser sets about an event's doors, in a real browser: rules, gates, pretix, a lane's own machine.
class EventRoomPageTest {
    @RegisterExtension
    static final VenueOnPages venue = VenueOnPages.with(Map.of("ticketing-timeout", "4s"));

    @BeforeEach
    void open() {
        venue.organiser().createsEvent("Open Air");
        venue.organiser().importsTickets("code,holder\nF-1,Ada Example\nF-2,\n");
        venue.organiser().makesLane("North 1");
    }

    @Test
    void setsRulesAndTheGate_andPutsTicketsTogether() {
        Page page = venue.organiser().page();
        Locator rules = page.locator("event-rules");
        rules.getByLabel("After the exit was seen at a lane that is a way out").check();
        rules.getByLabel("Wait after the exit, in minutes").fill("10");
        rules.getByLabel("Further tickets one guest may bring").fill("3");
        button(rules, "Set the rules").click();
        assertThat(rules.getByText("Set; every lane keeps them from now on.")).isVisible();
        rules.getByLabel("Further tickets one guest may bring").fill("21");
        button(rules, "Set the rules").click();
        assertThat(rules.getByText("Set; every lane keeps them from now on.")).isHidden();

        Locator slicing = page.locator("event-slicing");
        page.waitForResponse(
                "**/slicing",
                () -> slicing.getByLabel("Only guests of its own entrance").check());

        Locator doorway = page.locator("lane-doorway");
        doorway.getByText("Gate and passage").click();
        doorway.getByLabel("While the lane can decide nothing").selectOption("FAIL_OPEN");
        doorway.getByLabel("Seconds to pass, if a sensor says who did").fill("15");
        button(doorway, "Set").click();
        assertThat(doorway.locator("shown-once input")).isVisible();
        doorway.getByLabel("Where to listen to the sensor").fill("http://gate.example/1");
        button(doorway, "Set").click();
        assertThat(doorway.getByRole(AriaRole.ALERT)).containsText("A sensor cannot be listened to there.");
        doorway.getByLabel("Where to listen to the sensor").fill("mqtt://127.0.0.1:1/north/1");
        button(doorway, "Set").click();
        assertThat(doorway.getByText("Set.", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(doorway.locator("shown-once")).hasCount(0);

        page.getByLabel("Ticket code or holder").fill("F-2");
        button(page.locator("ticket-search"), "Find").click();
        button(page.locator("ticket-search"), "Who brings F-2 along").click();
        page.getByLabel("Ticket of the guest who brings F-2 along").fill("F-1");
        button(page.locator("ticket-search"), "Put them together").click();
        assertThat(page.getByText("Comes along with F-1.")).isVisible();
        Chromium.photograph(page, "organiser-doors");

        page.reload();
        assertThat(rules.getByLabel("Wait after the exit, in minutes")).hasValue("10");
        assertThat(rules.getByLabel("Further tickets one guest may bring")).hasValue("3");
        assertThat(slicing.getByLabel("Only guests of its own entrance")).isChecked();
        assertThat(slicing.getByLabel("Only guests whose ticket lets in at this hour"))
                .not()
                .isChecked();
        doorway.getByText("Gate and passage").click();
        assertThat(doorway.getByLabel("While the lane can decide nothing")).hasValue("FAIL_OPEN");
        assertThat(doorway.getByLabel("Where to listen to the sensor")).hasValue("mqtt://127.0.0.1:1/north/1");
        assertThat(doorway.locator("shown-once")).hasCount(0);
    }

    @Test
    void setsWhichCodesOfTicketsALaneLooksFor() {
        Page page = venue.organiser().page();
        Locator setup = page.locator("lane-setup");
        setup.getByText("Camera and capture zone").click();
        setup.getByLabel("Code 128").check();
        page.waitForResponse("**/setup", () -> button(setup, "Set").click());
        page.reload();
        setup.getByText("Camera and capture zone").click();
        assertThat(setup.getByLabel("Code 128")).isChecked();
        assertThat(setup.getByLabel("QR code")).isChecked();
        assertThat(setup.getByLabel("Aztec")).not().isChecked();
    }

    @Test
    void connectsPretix_choosesAList_andSeesHowItIs() throws Exception {
        Page page = venue.organiser().page();
        Locator card = page.locator("event-pretix");
        try (PretixServer pretix = new PretixServer(InstantSource.system())) {
            card.getByText("Connect", new Locator.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            card.getByLabel("Address of the server").fill(pretix.url().toString());
            card.getByLabel("Short name of the organiser").fill(PretixServer.ORGANIZER);
            card.getByLabel("Short name of the event").fill(PretixServer.EVENT);
            card.getByLabel("Number of the list").fill(Long.toString(PretixServer.LIST + 1));
            button(card, "Connect").click();
            assertThat(card.getByText("No device yet")).isVisible();
            card.getByText("Make it a device").click();
            card.getByLabel("Initialisation token for North 1").fill("used before");
            button(card, "Make North 1 a device").click();
            assertThat(card.getByRole(AriaRole.ALERT)).containsText("does not accept this token");
            card.getByLabel("Initialisation token for North 1").fill(pretix.newDevice());
            button(card, "Make North 1 a device").click();
            assertThat(card.getByText(Pattern.compile("^Device \\d+$"))).isVisible();
            button(card, "Choose another").click();
            Locator lists = card.getByLabel("List by which the doors let in");
            lists.selectOption("All doors (0 tickets)");
            assertThat(card.getByText("Connected", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            card.getByText("Key of device").click();
            Response changed = page.waitForResponse(
                    "**/pretix/key",
                    () -> button(card, "Change the key of North 1").click());
            assertThat(changed.status()).isEqualTo(204);
            assertThat(card.getByText("The key was changed.")).isVisible();
            Chromium.photograph(page, "organiser-pretix");
            pretix.revokeDevices();
            assertThat(card.getByText("Pretix no longer knows the device.")).isVisible();
            assertThat(card.getByText("Not known there")).isVisible();
        }
        assertThat(card.getByText("Pretix does not answer, or asks to wait.")).isVisible();
        button(card, "Revoke the device of North 1").click();
        button(card, "Yes, revoke").click();
        assertThat(card.getByText("is revoked as soon as pretix answers")).isVisible();
        assertThat(card.getByText("Asks nobody")).isVisible();
        Chromium.photograph(page, "organiser-pretix-away");
        button(card, "Disconnect").click();
        button(card, "Yes, disconnect").click();
        assertThat(card.getByText("lanes ask it before a gate opens")).isVisible();
    }

    @Test
    void givesALaneAMachineOfItsOwn_byACodeThatIsGoodOnce() throws Exception {
        Page page = venue.organiser().page();
        Locator agent = page.locator("lane-agent");
        agent.getByText("A machine of its own").click();
        button(agent, "Give North 1 a machine").click();
        assertThat(agent.locator("figure svg")).isVisible();
        Chromium.photograph(page, "organiser-agent");
        String code = agent.locator("figcaption strong").innerText();
        URI url = URI.create(venue.url());
        assertThat(AgentJoining.join(AgentFolder.open(venue.folder().resolve("agent")), url, code))
                .hasValueSatisfying(joined -> assertThat(joined.laneName()).isEqualTo("North 1"));
        assertThat(AgentJoining.join(AgentFolder.open(venue.folder().resolve("other")), url, code))
                .isEmpty();
        revokes(agent);
        assertThat(agent.locator("figure")).hasCount(0);
        revokes(agent);
        assertThat(agent.getByRole(AriaRole.ALERT)).isVisible();

        venue.organiser().createsSealedEvent("Night Open");
        Locator slicing = page.locator("event-slicing");
        assertThat(slicing.getByRole(AriaRole.HEADING)).hasText("What machines of lanes hold");
        slicing.getByLabel("Only guests of its own entrance").check();
        Chromium.photograph(page, "organiser-sealed-slices");
    }

    private static void revokes(Locator agent) {
        button(agent, "Revoke the machine of North 1").click();
        button(agent, "Yes, revoke").click();
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
