package org.facelane.venue.redeem;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.redeem.TicketingAnswer.Done;
import org.facelane.venue.redeem.TicketingAnswer.Refused;
import org.facelane.venue.redeem.TicketingAnswer.Silent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A third ticketing system in one class: what alf.io would take, by the calls that its source shows.
///
/// A ticket's code is `identifier/secret`. It has no exits, no time of its own, and no nonce: so this class remembers
/// which entries it has asked for, and an entry that is there already is ours if we have asked for it before. After a
/// restart it is taken for another's, and a steward looks.
final class AlfioTickets implements Ticketing, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<UUID> asked = ConcurrentHashMap.newKeySet();
    private final URI url;
    private final String event;
    private final Map<LaneId, String> keys;

    /// @param keys of the lanes' accounts
    AlfioTickets(URI url, String event, Map<LaneId, String> keys) {
        this.url = requireNonNull(url, "url is null");
        this.event = requireNonNull(event, "event is null");
        this.keys = Map.copyOf(keys);
    }

    @Override
    public List<LaneId> tellers() {
        return List.copyOf(keys.keySet());
    }

    @Override
    public TicketingAnswer enter(Redemption redemption) {
        boolean isAgain = !asked.add(redemption.nonce());
        return call(redemption, "", Map.of("code", redemption.code().replaceFirst("^[^/]*/", "")), json -> {
            String status = json.path("result").path("status").asString("");
            return switch (status) {
                case "SUCCESS" -> new Done();
                case "ALREADY_CHECK_IN" -> isAgain ? new Done() : new Refused(ReferReason.ALREADY_ADMITTED, status);
                case "MUST_PAY" -> new Refused(ReferReason.TICKET_UNPAID, status);
                case "INVALID_TICKET_CATEGORY_CHECK_IN_DATE" -> new Refused(ReferReason.TICKET_NOT_NOW, status);
                case "TICKET_NOT_FOUND", "INVALID_TICKET_CODE" ->
                    new Refused(ReferReason.TICKETING_DOES_NOT_KNOW, status);
                case "INVALID_TICKET_STATE" -> new Refused(ReferReason.TICKET_CANCELLED, status);
                default -> new Silent("answered no status", Duration.ZERO);
            };
        });
    }

    @Override
    public TicketingAnswer entered(Redemption redemption) {
        asked.add(redemption.nonce());
        return call(redemption, "/manual-check-in", Map.of(), _ -> new Done());
    }

    /// It knows no exits.
    @Override
    public TicketingAnswer left(Redemption redemption) {
        return new Done();
    }

    /// What somebody else let in is not taken back.
    @Override
    public TicketingAnswer annul(Redemption redemption) {
        return asked.contains(redemption.nonce())
                ? call(redemption, "/revert-check-in", Map.of(), _ -> new Done())
                : new Done();
    }

    /// It keeps no record of them.
    @Override
    public TicketingAnswer refused(Refusal refusal) {
        return new Done();
    }

    @Override
    public void close() {
        client.close();
    }

    /// What a body means.
    @FunctionalInterface
    private interface Meaning {
        TicketingAnswer of(JsonNode json);
    }

    private TicketingAnswer call(Redemption redemption, String what, Object body, Meaning meaning) {
        String identifier = redemption.code().replaceFirst("/.*$", "");
        HttpRequest request = HttpRequest.newBuilder(
                        url.resolve("/admin/api/check-in/event/" + event + "/ticket/" + identifier + what))
                .timeout(Duration.ofSeconds(10))
                .header(
                        "Authorization",
                        "ApiKey "
                                + Optional.ofNullable(keys.get(redemption.lane()))
                                        .orElse(""))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? meaning.of(JSON.readTree(response.body()))
                    : new Silent("answered " + response.statusCode(), Duration.ZERO);
        } catch (IOException e) {
            return new Silent("no answer: " + e, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Silent("not waited for", Duration.ZERO);
        }
    }
}
