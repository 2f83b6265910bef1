package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.pretix.PretixSetup.DeviceState;
import org.facelane.venue.redeem.Ticketing;
import org.facelane.venue.redeem.Ticketing.Redemption;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.PretixServer;
import org.facelane.venue.trial.PretixServer.Exchange;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One run through everything that is said between a lane and pretix: `docs/pretix-contract.md` shows it row by row,
/// and this test is red where the document and the run differ. Then the run lies in `target/pretix-contract.md`.
class PretixContractRunTest {
    private static final Instant NOW = Guests.NOW;
    private static final Path DOCUMENT = Path.of("../docs/pretix-contract.md");
    private static final String MARK = "<!-- from PretixContractRunTest -->\n\n";
    private static final Pattern TOLD_ONLY_HERE = Pattern.compile("(\"(?:secret|token|api_token)\":)\"([^\"]*)\"");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final SettableClock clock = new SettableClock(NOW);
    private final List<String> rows = new ArrayList<>();
    private final List<UUID> nonces = new ArrayList<>();

    /// What one step of the run is made with.
    private record Run(
            TestDatabase test, PretixServer server, PretixSetup setup, PretixPolling polling, Event event, Lane lane) {
        Ticketing tickets() {
            return setup.system(event.id()).orElseThrow();
        }
    }

    @Test
    void saysWhatTheDocumentSays() throws IOException {
        try (TestDatabase test = TestDatabase.fresh();
                PretixServer server = new PretixServer(clock);
                PretixCalls calls = new PretixCalls(Duration.ofSeconds(10))) {
            PretixSetup setup = new PretixSetup(test.database(), test.master(), calls);
            Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
            Event event = Guests.event(test);
            Run run = new Run(
                    test,
                    server,
                    setup,
                    new PretixPolling(test.database(), calls, setup, admissions),
                    event,
                    Guests.lane(test, event));
            PretixConnection to =
                    new PretixConnection(server.url(), PretixServer.ORGANIZER, PretixServer.EVENT, PretixServer.LIST);
            assertThat(setup.connect(event.id(), to, "staff Ada", NOW)).isTrue();
            devices(run);
            entries(run);
            refusals(run);
            silences(run);
            annulments(run);
            later(run);
            setup.devices().add(event.id(), run.lane().id(), server.newDevice(), "staff Ada", NOW);
            lost(run);
        }
        String table = "| | call | sent | HTTP | answered | what it means at the lane |\n|---|---|---|---|---|---|\n"
                + String.join("", rows);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/pretix-contract.md"), table);
        String document = Files.readString(DOCUMENT);
        assertThat(document.substring(document.indexOf(MARK) + MARK.length())).isEqualTo(table);
    }

    private void devices(Run run) {
        String token = run.server().newDevice();
        row(
                run,
                "a device for the lane",
                () -> run.setup()
                        .devices()
                        .add(run.event().id(), run.lane().id(), token, "staff Ada", NOW)
                        .getClass()
                        .getSimpleName());
        row(
                run,
                "the same token again",
                () -> run.setup()
                        .devices()
                        .add(run.event().id(), run.lane().id(), token, "staff Ada", NOW)
                        .getClass()
                        .getSimpleName());
        row(
                run,
                "the lists of the doors",
                () -> run.setup().lists(run.event().id()).orElseThrow().size() + " lists");
        run.test().execute("update pretix_device set software = '0.0.9'");
        row(run, "Facelane was updated", () -> {
            run.setup().devices().keep(run.event().id(), NOW);
            return state(run);
        });
        row(
                run,
                "another key",
                () -> run.setup().devices().roll(run.event().id(), run.lane().id(), "staff Ada", NOW));
        Lane other = Guests.lane(run.test(), run.event());
        run.setup().devices().add(run.event().id(), other.id(), run.server().newDevice(), "staff Ada", NOW);
        row(run, "no lane needs the device", () -> {
            run.setup().devices().revoke(run.event().id(), other.id(), "staff Ada", NOW);
            return run.setup().leaving(run.event().id()).size() + " left to revoke";
        });
    }

