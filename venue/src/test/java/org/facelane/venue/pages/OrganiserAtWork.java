package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.facelane.venue.server.Server;

/// An organiser at the pages, from signing in to handing out links.
final class OrganiserAtWork {
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final Page page;
    private final String url;

    OrganiserAtWork(Page page, String url) {
        this.page = page;
        this.url = url;
    }

    /// By the link that the server's start made; then as on every other day.
    void signsIn(Server server) {
        String password = UUID.randomUUID().toString();
        page.navigate(server.organiserLink().orElseThrow());
        assertThat(heading("Become an organiser")).isVisible();
        Chromium.photograph(page, "become-organiser");
        page.getByLabel("New password").fill(password);
        Authenticator.in(page);
        button("Go on").click();
        button("Make a passkey").click();
        page.getByText("I have kept them").click();
        assertThat(heading("Events")).isVisible();
        button("Sign out").click();
        assertThat(heading("Sign in")).isVisible();
        page.navigate(url + "/organiser");
        assertThat(button("Sign in")).isVisible();
        Chromium.photograph(page, "sign-in");
        page.getByLabel("Name").fill("organiser");
        page.getByLabel("Password").fill("not the password");
        button("Sign in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        page.getByLabel("Password").fill(password);
        button("Sign in").click();
        button("Use a passkey").click();
        assertThat(heading("Events")).isVisible();
    }

    /// The event is on from an hour ago to this time tomorrow.
    void createsEvent(String name) {
        fillsIn(name);
        page.getByLabel("Hands-free").check();
        page.getByLabel("Jurisdiction").fill("US-GA");
        page.getByLabel("Data protection impact assessment").fill("DPIA-2026-014");
        page.getByLabel("Accountable person").fill("C. Okafor, data protection officer");
        page.getByLabel("Text of the release").fill("I agree that my face opens the gate for me at this event.");
        Chromium.photograph(page, "organiser-new-event");
        create(name);
    }

    /// The same in the mode that is offered first.
    void createsPassEvent(String name) {
        fillsIn(name);
        assertThat(page.getByLabel("Jurisdiction")).hasCount(0);
        Chromium.photograph(page, "organiser-new-event-pass");
        create(name);
    }

    void createsSealedEvent(String name) {
        fillsIn(name);
        page.locator("input[value=SEALED]").check();
        create(name);
    }

    private void create(String name) {
        button("Create the event").click();
        assertThat(heading(name)).isVisible();
    }

    private void fillsIn(String name) {
        page.navigate(url + "/organiser#/new");
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        page.getByLabel("Name").fill(name);
        page.getByLabel("Venue").fill("Riverside Arena");
        page.getByLabel("Doors open").fill(FIELD.format(now.minusHours(1)));
        page.getByLabel("Ends").fill(FIELD.format(now.plusDays(1)));
        page.getByLabel("Everything biometric is erased by").fill(FIELD.format(now.plusDays(2)));
    }

    void importsTickets(String csv) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        page.locator("ticket-import input[type=file]").setInputFiles(new FilePayload("tickets.csv", "text/csv", bytes));
        assertThat(page.locator(".import-result")).isVisible();
    }

    /// The link is read from the page, as it would be copied.
    String makesLink(String code) {
        page.getByLabel("Ticket code or holder").fill(code);
        button("Find").click();
        button("Enrolment link for " + code).click();
        return shown("Enrolment link for " + code);
    }

    void revokesLinks(String code) {
        button("Revoke links of " + code).click();
        button("Yes, revoke them").click();
        assertThat(page.getByText("Links given out before no longer work.")).isVisible();
    }

    String makesLane(String name) {
        return makesLane(name, "", "");
    }

    /// @param entrance empty: it serves every one
    /// @param gate its address, empty: none
    String makesLane(String name, String entrance, String gate) {
        Locator form = page.locator("event-lanes form");
        if (!form.isVisible()) {
            page.getByText("Add a lane").click();
        }
        form.getByLabel("Name").fill(name);
        form.getByLabel("Entrance").fill(entrance);
        form.getByLabel("Address that opens its gate").fill(gate);
        button("Create the lane").click();
        String link = shown("Link of " + name);
        // With the list comes a form that is open only where there is no lane.
        Locator listed =
                page.locator("event-lanes .rows strong").getByText(name, new Locator.GetByTextOptions().setExact(true));
        assertThat(listed).isVisible();
        return link;
    }

    /// Tries every rule for a lane that may see a picture, and leaves it at the last; a reload shows what stands.
    void triesWhatASuspicionDoes(String lane) {
        for (String rule : List.of("ASK_TICKET", "NOTE", "REFER")) {
            Locator choice = page.locator("event-lanes li")
                    .filter(new Locator.FilterOptions().setHasText(lane))
                    .getByLabel("If it may see a picture, not a person");
            page.waitForResponse(
                    answer -> answer.request().method().equals("POST") && answer.ok(), () -> choice.selectOption(rule));
            page.reload();
            assertThat(choice).hasValue(rule);
        }
    }

    /// The lane's camera has an address from now on.
    void setsCamera(String lane, String address) {
        Locator setup = page.locator("event-lanes li")
                .filter(new Locator.FilterOptions().setHasText(lane))
                .locator("lane-setup");
        setup.getByText("Camera and capture zone").click();
        setup.getByLabel("Camera address").fill(address);
        page.waitForResponse(
                answer -> answer.request().method().equals("POST") && answer.ok(),
                () -> setup.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Set"))
                        .click());
    }

    /// The ticket comes along with another, by the call that an organiser's program makes.
    void addsToParty(String code, String lead) {
        Object status = page.evaluate("""
            async ([code, lead]) => {
              const event = document.querySelector("event-room").event;
              const { csrf } = await (await fetch("/api/me")).json();
              const answer = await fetch(`/api/events/${event}/tickets/${code}/party`, {
                method: "POST",
                headers: { "Content-Type": "application/json", [csrf.header]: csrf.token },
                body: JSON.stringify({ lead }),
              });
              return answer.status;
            }\
            """, List.of(code, lead));
        if (!Integer.valueOf(200).equals(status)) {
            throw new AssertionError(code + " was not added to the party of " + lead + ": " + status);
        }
    }

    Locator count(String name) {
        return page.locator("[data-count=" + name + "]");
    }

    Page page() {
        return page;
    }

    private String shown(String label) {
        Locator field = page.locator("shown-once input[aria-label='" + label + "']");
        assertThat(field).isVisible();
        return field.inputValue();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
