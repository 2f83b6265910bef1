package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.testing.IdentityProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Staff look after their account and sign in where a password is enough, before the real server; the browser has an
/// authenticator built in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffAtSignInTest {
    private Path folder;
    private Chromium chromium;
    private Server server;
    private IdentityProvider provider;
    private String password = "";

    @BeforeAll
    void open(@TempDir Path folder) {
        this.folder = folder;
        chromium = Chromium.installed();
        provider = IdentityProvider.start();
        Map<String, String> settings = Map.of(
                "port",
                "0",
                "models",
                "../models/default",
                "oidc-issuer",
                provider.issuer(),
                "oidc-client",
                IdentityProvider.CLIENT,
                "oidc-client-secret",
                provider.clientSecret(),
                "oidc-roles-claim",
                "realm.groups",
                "staff-sign-in",
                "password");
        server = Server.start(Settings.in(folder.resolve("data"), settings));
        password = server.parts()
                .staff()
                .accounts()
                .create("organiser", Set.of(Role.ORGANISER), "system", Instant.now())
                .orElseThrow();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    @Test
    void identityProviderSignsSomebodyIn_andTheyAreWhereTheyWanted() {
        provider.person("s-1", "Gus", List.of("technician"));
        Page page = page("provider");
        page.navigate(server.url() + "/account");
        assertThat(button(page, "Sign in at localhost")).isVisible();
        Chromium.photograph(page, "sign-in-provider");
        Chromium.isAccessible(page);
        button(page, "Sign in at localhost").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Your account"))).isVisible();
        assertThat(page).hasURL(server.url() + "/account");
        assertThat(page.getByTitle("Account of Gus")).isVisible();
        page.reload();
        assertThat(page.getByTitle("Account of Gus")).isVisible();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void passkeyIsAddedAndOpensTheAccount_withoutAPassword() {
        Page page = page("passkey");
        CDPSession authenticator = Authenticator.in(page);
        signsIn(page);
        page.navigate(server.url() + "/account");
        page.getByLabel("Name of this device").fill("Blue phone");
        button(page, "Add a passkey").click();
        assertThat(page.getByText("The passkey is added.")).isVisible();
        assertThat(page.getByText("Blue phone", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        Chromium.photograph(page, "account");
        Chromium.isAccessible(page);

        button(page, "Sign out").click();
        assertThat(button(page, "Use a passkey")).isVisible();
        Chromium.photograph(page, "sign-in-passkey");
        Chromium.isAccessible(page);
        button(page, "Use a passkey").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Events"))).isVisible();

        page.navigate(server.url() + "/account");
        assertThat(page.getByText("last used")).isVisible();
        button(page, "Remove Blue phone").click();
        assertThat(button(page, "No")).isFocused();
        Chromium.photograph(page, "account-asks");
        page.keyboard().press("Escape");
        assertThat(button(page, "Remove Blue phone")).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertThat(button(page, "Yes, remove it")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Blue phone opens your account no more.")).isVisible();
        button(page, "Sign out").click();
        button(page, "Use a passkey").click();
        assertThat(page.getByText("That passkey does not open an account here."))
                .isVisible();
        authenticator.detach();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void appIsOfferedAsACodeToScan() {
        Page page = page("app");
        signsIn(page);
        page.navigate(server.url() + "/account");
        button(page, "Set up an app").click();
        assertThat(page.locator(".app-offer svg")).isVisible();
        assertThat(page.locator(".secret")).hasText(Pattern.compile("([A-Z2-7]{4} ?){8}"));
        page.getByLabel("Code that the app shows now").fill("000");
        button(page, "Confirm").click();
        assertThat(page.getByText("The code is not right, or was used before.")).isVisible();
        Chromium.photograph(page, "account-app");
        Chromium.isAccessible(page);
        assertThat(chromium.complaints()).isEmpty();
    }

    private void signsIn(Page page) {
        page.navigate(server.url() + "/organiser");
        page.getByLabel("Name").fill("organiser");
        page.getByLabel("Password").fill(password);
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Events"))).isVisible();
    }

    private Page page(String film) {
        return chromium.withCamera(Film.empty(folder.resolve(film + ".mjpeg")), ColorScheme.LIGHT)
                .newPage();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
