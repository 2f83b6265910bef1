package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// A guest at the enrolment page.
final class GuestAtHome {
    private static final int STEP_COUNT = 5;

    private final Page page;

    GuestAtHome(Page page) {
        this.page = page;
    }

    void opens(String link) {
        page.navigate(link);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isVisible();
    }

    void agrees() {
        assertThat(page.getByRole(AriaRole.CHECKBOX)).not().isChecked();
        button("Agree and go on").click();
        assertThat(page.getByText("Tick the box first, or use your ticket.")).isVisible();
        page.getByRole(AriaRole.CHECKBOX).check();
        button("Agree and go on").click();
        sees("Your pictures");
    }

    /// The camera shows something.
    void looksIntoCamera() {
        assertThat(button("Start")).isEnabled();
    }

    /// Begins the steps before the camera.
    void starts() {
        page.locator("#start").click();
    }

    /// Takes a picture in the middle of each step, whatever their order.
    void isPhotographedAtEachStep() {
        page.evaluate("window.stage.stops = true");
        starts();
        Set<String> seen = new HashSet<>();
        while (seen.size() < STEP_COUNT) {
            String step = stopsAtStep();
            assertTrue(seen.add(step), () -> "stopped at " + step + " again");
            Chromium.snap(page, "enrol-step-" + step.toLowerCase(Locale.ROOT).replace(' ', '-'));
            page.evaluate("window.stage.go()");
        }
    }

    private String stopsAtStep() {
        try {
            Locator stopped = page.locator("html[data-stop]");
            stopped.waitFor();
            return stopped.getAttribute("data-stop");
        } catch (TimeoutError e) {
            throw new AssertionError("waited for a step, but the page says:\n" + says(), e);
        }
    }

    /// Neither the steps nor the camera, please.
    void asksForHelp() {
        button("I cannot do these steps").click();
        sees("Two other ways");
    }

    void sendsPictureInstead() {
        button("Send one picture instead").click();
        sees("Your picture");
    }

    void prefersOnePicture() {
        asksForHelp();
        sendsPictureInstead();
    }

    void looksAtPicture() {
        assertThat(button("Use this picture")).isVisible();
    }

    void choosesPicture(Path picture) {
        page.locator("picture-step input[type=file]").setInputFiles(picture);
    }

    void presses(String name) {
        button(name).click();
    }

    void sendsPicture() {
        button("Use this picture").click();
    }

    /// @return the file that the browser was given
    Path saves(String button, Path to) {
        page.waitForDownload(() -> button(button).click()).saveAs(to);
        return to;
    }

    void renews() {
        button("Make a new pass").click();
        sees("Your pictures");
    }

    void withdraws() {
        button("Withdraw").click();
        sees("Withdraw and erase?");
        button("Yes, withdraw and erase").click();
    }

    void sees(String heading) {
        Locator found = page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading).setExact(true));
        try {
            found.waitFor();
        } catch (TimeoutError e) {
            throw new AssertionError("expected the heading '" + heading + "', but the page says:\n" + says(), e);
        }
    }

    void isAdvised(String advice) {
        try {
            page.getByText(advice).first().waitFor();
        } catch (TimeoutError e) {
            throw new AssertionError("expected the advice '" + advice + "', but the page says:\n" + says(), e);
        }
    }

    private String says() {
        return page.locator("body").innerText();
    }

    Page page() {
        return page;
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