    private static DeviceState state(Run run) {
        return run.setup()
                .shown(run.event().id())
                .orElseThrow()
                .devices()
                .getFirst()
                .state();
    }

    private void entries(Run run) {
        run.server().ticket("TICKET-A", "");
        Redemption entry = redemption(run, "TICKET-A", NOW);
        row(run, "entry", () -> run.tickets().enter(entry));
        row(run, "the same nonce again", () -> run.tickets().enter(entry));
        row(run, "another entry", () -> run.tickets().enter(redemption(run, "TICKET-A", NOW)));
        row(run, "exit", () -> run.tickets().left(redemption(run, "TICKET-A", NOW.plusSeconds(60))));
    }

    private void refusals(Run run) {
        run.server().ticket("TICKET-marked", "", true, "Wristband: blue");
        row(run, "entry, for attention", () -> run.tickets().enter(redemption(run, "TICKET-marked", NOW)));
        for (String reason : List.of(
                "unpaid",
                "blocked",
                "canceled",
                "revoked",
                "invalid_time",
                "product",
                "rules",
                "ambiguous",
                "unapproved",
                "already_exchanged",
                "medium_invalid",
                "medium_exists",
                "error")) {
            run.server().ticket("TICKET-" + reason, reason);
            row(run, "entry", () -> run.tickets().enter(redemption(run, "TICKET-" + reason, NOW)));
        }
        row(run, "unknown ticket", () -> run.tickets().enter(redemption(run, "NOBODY'S", NOW)));
        run.server().ticket("TICKET-B", "");
        for (String status : List.of("incomplete", "exchange")) {
            run.server().always(status);
            row(run, "entry", () -> run.tickets().enter(redemption(run, "TICKET-B", NOW)));
        }
        run.server().always("");
        run.server().includesPending(true);
        row(run, "the list includes pending orders", () -> run.tickets().enter(redemption(run, "TICKET-unpaid", NOW)));
        run.server().includesPending(false);
        run.server().asDocumented(true);
        row(run, "as the document shows it", () -> run.tickets().enter(redemption(run, "TICKET-unpaid", NOW)));
        run.server().asDocumented(false);
    }

    private void silences(Run run) {
        Redemption entry = redemption(run, "TICKET-B", NOW);
        for (Fault fault : List.of(Fault.THROTTLED, Fault.BROKEN, Fault.ANSWER_LOST)) {
            run.server().faults(() -> fault);
            row(run, "entry, " + fault, () -> run.tickets().enter(entry));
        }
        run.server().faults(() -> Fault.NONE);
        row(run, "told again", () -> run.tickets().enter(entry));
    }

    private void annulments(Run run) {
        run.server().ticket("TICKET-C", "");
        Redemption entry = redemption(run, "TICKET-C", NOW);
        row(run, "nobody passed; never told", () -> run.tickets().annul(entry));
        row(run, "entry", () -> run.tickets().enter(entry));
        Redemption gone = new Redemption("TICKET-C", run.lane().id(), entry.nonce(), NOW.plusSeconds(15));
        row(run, "nobody passed", () -> run.tickets().annul(gone));
        Redemption late = redemption(run, "TICKET-C", NOW);
        row(run, "somebody passed after all", () -> run.tickets().enter(late));
        row(
                run,
                "nobody passed, 20 min later",
                () -> run.tickets()
                        .annul(new Redemption("TICKET-C", run.lane().id(), late.nonce(), NOW.plusSeconds(1_200))));
    }

    /// The old key is dead, and the new one is lost with the answer.
    private void lost(Run run) {
        Iterator<Fault> faults = List.of(Fault.ANSWER_LOST, Fault.NONE).iterator();
        run.server().faults(faults::next);
        row(
                run,
                "another key, ANSWER_LOST; the old one is tried",
                () -> run.setup().devices().roll(run.event().id(), run.lane().id(), "staff Ada", NOW) + " "
                        + state(run));
        run.server().faults(() -> Fault.NONE);
    }

