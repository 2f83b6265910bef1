package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pages in a real browser, before the real server: an organiser, guests, a lane and a steward.
class PagesTest {
    private static final Path PEOPLE = Path.of("../samples/people");
    private static final String TICKETS = """
        code,holder,category,entrance,valid_from,valid_until,status
        A-0001,Ada Example,"Block 12, row 4",,,,VALID
        A-0002,Cem Beispiel,Standing,,,,VALID
        A-0003,,,,,,CANCELLED
        A-0004,Eve Row,Standing,,,,PERHAPS
        """;

    @RegisterExtension
    static final VenueOnPages venue = VenueOnPages.with(Map.of(
            "guest-requests-max",
            "1000",
            "enrol-by-file",
            "true",
            "enrol-time-max",
            "15m",
            "audit-sign-interval",
            "1s"));

    @Test
    void welcomesGuestOnce_andNowhereAfterWithdrawal() {
        sellsTickets("Autumn Cup, final");
        assertThat(venue.organiser().page().locator(".refused-rows tbody tr")).hasCount(1);
        assertThat(venue.organiser().count("tickets")).hasText("3");
        String link = venue.organiser().makesLink("A-0001");
        String lane = venue.organiser().makesLane("North 1");
        venue.organiser().triesWhatASuspicionDoes("North 1");
        Chromium.photograph(venue.organiser().page(), "organiser-event");
        Page board = board();

        GuestAtHome guest =
                new GuestAtHome(staged(StagedCamera.before(person("01/enrol"))).newPage());
        enrols(guest, link);
        idles(lane);
        Page screen = venue.browser(filmOf("01/arrive")).newPage();
        screen.navigate(lane);
        shows(screen, "welcome");
        sawArrival(board);
        assertThat(venue.organiser().count("admitted")).hasText("1");

        screen.reload();
        shows(screen, "steward");
        // The guest steps out of the lane, or would be referred anew whenever the lane lost sight of them.
        screen.navigate("about:blank");
        helps(board);

        guest.withdraws();
        guest.sees("Erased");
        Chromium.photograph(guest.page(), "enrol-erased");
        screen.navigate(venue.url() + "/lane");
        shows(screen, "ticket");
        assertThat(venue.organiser().count("enrolled")).hasText("0");
    }

    @Test
    void advisesGuest_whosePictureCannotBeUsed() throws IOException {
        sellsTickets("Winter Concert");
        GuestAtHome guest = new GuestAtHome(staged(StagedCamera.alone()).newPage());
        guest.opens(venue.organiser().makesLink("A-0002"));
        guest.agrees();
        guest.looksIntoCamera();
        guest.starts();
        guest.isAdvised("Look straight into the camera, with your whole face in the picture.");
        Chromium.photograph(guest.page(), "enrol-advice");
        guest.asksForHelp();
        Chromium.photograph(guest.page(), "enrol-other-ways");
        guest.sendsPictureInstead();

        guest.choosesPicture(Film.dark(person("02/enrol"), venue.folder().resolve("dark.jpg")));
        guest.sendsPicture();
        guest.isAdvised("Nothing was kept.");

        Path notes = Files.writeString(venue.folder().resolve("notes.jpg"), "These are words and not a picture.");
        guest.choosesPicture(notes);
        guest.isAdvised("Choose a JPEG, PNG or WebP picture.");

        guest.choosesPicture(person("02/enrol"));
        guest.sendsPicture();
        guest.sees("You are enrolled");
    }

