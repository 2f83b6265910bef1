package org.facelane.venue.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.trial.MjpegServer;
import org.facelane.venue.trial.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A steward with a phone lets guests in at a lane whose gate only its agent reaches: a real browser, a real server,
/// and `facelane lane` as a process of its own, which is killed at the end.
class GateByHandPageTest {
    private static final String WISH = "**/admissions";
    private static final LocatorAssertions.ContainsTextOptions IN_TIME =
            new LocatorAssertions.ContainsTextOptions().setTimeout(300_000);
    private static final LocatorAssertions.HasAttributeOptions KNOWN_IN_TIME =
            new LocatorAssertions.HasAttributeOptions().setTimeout(300_000);
    private static final LocatorAssertions.HasCountOptions COUNT_IN_TIME =
            new LocatorAssertions.HasCountOptions().setTimeout(300_000);

    @RegisterExtension
    final VenueOnPages venue = VenueOnPages.with(Map.of("gate-order-life", "20s"));

    private final List<String> openings = new CopyOnWriteArrayList<>();
    private MjpegServer camera;
    private HttpServer gate;
    private Program agent;
    private int codeCount;

    @BeforeEach
    void open() throws Exception {
        gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.createContext("/open", exchange -> {
            openings.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gate.start();
        venue.organiser().createsEvent("Harvest Cup");
        venue.organiser()
                .makesLane(
                        "North 1", "", "http://127.0.0.1:" + gate.getAddress().getPort() + "/open");
        ByteArrayOutputStream nobody = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "jpg", nobody);
        camera = new MjpegServer(MjpegServer.sending(nobody.toByteArray()));
        agent = agent();
    }

    @AfterEach
    void close() throws IOException {
        agent.close();
        camera.close();
        gate.stop(0);
    }

    @Test
    void seesThatTheGateIsBeingOpened_thatItIsOpen_andThatALaneIsNotHeard() {
        Page board = phone();
        staysOpening(board);
        admits(board, nextCode());
        assertThat(board.locator(".let-in")).containsText("The gate is being opened: look.", IN_TIME);
        Chromium.photographInHand(board, "steward-gate-opening");
        Chromium.isAccessible(board);
        inHand(board);
        board.unroute(WISH);
        while (!isOpen(board.locator(".let-in"))) {
            button(board, "Type the next code").click();
            admits(board, nextCode());
        }
        assertThat(board.locator(".let-in")).containsText("The gate is open.");
        Chromium.photographInHand(board, "steward-gate-open");
        inHand(board);

        button(board, "Help").click();
        taps(board);
        while (!isOpen(board.locator(".tapped .let-in"))) {
            button(board, "Seen").click();
            taps(board);
        }
        assertThat(board.locator(".tapped")).containsText("The gate is open.");
        assertThat(board.locator(".referral")).hasCount(0, COUNT_IN_TIME);
        Chromium.photographInHand(board, "steward-gate-tapped");
        inHand(board);
        button(board, "Seen").click();
        assertThat(board.locator(".tapped")).hasCount(0);
        int before = openings.size();

        agent.kill();
        button(board, "Admit").click();
        button(board, "Type the next code").click();
        admits(board, nextCode());
        assertThat(board.locator(".let-in")).containsText("its gate will not open by itself", IN_TIME);
        Chromium.photographInHand(board, "steward-gate-not-heard");
        Chromium.isAccessible(board);
        assertThat(openings).hasSize(before).doesNotHaveDuplicates();
    }

    private static void admits(Page board, String code) {
        board.getByLabel("Ticket code").fill(code);
        button(board, "Admit at North 1").click();
    }

    /// One touch at a referral of the next guest.
    private void taps(Page board) {
        assertThat(board.locator(".referral")).hasCount(0, COUNT_IN_TIME);
        refer(nextCode());
        button(board, "Admit: ticket checked").click(new Locator.ClickOptions().setTimeout(300_000));
    }

    /// What has become of the gate, once that is known; a lane that a slow machine keeps from being heard is no
    /// matter.
    private static boolean isOpen(Locator card) {
        card.waitFor(new Locator.WaitForOptions().setTimeout(300_000));
        assertThat(card).not().hasAttribute("data-gate", "OPENING", KNOWN_IN_TIME);
        return "OPENED".equals(card.getAttribute("data-gate"));
    }

    private String nextCode() {
        String code = "A-%04d".formatted(++codeCount);
        venue.server()
                .parts()
                .database()
                .transact(tx -> Sql.update(
                        tx,
                        "insert into ticket (id, event_id, code, status) values (?, ?, ?, 'VALID')",
                        UUID.randomUUID(),
                        UUID.fromString(event()),
                        code));
        return code;
    }

    /// The lane's agent, once the server hears it.
    private Program agent() throws IOException {
        Lane lane = lane();
        String code = venue.server()
                .parts()
                .agents()
                .opening()
                .invite(lane.event(), lane.id(), "staff tests", Instant.now())
                .orElseThrow()
                .code();
        return Program.facelane(
                Path.of("..").toAbsolutePath().normalize(),
                venue.folder().resolve("agent.log"),
                List.of(
                        "lane",
                        "--data=" + venue.folder().resolve("agent"),
                        "--models=" + Path.of("../models/default").toAbsolutePath(),
                        "--camera=" + camera.url(),
                        "--screen-port=0",
                        "--server=http://localhost:" + venue.server().port(),
                        "--join=" + code));
    }

    /// The board in the hand of the organiser, who is a steward too, once its lane is live.
    private Page phone() {
        Page board = venue.browser().newPage();
        board.context().addCookies(venue.organiser().page().context().cookies());
        inHand(board);
        board.navigate(venue.url() + "/steward#event=" + event());
        button(board, "Lanes").click();
        assertThat(board.locator("board-lane")).containsText("Open", IN_TIME);
        button(board, "Admit").click();
        board.getByLabel("Your lane").selectOption("North 1");
        return board;
    }

    /// As the lane would of somebody who has a twin here.
    private void refer(String code) {
        Lane lane = lane();
        database()
                .transact(tx -> ReferralStore.insert(
                        tx,
                        new Referral(
                                ReferralId.random(),
                                lane.event(),
                                lane.id(),
                                ReferReason.LOOK_ALIKES,
                                Optional.of(TicketStore.byCode(tx, lane.event(), code)
                                        .orElseThrow()
                                        .id()),
                                Optional.empty(),
                                Optional.empty(),
                                Instant.now())));
    }

    private Lane lane() {
        EventId event = new EventId(UUID.fromString(event()));
        return database().read(tx -> LaneStore.list(tx, event)).getFirst().lane();
    }

    private String event() {
        return venue.organiser().page().url().replaceFirst(".*/organiser#/events/", "");
    }

    private Database database() {
        return venue.server().parts().database();
    }

    private static void inHand(Page board) {
        board.setViewportSize(360, 740);
    }

    /// The page hears of every gate that it is being opened, for as long as it takes to photograph that.
    private static void staysOpening(Page board) {
        board.route(WISH, route -> {
            String answer = route.fetch().text();
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(201)
                    .setContentType("application/json")
                    .setBody(answer.replaceAll("\"gate\":\"\\w+\"", "\"gate\":\"OPENING\"")));
        });
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
