package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.facelane.venue.LaneId;
import org.facelane.venue.http.screen.ToldScreen;
import org.facelane.venue.steward.LaneOrder;
import org.facelane.venue.store.DatabaseUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what stewards have told the lanes to the lanes that run in this process and to the pages that show them, twice
/// a second. While the database does not answer, what was told last stands.
final class OrdersToLanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrdersToLanes.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Http.Parts parts;
    private final Supplier<? extends Collection<? extends ToldScreen>> pages;
    private final CountDownLatch closing = new CountDownLatch(1);

    private OrdersToLanes(Http.Parts parts, Supplier<? extends Collection<? extends ToldScreen>> pages) {
        this.parts = requireNonNull(parts, "parts is null");
        this.pages = requireNonNull(pages, "pages is null");
    }

    /// @param pages the pages that show a lane now
    static OrdersToLanes start(Http.Parts parts, Supplier<? extends Collection<? extends ToldScreen>> pages) {
        OrdersToLanes orders = new OrdersToLanes(parts, pages);
        Thread.ofVirtual().name("orders to lanes").start(orders::follow);
        return orders;
    }

    /// Looks once, now: a lane that was told to stand still must not look at anybody when it starts.
    ///
    /// @throws DatabaseUnreachable if the database does not answer
    void handOut() {
        Map<LaneId, LaneOrder> orders = parts.orders().standing(parts.time().instant());
        parts.lanes()
                .pause(orders.values().stream()
                        .filter(order -> order.pause().isPresent())
                        .map(LaneOrder::lane)
                        .collect(toUnmodifiableSet()));
        for (ToldScreen page : pages.get()) {
            page.lane()
                    .ifPresent(lane -> page.isTold(
                            Optional.ofNullable(orders.get(lane.id())).flatMap(LaneOrder::message),
                            parts.time().instant()));
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void follow() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    handOut();
                } catch (DatabaseUnreachable e) {
                    LOG.debug("event=orders-wait why=database-unreachable");
                } catch (RuntimeException e) {
                    LOG.error("event=orders-failed", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
