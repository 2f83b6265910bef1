package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first organiser of an installation as it ships, which lets nobody in by a password alone.
class FirstSignInPageTest {
    @TempDir
    private Path folder;

    private final String password = UUID.randomUUID().toString();
    private Chromium chromium;
    private Server server;

    @BeforeEach
    void open() {
        chromium = Chromium.installed();
        server = Server.start(Settings.in(folder.resolve("data"), Map.of("port", "0", "models", "../models/default")));
    }

    @AfterEach
    void close() {
        assertThat(chromium.complaints()).isEmpty();
        chromium.close();
        server.close();
    }

    @Test
    void passkeyIsMadeAtTheFirstSignIn_andThePasswordOpensNothingWithoutIt() {
        Page page = page();
        CDPSession phone = Authenticator.in(page);
        opensTheLink(page);
        Chromium.photograph(page, "first-step");
        Chromium.isAccessible(page);
        button(page, "Make a passkey").click();
        assertThat(heading(page, "You are signed in")).isVisible();
        List<String> codes = page.locator(".recovery li").allInnerTexts();
        Chromium.photograph(page, "recovery-codes");
        page.getByText("I have kept them").click();
        assertThat(heading(page, "Events")).isVisible();

        page.navigate(server.url() + "/account");
        button(page, "Remove Computer").click();
        button(page, "Yes, remove it").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("this is the last of it");

        Page thief = page();
        signsIn(thief);
        assertThat(button(thief, "Use a passkey")).isVisible();
        assertThat(thief.locator(".app-offer")).hasCount(0);
        Chromium.photograph(thief, "sign-in-passkey-needed");
        thief.navigate(server.url() + "/organiser");
        assertThat(heading(thief, "Sign in")).isVisible();

        button(page, "Sign out").click();
        assertThat(heading(page, "Sign in")).isVisible();
        signsIn(page);
        button(page, "Use a passkey").click();
        assertThat(heading(page, "Events")).isVisible();
        phone.detach();

        Page lost = page();
        signsIn(lost);
        lost.getByText("The device is lost").click();
        lost.getByLabel("Code").fill(codes.getFirst());
        button(lost, "Go on").click();
        assertThat(heading(lost, "Events")).isVisible();
    }

    @Test
    void appIsOffered_whereSomebodyWantsNoPasskey() {
        Page page = page();
        opensTheLink(page);
        page.getByText("Use an authenticator app instead").click();
        assertThat(page.locator(".app-offer svg")).isVisible();
        page.locator("#code").fill("000");
        button(page, "Go on").click();
        assertThat(page.getByText("The code is not right, or was used before.")).isVisible();
        Chromium.photograph(page, "first-step-app");
        page.navigate(server.url() + "/organiser");
        assertThat(heading(page, "Sign in")).isVisible();
    }

    private void opensTheLink(Page page) {
        page.navigate(server.organiserLink().orElseThrow());
        page.getByLabel("New password").fill(password);
        button(page, "Go on").click();
        assertThat(heading(page, "One more step, organiser")).isVisible();
    }

    private void signsIn(Page page) {
        page.navigate(server.url() + "/organiser");
        page.getByLabel("Name").fill("organiser");
        page.getByLabel("Password").fill(password);
        button(page, "Sign in").click();
        assertThat(heading(page, "One more step, organiser")).isVisible();
    }

    private Page page() {
        return chromium.withCamera(Film.empty(folder.resolve("room.mjpeg")), ColorScheme.LIGHT)
                .newPage();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
