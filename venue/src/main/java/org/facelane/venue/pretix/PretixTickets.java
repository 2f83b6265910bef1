package org.facelane.venue.pretix;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.pretix.PretixCalls.Reply.Answered;
import org.facelane.venue.pretix.PretixCalls.Reply.Later;
import org.facelane.venue.redeem.Ticketing;
import org.facelane.venue.redeem.TicketingAnswer;
import org.facelane.venue.redeem.TicketingAnswer.Done;
import org.facelane.venue.redeem.TicketingAnswer.NotYet;
import org.facelane.venue.redeem.TicketingAnswer.Refused;
import org.facelane.venue.redeem.TicketingAnswer.Silent;
import tools.jackson.databind.JsonNode;

/// An event's tickets at pretix, by one device a lane.
///
/// What an answer means stands in its `status` and `reason`, never in the number of HTTP: the documentation shows 200
/// where the server says 400. Questions are never asked at a lane (`questions_supported` is false). Nothing but the
/// ticket's code, our nonce and the time is sent; nothing biometric can be, for nobody here has it.
public final class PretixTickets implements Ticketing {
    private static final Duration NOT_KNOWN_PAUSE = Duration.ofSeconds(30);

    private final PretixCalls calls;
    private final PretixConnection connection;
    private final Map<LaneId, DeviceAccess> devices;
    private final boolean isOneOut;

    /// How a lane's device is used.
    ///
    /// @param key opened when it is needed; empty if the event's keys are destroyed
    /// @param notKnown called when pretix does not know the key
    record DeviceAccess(Supplier<Optional<String>> key, Runnable notKnown) {}

    /// @param devices of the lanes, the first teller first
    /// @param isOneOut whether a lane has another that pretix does not know for now
    PretixTickets(PretixCalls calls, PretixConnection connection, Map<LaneId, DeviceAccess> devices, boolean isOneOut) {
        this.calls = requireNonNull(calls, "calls is null");
        this.connection = requireNonNull(connection, "connection is null");
        this.devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
        this.isOneOut = isOneOut;
    }

    @Override
    public List<LaneId> tellers() {
        return List.copyOf(devices.keySet());
    }

    @Override
    public TicketingAnswer enter(Redemption redemption) {
        return redeem(redemption, "entry", false);
    }

    @Override
    public TicketingAnswer entered(Redemption redemption) {
        return redeem(redemption, "entry", true);
    }

    @Override
    public TicketingAnswer left(Redemption redemption) {
        return redeem(redemption, "exit", true);
    }

