package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.ReferReason;
import org.facelane.venue.ReferralId;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.StaffCookie;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.steward.BoardEvent;
import org.facelane.venue.steward.BoardSubscription;
import org.facelane.venue.steward.HelpKind;
import org.facelane.venue.steward.LaneOrder;
import org.facelane.venue.steward.Stewards.Resolution;
import org.facelane.venue.store.EventStore;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.SseBuilder;

/// A steward follows the board of an event live and closes referrals.
final class BoardRoutes {
    /// A [BoardEvent] as the board's page reads it.
    ///
    /// @param name of the server-sent event
    /// @param data becomes JSON
    record Message(String name, Object data) {
        Message {
            requireNonNull(name, "name is null");
            requireNonNull(data, "data is null");
        }

        record Snapshot(List<Arrival> arrivals, List<Referral> referrals, List<Lane> lanes, BoardEvent.Counts counts) {}

        record Arrival(
                UUID id,
                Instant at,
                Optional<LaneId> lane,
                String outcome,
                String ticketCode,
                Optional<String> holder,
                Optional<ReferReason> reason,
                Optional<String> says,
                OptionalLong milliseconds,
                Optional<BoardEvent.Arrival.Hand> hand) {}

        record Referral(
                ReferralId id,
                Instant at,
                LaneId lane,
                ReferReason reason,
                HelpKind kind,
                String says,
                String nextStep,
                Optional<String> note,
                Optional<String> ticketCode,
                Optional<String> holder) {}

        record Resolved(ReferralId id, Instant at, String by) {}

        record Lane(
                LaneId id,
                String name,
                Activity state,
                Optional<Why> trouble,
                Optional<String> why,
                Optional<String> pausedBy,
                Optional<String> message,
                Optional<Long> galleryVersion,
                long unrecognisedCount) {}

        static Message of(BoardEvent event) {
            return switch (event) {
                case BoardEvent.Snapshot snapshot ->
                    new Message(
                            "snapshot",
                            new Snapshot(
                                    snapshot.arrivals().stream()
                                            .map(Message::arrival)
                                            .toList(),
                                    snapshot.referrals().stream()
                                            .map(Message::referral)
                                            .toList(),
                                    snapshot.lanes().stream().map(Message::lane).toList(),
                                    snapshot.counts()));
                case BoardEvent.Arrival arrival -> new Message("arrival", arrival(arrival));
                case BoardEvent.ReferralOpened opened -> new Message("referral", referral(opened));
                case BoardEvent.ReferralResolved resolved ->
                    new Message("resolved", new Resolved(resolved.id(), resolved.at(), resolved.by()));
                case BoardEvent.LaneChanged changed -> new Message("lane", lane(changed));
                case BoardEvent.Counts counts -> new Message("counts", counts);
            };
        }

        private static Arrival arrival(BoardEvent.Arrival arrival) {
            return switch (arrival) {
                case BoardEvent.Arrival.Admitted admitted ->
                    new Arrival(
                            admitted.id().value(),
                            admitted.at(),
                            admitted.lane(),
                            "ADMITTED",
                            admitted.ticketCode(),
                            admitted.holder(),
                            Optional.empty(),
                            Optional.empty(),
                            milliseconds(admitted.waited()),
                            admitted.hand());
                case BoardEvent.Arrival.Annulled annulled ->
                    new Arrival(
                            annulled.id().value(),
                            annulled.at(),
                            annulled.lane(),
                            "ANNULLED",
                            annulled.ticketCode(),
                            annulled.holder(),
                            Optional.empty(),
                            Optional.of("Did not come in after all; the ticket lets in again"),
                            OptionalLong.empty(),
                            Optional.empty());
                case BoardEvent.Arrival.Referred referred ->
                    new Arrival(
                            referred.id().value(),
                            referred.at(),
                            Optional.of(referred.lane()),
                            "REFERRED",
                            referred.ticketCode(),
                            referred.holder(),
                            Optional.of(referred.reason()),
                            Optional.of(referred.reason().says()),
                            milliseconds(referred.waited()),
                            Optional.empty());
            };
        }

        private static OptionalLong milliseconds(Optional<Duration> waited) {
            return waited.map(duration -> OptionalLong.of(duration.toMillis())).orElseGet(OptionalLong::empty);
        }

