package org.facelane.venue.http.screen;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.facelane.venue.Lane;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.http.screen.ScreenStream.News;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.steward.LaneOrder;

/// A lane as its screens show it now, and the pages that follow it. Safe for use by several threads.
final class ShownLane implements ToldScreen {
    private final Lane lane;
    private final Map<String, News> latest = new LinkedHashMap<>();
    private final Set<ScreenStream> streams = new LinkedHashSet<>();
    private Optional<LaneOrder.Message> told = Optional.empty();
    private OptionalLong waited = OptionalLong.empty();
    private Instant leftAt;

    ShownLane(Lane lane, Instant now) {
        this.lane = requireNonNull(lane, "lane is null");
        this.leftAt = requireNonNull(now, "now is null");
    }

    @Override
    public Optional<Lane> lane() {
        return Optional.of(lane);
    }

    @Override
    public synchronized void isTold(Optional<LaneOrder.Message> message, Instant now) {
        if (!message.equals(told)) {
            told = message;
            tell(new News("told", Told.of(message, now)));
        }
    }

    /// Called on the lane's thread, in order.
    synchronized void hear(LaneEvent event) {
        switch (event) {
            case LaneEvent.TurnEnded ended ->
                waited = OptionalLong.of(ended.waited().toMillis());
            case LaneEvent.ScreenChanged changed -> {
                tell(new News("screen", ScreenMessage.of(changed.screen(), waited)));
                waited = OptionalLong.empty();
            }
            case LaneEvent.CameraChanged changed -> tell(new News("camera", CameraState.Shown.of(changed.camera())));
        }
    }

    /// Tells every page, and those that come later.
    synchronized void tell(News news) {
        latest.put(news.kind(), news);
        streams.forEach(stream -> stream.tell(news));
    }

    /// A page that is told at once how everything is.
    synchronized ScreenStream follow() {
        ScreenStream stream = new ScreenStream();
        latest.values().forEach(stream::tell);
        streams.add(stream);
        return stream;
    }

    synchronized void leave(ScreenStream stream, Instant now) {
        if (streams.remove(stream)) {
            leftAt = now;
        }
    }

    /// When the last page has gone; empty while there is one.
    synchronized Optional<Instant> leftAt() {
        return streams.isEmpty() ? Optional.of(leftAt) : Optional.empty();
    }

    /// Every page is told how it ends, and that nothing follows.
    synchronized void end(Optional<News> last) {
        last.ifPresent(this::tell);
        streams.forEach(ScreenStream::end);
    }
}
