package org.facelane.venue.pages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The installed Chromium, with a camera that plays a [Film]. It notes whatever its pages should not do: fail in a
/// script, break the content policy, ask anybody but the server.
final class Chromium implements AutoCloseable {
    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    private static final Pattern NEVER_SAID =
            Pattern.compile("\\b(null|undefined|NaN|denied|rejected)\\b", Pattern.CASE_INSENSITIVE);
    private static final String AXE = axe();
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /// How long a page may take to show what is awaited: a small machine that does other things as well is not
    /// broken.
    private static final double PATIENCE_MILLISECONDS = 300_000;

    private final Playwright playwright;
    private final List<Browser> browsers = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Path program;

    /// What a page was sized like when it was photographed.
    private enum Size {
        PHONE(360, 740),
        DESKTOP(1_280, 800);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private Chromium(Path program) {
        this.program = program;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLISECONDS);
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /// Skips the tests where there is no Chromium, with the line that mends it; where `CI` is set, they fail.
    static Chromium installed() {
        Optional<Path> program = Stream.concat(Stream.ofNullable(System.getProperty("chromium")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            String mend = "The tests of the pages need Chromium: apt-get install chromium";
            boolean ci = Boolean.parseBoolean(System.getenv("CI")) || Boolean.getBoolean("CI");
            if (ci) {
                throw new IllegalStateException(mend);
            }
            System.out.println("SKIPPED: " + mend);
            assumeTrue(false, mend);
        }
        return new Chromium(program.orElseThrow());
    }

    /// A browser of somebody's own, with nothing remembered, whose camera plays `film`.
    BrowserContext withCamera(Path film, ColorScheme scheme) {
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream",
                                "--use-file-for-fake-video-capture=" + film.toAbsolutePath())));
        browsers.add(browser);
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setColorScheme(scheme)
                .setViewportSize(Size.DESKTOP.width, Size.DESKTOP.height));
        context.setDefaultTimeout(PATIENCE_MILLISECONDS);
        context.onConsoleMessage(message -> {
            // An answer of 4xx is written there too; the pages speak about those themselves.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        context.onRequest(this::note);
        return context;
    }

    private void note(Request request) {
        String url = request.url();
        if (!url.startsWith("http://localhost") && !url.startsWith("http://127.0.0.1") && !url.startsWith("blob:")) {
            complaints.add("a page asked " + url);
        }
    }

    /// Closes whatever is open but this page: a browser whose camera plays costs what tests after it need.
    void closeAllBut(Page kept) {
        Browser its = kept.context().browser();
        browsers.stream().filter(browser -> !browser.equals(its)).forEach(Browser::close);
        browsers.removeIf(browser -> !browser.equals(its));
        List.copyOf(kept.context().pages()).stream()
                .filter(page -> !page.equals(kept))
                .forEach(Page::close);
    }

    /// Whatever pages did that they should not.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Pictures of what a page shows now, on a phone and on a desktop, light and dark. Fails if it is wider than
    /// the screen, or says a word that it never should.
    static void photograph(Page page, String name) {
        photograph(page, name, List.of(ColorScheme.LIGHT, ColorScheme.DARK));
    }

    /// A picture of what stands there this moment, as large as it is.
    static void snap(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /// The same of a lane, which is as dark by day as by night.
    static void photographLane(Page page, String name) {
        photograph(page, name, List.of(ColorScheme.DARK));
    }

    /// Fails with what axe finds: controls without a name, too little contrast, an order that no keyboard can
    /// follow, and whatever else of WCAG 2.1 A and AA a program can see.
    static void isAccessible(Page page) {
        page.evaluate(AXE);
        Object found = page.evaluate("""
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations
              .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`)).join(' | ')
            """);
        assertThat(found).as("axe").isEqualTo("");
    }

    private static String axe() {
        try (InputStream script = requireNonNull(Chromium.class.getResourceAsStream("/axe.min.js"), "no axe")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What somebody sees who holds a phone, without what lies below its edge.
    static void photographInHand(Page page, String name) {
        page.setViewportSize(Size.PHONE.width, Size.PHONE.height);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String file = "%s-hand-%s.png".formatted(name, scheme).toLowerCase(Locale.ROOT);
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)));
        }
        page.setViewportSize(Size.DESKTOP.width, Size.DESKTOP.height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void photograph(Page page, String name, List<ColorScheme> schemes) {
        assertThat(page.locator("body").innerText()).doesNotContainPattern(NEVER_SAID);
        for (Size size : Size.values()) {
            page.setViewportSize(size.width, size.height);
            for (ColorScheme scheme : schemes) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                String file = "%s-%s-%s.png".formatted(name, size, scheme).toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(file))
                        .setFullPage(true));
            }
            boolean fits = (boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth");
            if (!fits) {
                throw new AssertionError(name + " is wider than a screen of " + size.width + " pixels");
            }
        }
        page.setViewportSize(Size.DESKTOP.width, Size.DESKTOP.height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    @Override
    public void close() {
        browsers.forEach(Browser::close);
        playwright.close();
    }
}
