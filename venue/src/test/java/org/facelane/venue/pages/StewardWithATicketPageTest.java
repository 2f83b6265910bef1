package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A steward with a phone lets guests in by the ticket that they hold, in a real browser whose camera sees one.
class StewardWithATicketPageTest {
    private static final String TICKETS = """
        code,holder,entrance,status
        A-0001,Ada Example,North,valid
        A-0002,Cem Beispiel,South,valid
        A-0003,Eve Row,North,blocked
        A-0004,Flo Beispiel,,valid
        """;

    @RegisterExtension
    static final VenueOnPages venue = VenueOnPages.with(Map.of("gate-timeout", "10s"));

    private final AtomicInteger openings = new AtomicInteger();
    private HttpServer gate;

    @BeforeEach
    void open() throws IOException {
        gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.createContext("/open", exchange -> {
            openings.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gate.start();
        OrganiserAtWork organiser = venue.organiser();
        organiser.createsEvent("Harvest Cup");
        organiser.importsTickets(TICKETS);
        organiser.makesLane(
                "North 1", "North", "http://127.0.0.1:" + gate.getAddress().getPort() + "/open");
        organiser.makesLane("North 2");
    }

    @AfterEach
    void close() {
        gate.stop(0);
    }

    @Test
    void scansTheTicket_letsTheGuestIn_andTheGateOpens() throws Exception {
        Page board = phone(Film.ticket(ticket("A-0001"), venue.folder().resolve("ticket.mjpeg")));
        Chromium.photographInHand(board, "steward-admit");
        Chromium.isAccessible(board);
        inHand(board);
        button(board, "Scan the ticket").click();
        assertThat(board.locator("ticket-scan")).hasCount(0);
        board.getByLabel("Your lane").selectOption("North 1");
        button(board, "Scan the ticket").click();
        assertThat(button(board, "Admit at North 1")).isVisible();
        assertThat(board.getByLabel("Ticket code")).hasValue("A-0001");
        Chromium.photographInHand(board, "steward-admit-scanned");
        inHand(board);
        button(board, "Admit at North 1").click();
        assertThat(board.locator(".let-in")).containsText("The gate is open.");
        assertThat(openings.get()).isEqualTo(1);
        Chromium.photographInHand(board, "steward-admitted");
        Chromium.isAccessible(board);
        inHand(board);
        button(board, "Scan the next ticket").click();
        button(board, "Admit at North 1").click();
        assertThat(board.locator(".hindered")).containsText("Somebody is inside on this ticket");
        assertThat(board.locator(".hindered")).containsText("by North 1");
        assertThat(button(board, "Overrule and admit")).hasCount(0);
        Chromium.photographInHand(board, "steward-inside");
        inHand(board);
        button(board, "Arrivals").click();
        assertThat(board.locator(".arrivals")).containsText("organiser: Face not recognised");
        Chromium.photographInHand(board, "steward-arrivals");
        assertThat(openings.get()).isEqualTo(1);
    }

    @Test
    void typesTheCode_andOverrulesOnlyWhatMayBe() {
        Page board = phone(Film.empty(venue.folder().resolve("hall.mjpeg")));
        board.getByLabel("Your lane").selectOption("North 1");
        board.getByText("Another reason").click();
        board.getByLabel("In a few words, without names").fill("Came with the school class");
        board.getByLabel("Ticket code").fill("A-0003");
        button(board, "Admit at North 1").click();
        assertThat(board.locator(".hindered")).containsText("The ticket is blocked");
        assertThat(button(board, "Overrule and admit")).hasCount(0);
        button(board, "Back to this ticket").click();
        board.getByLabel("Ticket code").fill("A-0002");
        button(board, "Admit at North 1").click();
        assertThat(board.locator(".hindered")).containsText("The ticket is for another entrance");
        Chromium.photographInHand(board, "steward-hindered");
        Chromium.isAccessible(board);
        inHand(board);
        assertThat(openings.get()).isZero();
        button(board, "Overrule and admit").click();
        assertThat(board.locator(".let-in")).containsText("A-0002");
        assertThat(openings.get()).isEqualTo(1);
    }

    @Test
    void asksForTheSame_whenTheAnswerWasLostOnItsWay_andForAnother_whenTheTicketIsAnother() {
        Page board = phone(Film.empty(venue.folder().resolve("aisle.mjpeg")));
        board.getByLabel("Your lane").selectOption("North 1");
        board.getByLabel("Ticket code").fill("A-0001");
        loseOneAnswer(board);
        button(board, "Admit at North 1").click();
        button(board, "Back to this ticket").click();
        button(board, "Admit at North 1").click();
        assertThat(board.locator(".let-in")).containsText("The gate is open.");
        assertThat(openings.get()).isEqualTo(1);
        button(board, "Type the next code").click();
        board.getByLabel("Ticket code").fill("A-0004");
        board.getByLabel("Your lane").selectOption("North 2");
        loseOneAnswer(board);
        button(board, "Admit at North 2").click();
        button(board, "Back to this ticket").click();
        board.getByLabel("Your lane").selectOption("North 1");
        button(board, "Admit at North 1").click();
        assertThat(board.locator(".hindered")).containsText("by North 2");
    }

    /// The next wish is done; a proxy says that it heard nothing.
    private static void loseOneAnswer(Page board) {
        board.route(
                "**/admissions",
                route -> {
                    route.fetch();
                    route.fulfill(new Route.FulfillOptions().setStatus(504).setBody("no answer in time"));
                },
                new Page.RouteOptions().setTimes(1));
    }

    /// The board in the hand of the organiser, who is a steward too, at the place where tickets are let in.
    private Page phone(Path film) {
        Page board = venue.browser(film).newPage();
        board.context().addCookies(venue.organiser().page().context().cookies());
        String id = venue.organiser().page().url().replaceFirst(".*/organiser#/events/", "");
        inHand(board);
        board.navigate(venue.url() + "/steward#event=" + id);
        button(board, "Admit").click();
        assertThat(board.getByLabel("Your lane")).isVisible();
        return board;
    }

    private static void inHand(Page board) {
        board.setViewportSize(360, 740);
    }

    private Path ticket(String code) throws IOException, WriterException {
        BitMatrix bits = new QRCodeWriter().encode(code, BarcodeFormat.QR_CODE, 370, 370);
        BufferedImage picture = new BufferedImage(370, 370, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 370; y++) {
            for (int x = 0; x < 370; x++) {
                picture.setRGB(x, y, bits.get(x, y) ? 0x101010 : 0xf4f4f0);
            }
        }
        Path file = venue.folder().resolve(code + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