    private void later(Run run) {
        clock.pass(Duration.ofMinutes(20));
        run.server().ticket("TICKET-D", "unpaid");
        Redemption then = redemption(run, "TICKET-D", NOW);
        row(run, "let in while apart, told later", () -> run.tickets().enter(then));
        row(run, "and put on record", () -> run.tickets().entered(then));
        Ticketing.Refusal refusal =
                new Ticketing.Refusal("TICKET-E", run.lane().id(), UUID.randomUUID(), ReferReason.TICKET_BLOCKED, NOW);
        nonces.add(refusal.nonce());
        row(run, "refused while apart", () -> run.tickets().refused(refusal));
        row(run, "told again", () -> run.tickets().refused(refusal));
        run.server().ticket("TICKET-F", "");
        Ticket ours = Guests.ticket(run.test(), run.event());
        run.test().execute("update ticket set code = 'TICKET-F' where id = '" + ours.id() + "'");
        assertThat(run.server().scan("TICKET-F", "entry")).isTrue();
        row(
                run,
                "what happened at its own doors",
                () -> run.polling().poll(run.event().id(), clock.instant()) + " read");
        run.server().takeBack("TICKET-F");
        clock.pass(Duration.ofMinutes(10));
        row(
                run,
                "what was taken back there",
                () -> run.polling().poll(run.event().id(), clock.instant()) + " read");
        run.server().revokeDevices();
        row(run, "the device was revoked there", () -> run.tickets().enter(redemption(run, "TICKET-B", NOW)));
    }

    private Redemption redemption(Run run, String code, Instant at) {
        UUID nonce = UUID.randomUUID();
        nonces.add(nonce);
        return new Redemption(code, run.lane().id(), nonce, at);
    }

    /// One row for each exchange that the step made; the last says what came of it.
    private void row(Run run, String step, Supplier<Object> said) {
        int before = run.server().exchanges().size();
        String meaning = said.get().toString();
        List<Exchange> made = run.server()
                .exchanges()
                .subList(before, run.server().exchanges().size());
        assertThat(made).as("%s is said to pretix", step).isNotEmpty();
        for (int i = 0; i < made.size(); i++) {
            Exchange exchange = made.get(i);
            rows.add("| %s | `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            i == 0 ? step : "",
                            cell(run, exchange.call()),
                            code(run, exchange.sent()),
                            exchange.status() == 0 ? "lost" : exchange.status(),
                            answered(run, exchange.answered()),
                            i == made.size() - 1 ? cell(run, meaning) : ""));
        }
    }

    private String answered(Run run, String answered) {
        if (answered.isEmpty()) {
            return "";
        }
        int json = answered.indexOf("} ") + 2;
        String headers = answered.substring(0, json - 1).equals("{}") ? "" : answered.substring(1, json - 2) + " ";
        return headers + code(run, answered.substring(json));
    }

    private String code(Run run, String json) {
        if (json.isEmpty()) {
            return "";
        }
        JsonNode tree = JSON.readTree(json);
        return "`" + cell(run, JSON.writeValueAsString(JSON.convertValue(tree, Map.class))) + "`";
    }

    /// What differs from run to run gets a name.
    private String cell(Run run, String text) {
        String named = text.replace(run.server().url().toString(), "https://pretix.example")
                .replace(run.lane().id().toString(), "LANE");
        for (int i = 0; i < nonces.size(); i++) {
            named = named.replace(nonces.get(i).toString(), "NONCE-" + (i + 1));
        }
        // Braces say that it is another one everywhere else, and that no secret stands here.
        return TOLD_ONLY_HERE
                .matcher(named)
                .replaceAll("$1\"{$2}\"")
                .replace("|", "\\|")
                .replace("\n", " ");
    }
}