    /// Pretix takes an entry back from the device that made it only, and that may be another lane's, or one whose
    /// answer was lost: so each is asked until one has made it. It was never made there when all of them say so.
    @Override
    public TicketingAnswer annul(Redemption redemption) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("lists", List.of(connection.list()));
        body.put("nonce", redemption.nonce().toString());
        body.put("datetime", redemption.at().toString());
        body.put("error_explanation", "nobody passed");
        Set<LaneId> lanes = new LinkedHashSet<>(List.of(redemption.lane()));
        lanes.addAll(devices.keySet());
        boolean isSure = !isOneOut;
        for (LaneId lane : lanes) {
            switch (answer(lane, "checkinrpc/annul/", body, PretixTickets::annulled)) {
                case Silent silent
                when lane.equals(redemption.lane()) -> {
                    return silent;
                }
                case Silent _ -> isSure = false;
                case NotYet _ -> {}
                case Done done -> {
                    return done;
                }
                case Refused refused -> {
                    return refused;
                }
            }
        }
        return isSure ? new Done() : new NotYet("no device that answers has made the entry");
    }

    private static TicketingAnswer annulled(int status, JsonNode json) {
        if (status == 200 && json.path("status").asString("").equals("ok")) {
            return new Done();
        }
        return status == 404
                ? new NotYet("this device has not made the entry")
                : new Refused(PretixReason.ours("error"), "annulment answered " + status + " " + shortened(json));
    }

    /// By a nonce: what is told twice is on record once, in servers of this day. Older ones do not know it and keep
    /// both.
    @Override
    public TicketingAnswer refused(Refusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("raw_barcode", refusal.code());
        body.put("nonce", refusal.nonce().toString());
        body.put("error_reason", PretixReason.theirs(refusal.reason()));
        body.put("datetime", refusal.at().toString());
        body.put("type", "entry");
        String path = "events/" + connection.slug() + "/checkinlists/" + connection.list() + "/failed_checkins/";
        return answer(
                refusal.lane(),
                path,
                body,
                (status, json) -> status / 100 == 2
                        ? new Done()
                        : new Refused(PretixReason.ours("error"), "answered " + status + " " + shortened(json)));
    }

    private TicketingAnswer redeem(Redemption redemption, String type, boolean force) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("secret", redemption.code());
        body.put("source_type", "barcode");
        body.put("lists", List.of(connection.list()));
        body.put("type", type);
        body.put("datetime", redemption.at().toString());
        body.put("force", force);
        body.put("questions_supported", false);
        body.put("nonce", redemption.nonce().toString());
        return answer(redemption.lane(), "checkinrpc/redeem/", body, PretixTickets::redeemed);
    }

    private static TicketingAnswer redeemed(int status, JsonNode json) {
        String reason = json.path("reason").asString("");
        return switch (json.path("status").asString("")) {
            case "ok" -> new Done(attention(json));
            case "error" -> {
                String explanation = json.path("reason_explanation").asString("");
                yield new Refused(
                        isPayable(reason, json) ? ReferReason.TICKET_PAYABLE : PretixReason.ours(reason),
                        reason + " " + explanation,
                        Optional.of(explanation).filter(text -> !text.isBlank()));
            }
            case "incomplete" -> new Refused(ReferReason.TICKET_QUESTIONS_OPEN, "incomplete");
            case "exchange" -> new Refused(ReferReason.TICKET_NOT_EXCHANGED, "exchange");
            case String _ -> new Silent("answered " + status + " and no status", Duration.ZERO);
        };
    }

    /// What its texts say, where a product or an order has some or is marked; for whoever looks after the door, not
    /// for a screen that the whole queue reads. Nothing else of the order is looked at.
    private static Optional<String> attention(JsonNode json) {
        String texts = json.path("checkin_texts")
                .valueStream()
                .map(text -> text.asString(""))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
        boolean marked = json.path("require_attention").asBoolean(false)
                || json.path("position").path("require_attention").asBoolean(false);
        return marked || !texts.isEmpty() ? Optional.of(texts) : Optional.empty();
    }

    /// Whether its list lets orders in that are not paid yet, if somebody says so.
    private static boolean isPayable(String reason, JsonNode json) {
        return reason.equals("unpaid")
                && json.path("list").path("include_pending").asBoolean(false)
                && json.path("position").path("order__status").asString("").equals("n");
    }

    /// What a number and a body mean.
    @FunctionalInterface
    private interface Meaning {
        TicketingAnswer of(int status, JsonNode json);
    }

    private TicketingAnswer answer(LaneId lane, String path, Map<String, Object> body, Meaning meaning) {
        Optional<DeviceAccess> device = Optional.ofNullable(devices.get(lane));
        Optional<String> key = device.flatMap(known -> known.key().get());
        if (key.isEmpty()) {
            return new Silent("the lane has no device at pretix", Duration.ZERO);
        }
        return switch (calls.post(connection.ofOrganizer(path), key, body)) {
            case Later(String why, Duration pause) -> new Silent(why, pause);
            case Answered(int status, JsonNode json) ->
                switch (status) {
                    case 401 -> {
                        device.get().notKnown().run();
                        yield new Silent("the lane's device is not known there any more", NOT_KNOWN_PAUSE);
                    }
                    case 403 -> new Silent("the lane's device may not do this there", NOT_KNOWN_PAUSE);
                    default -> meaning.of(status, json);
                };
        };
    }

    private static String shortened(JsonNode json) {
        String text = json.toString();
        return text.substring(0, Math.min(text.length(), 200));
    }
}
