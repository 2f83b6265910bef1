package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/// A guest at the enrolment page.
final class GuestAtHome {
    private static final double PATIENCE_MILLISECONDS = 30_000;

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
        button("Agree and take a picture").click();
        assertThat(page.getByText("Tick the box first, or use your ticket.")).isVisible();
        page.getByRole(AriaRole.CHECKBOX).check();
        button("Agree and take a picture").click();
        sees("Your picture");
    }

    /// The camera shows something.
    void looksIntoCamera() {
        assertThat(button("Take the picture")).isEnabled();
    }

    void takesPicture() {
        button("Take the picture").click();
        looksAtPicture();
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
        found.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MILLISECONDS));
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