        private static Referral referral(BoardEvent.ReferralOpened opened) {
            return new Referral(
                    opened.id(),
                    opened.at(),
                    opened.lane(),
                    opened.reason(),
                    opened.kind(),
                    opened.reason().says(),
                    opened.reason().nextStep(),
                    opened.note(),
                    opened.ticketCode(),
                    opened.holder());
        }

        private static Lane lane(BoardEvent.LaneChanged changed) {
            LaneState state = changed.lane();
            return new Lane(
                    state.lane().id(),
                    state.lane().name(),
                    state.activity(),
                    state.trouble(),
                    state.why(),
                    changed.order().flatMap(LaneOrder::pause).map(LaneOrder.Pause::by),
                    changed.order().flatMap(LaneOrder::message).map(LaneOrder.Message::text),
                    state.gallery().map(GalleryVersion::value),
                    state.unrecognisedCount());
        }
    }

    /// Keeps proxies from ending a quiet connection, tells us when nobody listens any more, and the page that what
    /// it shows is still so: a page that has heard nothing for three of them says that it is not live. Whether the
    /// reader may still look is asked as often, however much there is to tell.
    private static final Duration HEARTBEAT = Duration.ofSeconds(4);

    /// The container ends no stream by itself.
    private static final Duration NO_TIMEOUT = Duration.ZERO;

    private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(2);

    private final Http.Parts parts;
    private final Map<BoardSubscription, Thread> streams = new ConcurrentHashMap<>();

    BoardRoutes(Http.Parts parts) {
        this.parts = requireNonNull(parts, "parts is null");
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/events/{event}/board", this::board),
                Route.post("/api/referrals/{referral}/resolve", this::resolve));
    }

    record Resolved(ReferralId id) {}

    /// A new stream starts with a snapshot, so whatever `Last-Event-ID` a browser sends is not needed.
    private ServerResponse board(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        if (event.isEmpty()
                || parts.database().read(tx -> EventStore.find(tx, event.get())).isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        BooleanSupplier mayLook = StaffCookie.standing(request, parts.staff().sessions(), parts.time());
        BoardSubscription subscription = parts.board().subscribe(event.get());
        return ServerResponse.sse(
                stream -> {
                    stream.onComplete(subscription::close);
                    stream.onError(_ -> subscription.close());
                    Thread.ofVirtual()
                            .name("board of " + event.get())
                            .start(() -> follow(subscription, stream, mayLook));
                },
                NO_TIMEOUT);
    }

    /// Ends every stream, and waits until its last word is sent.
    void close() {
        try {
            for (Map.Entry<BoardSubscription, Thread> stream : streams.entrySet()) {
                stream.getKey().close();
                stream.getValue().join(LAST_WORD_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(BoardSubscription subscription, SseBuilder stream, BooleanSupplier mayLook) {
        streams.put(subscription, Thread.currentThread());
        try (subscription) {
            long aliveAt = System.nanoTime() + HEARTBEAT.toNanos();
            while (!subscription.isClosed()) {
                Optional<BoardEvent> event = subscription.next(Duration.ofNanos(aliveAt - System.nanoTime()));
                if (System.nanoTime() - aliveAt >= 0) {
                    if (!mayLook.getAsBoolean()) {
                        break;
                    }
                    stream.event("alive").data(Map.of());
                    aliveAt = System.nanoTime() + HEARTBEAT.toNanos();
                }
                if (event.isPresent()) {
                    send(stream, Message.of(event.get()));
                }
            }
            stream.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // The browser went away, or the database did: it connects again by itself.
            stream.error(e);
        } finally {
            streams.remove(subscription);
        }
    }

    private static void send(SseBuilder stream, Message message) throws IOException {
        stream.id(UUID.randomUUID().toString()).event(message.name()).data(message.data());
    }

    /// Twice is as good as once: somebody has helped.
    private ServerResponse resolve(ServerRequest request) {
        Optional<ReferralId> id = Routes.referral(request);
        if (id.isEmpty()) {
            return Problems.NO_SUCH_REFERRAL.answer();
        }
        Resolution resolution = parts.stewards()
                .resolve(id.get(), StaffSession.name(request), parts.time().instant());
        return switch (resolution) {
            case Resolution.Resolved _ -> Json.ok(new Resolved(id.get()));
            case Resolution.ResolvedBefore _ -> Json.ok(new Resolved(id.get()));
            case Resolution.NoSuchReferral _ -> Problems.NO_SUCH_REFERRAL.answer();
        };
    }
}
