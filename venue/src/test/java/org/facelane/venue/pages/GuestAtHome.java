package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// A guest at the enrolment page.
final class GuestAtHome {
    private static final double PATIENCE_MILLISECONDS = 90_000;
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

    /// Waits for each step in turn, whatever their order, and takes a picture of it.
    void isPhotographedAtEachStep() {
        Set<String> seen = new HashSet<>();
        Instant end = Instant.now().plusMillis((long) PATIENCE_MILLISECONDS);
        while (seen.size() < STEP_COUNT && Instant.now().isBefore(end)) {
            String step = (String) page.evaluate("document.querySelector('[data-doing]')?.dataset.doing ?? ''");
            if (!step.isEmpty() && seen.add(step)) {
                page.waitForTimeout(700);
                Chromium.snap(
                        page, "enrol-step-" + step.toLowerCase(Locale.ROOT).replace(' ', '-'));
            }
            page.waitForTimeout(100);
        }
        org.assertj.core.api.Assertions.assertThat(seen).hasSize(STEP_COUNT);
    }

    /// Neither the steps nor the camera, please.
    void asksForHelp() {
        button("I cannot do these steps").click();
        sees("Two other ways");
    }

    void sendsPictureInstead(String way) {
        button(way).click();
        sees("Your picture");
    }

    void looksAtPicture() {
        assertThat(button("Use this picture")).isVisible();
    }

    void choosesPicture(Path picture) {
        page.locator("picture-step input[type=file]").setInputFiles(picture);
    }

    void sendsPicture() {
        button("Use this picture").click();
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
            found.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MILLISECONDS));
        } catch (TimeoutError e) {
            String says = page.locator("body").innerText();
            throw new AssertionError("expected the heading '" + heading + "', but the page says:\n" + says, e);
        }
    }

    void isAdvised(String advice) {
        page.getByText(advice).first().waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MILLISECONDS));
    }

    Page page() {
        return page;
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