    @Test
    void keepsChosenPicture_whenTheCameraOpensLater() {
        sellsTickets("Early Cup");
        Page page = venue.browser().newPage();
        page.addInitScript("""
            const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            window.mayOpen = Promise.withResolvers();
            window.opened = [];
            navigator.mediaDevices.getUserMedia = (wish) => {
              const stream = window.mayOpen.promise.then(() => open(wish));
              window.opened.push(stream);
              return stream;
            };
            """);
        GuestAtHome guest = new GuestAtHome(page);
        guest.opens(venue.organiser().makesLink("A-0002"));
        guest.agrees();
        guest.prefersOnePicture();
        guest.choosesPicture(person("04/enrol"));
        guest.looksAtPicture();
        page.evaluate("() => { window.mayOpen.resolve(); return Promise.all(window.opened).then(() => null); }");
        page.evaluate("() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
        guest.looksAtPicture();
        assertThat(page.locator("picture-step video")).hasCount(0);
    }

    @Test
    void speaksGerman_toAGermanBrowser_andFrenchWhereItIsChosen() {
        sellsTickets("Herbstpokal");
        Page page = venue.browser().newPage();
        page.addInitScript("Object.defineProperty(navigator, 'languages', { get: () => ['de-AT', 'en'] })");
        GuestAtHome guest = new GuestAtHome(page);
        guest.opens(venue.organiser().makesLink("A-0002"));
        guest.sees("Eintritt zu Herbstpokal mit Ihrem Gesicht");
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        guest.presses("Einwilligen und weiter");
        assertThat(page.getByText("Setzen Sie zuerst das Häkchen, oder nehmen Sie Ihr Ticket."))
                .isVisible();
        Chromium.photograph(page, "enrol-consent-german");
        guest.presses("Lieber mein Ticket benutzen");
        guest.sees("Kommen Sie mit Ihrem Ticket");
        guest.presses("Zurück");

        page.getByLabel("Sprache").selectOption("fr");
        guest.sees("Entrer à Herbstpokal avec votre visage");
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        page.getByRole(AriaRole.CHECKBOX).check();
        guest.presses("Consentir et continuer");
        guest.sees("Vos photos");
        Chromium.photograph(page, "enrol-camera-french");
        guest.presses("Je ne peux pas suivre ces étapes");
        guest.presses("Envoyer plutôt une photo");
        guest.choosesPicture(Film.dark(person("02/enrol"), venue.folder().resolve("sombre.jpg")));
        guest.presses("Utiliser cette photo");
        guest.isAdvised("Rien n’a été conservé.");
        guest.choosesPicture(person("02/enrol"));
        guest.presses("Utiliser cette photo");
        guest.sees("Vous êtes inscrit");

        page.reload();
        guest.sees("Vous êtes inscrit");
        page.getByText("Ouvrir mon reçu").click();
        guest.sees("Votre reçu");
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
    }

    @Test
    void showsOfficer_whoDidWhat_andThatTheLogIsWhole() {
        venue.organiser().createsEvent("Winter Games");
        Page page = venue.organiser().page();
        page.navigate(venue.url() + "/officer");
        assertThat(page.getByRole(AriaRole.HEADING, named("Who did what"))).isVisible();
        Locator opened = page.locator(".log tbody tr").filter(new Locator.FilterOptions().setHasText("opened event"));
        while (opened.count() == 0) {
            page.getByRole(AriaRole.BUTTON, named("Show")).click();
            page.waitForTimeout(500);
        }
        assertThat(opened.first()).containsText("organiser");
        page.getByRole(AriaRole.BUTTON, named("Check every line")).click();
        assertThat(page.getByText("nothing was changed")).isVisible();
        Chromium.photograph(page, "officer");
        page.navigate(venue.url() + "/organiser");
    }

    @Test
    void sendsGuestToTicketLane_whereLinkDoesNotOpen() {
        sellsTickets("Spring Derby");
        String link = venue.organiser().makesLink("A-0002");
        GuestAtHome guest = new GuestAtHome(venue.browser().newPage());
        guest.opens(link);
        guest.page().getByRole(AriaRole.BUTTON, named("Use my ticket instead")).click();
        guest.sees("Come in with your ticket");
        Chromium.photograph(guest.page(), "enrol-ticket-lane");

        venue.organiser().revokesLinks("A-0002");
        guest.opens(link);
        guest.sees("This link was replaced by a newer one.");
        guest.opens(link.substring(0, link.length() - 4) + "aaaa");
        guest.sees("This link is not valid.");
        Chromium.photograph(guest.page(), "enrol-link-not-valid");
    }

    @Test
    void enrolsFromFile_whereCameraIsRefused() {
        sellsTickets("Summer Regatta");
        Page page = venue.browser().newPage();
        page.addInitScript("navigator.mediaDevices.getUserMedia ="
                + " () => Promise.reject(new DOMException('no', 'NotAllowedError'))");
        GuestAtHome guest = new GuestAtHome(page);
        guest.opens(venue.organiser().makesLink("A-0001"));
        guest.agrees();
        guest.isAdvised("The browser may not use the camera.");
        Chromium.photograph(page, "enrol-no-camera");
        guest.prefersOnePicture();
        guest.choosesPicture(person("03/enrol"));
        guest.sendsPicture();
        guest.sees("You are enrolled");
    }

    @Test
    void createsStewardAccount_whosePasswordIsShownOnce() {
        Page page = venue.organiser().page();
        page.navigate(venue.url() + "/organiser#/");
        assertThat(page.getByRole(AriaRole.HEADING, named("Events"))).isVisible();
        Chromium.photograph(page, "organiser-events");
        page.navigate(venue.url() + "/organiser#/staff");
        page.getByLabel("Name").fill("North gate");
        page.getByRole(AriaRole.BUTTON, named("Create the account")).click();
        Locator password = page.locator("shown-once input");
        assertThat(password).not().hasValue("");
        Chromium.photograph(page, "organiser-staff");

        Page steward = venue.browser().newPage();
        steward.navigate(venue.url() + "/steward");
        steward.getByLabel("Name").fill("North gate");
        steward.getByLabel("Password").fill(password.inputValue());
        Authenticator.in(steward);
        steward.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        steward.getByRole(AriaRole.BUTTON, named("Make a passkey")).click();
        steward.getByText("I have kept them").click();
        assertThat(steward.getByRole(AriaRole.HEADING, named("Steward board"))).isVisible();
        steward.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        assertThat(steward.getByRole(AriaRole.HEADING, named("Sign in"))).isVisible();
    }

    @Test
    void asksForLink_whereLaneKeyIsNotKnown() {
        Page screen = venue.browser().newPage();
        screen.navigate(venue.url() + "/lane");
        assertThat(screen.getByText("Which lane is this?")).isVisible();
        screen.navigate(venue.url() + "/lane#lane=6f1b1c3e-0000-4000-8000-000000000000&key=guessed");
        screen.reload();
        assertThat(screen.getByText("This lane key is not known")).isVisible();
        assertThat(screen).hasURL(venue.url() + "/lane");
        Chromium.photographLane(screen, "lane-key-not-known");
    }

    private void enrols(GuestAtHome guest, String link) {
        guest.opens(link);
        Chromium.photograph(guest.page(), "enrol-consent");
        guest.agrees();
        guest.looksIntoCamera();
        Chromium.photograph(guest.page(), "enrol-camera");
        guest.page().setViewportSize(360, 740);
        guest.isPhotographedAtEachStep();
        guest.sees("You are enrolled");
        Chromium.photograph(guest.page(), "enrol-done");
    }

    private void sellsTickets(String event) {
        venue.organiser().createsEvent(event);
        venue.organiser().importsTickets(TICKETS);
    }

    /// Nobody stands there yet.
    private void idles(String lane) {
        Page screen = venue.browser().newPage();
        screen.navigate(lane);
        shows(screen, "idle");
        screen.close();
    }

    private Page board() {
        Page board = venue.organiser().page().context().newPage();
        board.navigate(venue.organiser().page().url().replaceFirst("/organiser#/events/", "/steward#event="));
        assertThat(board.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        return board;
    }

    private static void sawArrival(Page board) {
        Locator arrival =
                board.locator(".arrivals .admitted").filter(new Locator.FilterOptions().setHasText("Ada Example"));
        assertThat(arrival).hasCount(1);
        assertThat(board.locator("[data-count=admitted]")).hasText("1");
    }

    /// The steward reads why, and says that it is resolved.
    private static void helps(Page board) {
        Locator referrals = board.locator(".referral[data-reason=ALREADY_ADMITTED]");
        assertThat(referrals.first()).containsText("A-0001");
        Chromium.photograph(board, "steward");
        for (int left = referrals.count(); left > 0; left--) {
            referrals
                    .first()
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Resolved"))
                    .click();
            assertThat(referrals).hasCount(left - 1);
        }
    }

    private static void shows(Page screen, String state) {
        screen.locator(".lane[data-screen=" + state + "]").waitFor();
        Chromium.photographLane(screen, "lane-" + state);
    }

    private BrowserContext staged(StagedCamera camera) {
        BrowserContext context = venue.browser();
        context.addInitScript(camera.script());
        return context;
    }

    private Path filmOf(String capture) {
        return Film.of(person(capture), venue.folder().resolve(capture.replace('/', '-') + ".mjpeg"));
    }

    private static Path person(String capture) {
        return PEOPLE.resolve(capture + ".jpg");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
