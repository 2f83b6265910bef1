package org.facelane.face.acquire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.image.Resize;
import org.jspecify.annotations.Nullable;

/// Tells a lane at which somebody stands in the dark from one that is empty and dark, when it is too dark to find a
/// face: the capture zone is dark, and something moved in it a moment ago. Keeps a picture of 32 × 24 pixels. Not
/// thread-safe.
final class DarkScene {
    private static final int WIDTH = 32;
    private static final int HEIGHT = 24;

    /// Mean luma of a zone in which the detector begins to miss faces.
    private static final double DARK_BELOW = 25;

    /// Mean change of luma from frame to frame; a camera's noise, averaged over a 32nd of the frame, stays below.
    private static final double MOTION_ABOVE = 0.5;

    /// Somebody who stands still for longer is not told apart from nobody.
    private static final Duration MOTION_AGE_MAX = Duration.ofSeconds(2);

    private @Nullable Image before;
    private @Nullable Instant since;
    private @Nullable Instant moved;

    /// Looks at a frame without faces.
    ///
    /// @return since when somebody has been moving in the dark, if somebody has
    Optional<Instant> next(Image frame, Box zone, Instant at) {
        Image now = Resize.crop(frame, zone, WIDTH, HEIGHT);
        Image then = before == null ? now : before;
        before = now;
        if (brightness(now) >= DARK_BELOW) {
            clear();
            return Optional.empty();
        }
        if (motion(then, now) > MOTION_ABOVE) {
            moved = at;
            since = since == null ? at : since;
        } else if (moved != null && moved.plus(MOTION_AGE_MAX).isBefore(at)) {
            clear();
        }
        return Optional.ofNullable(since);
    }

    /// Forgets what moved: a face has been found.
    void clear() {
        since = null;
        moved = null;
    }

    static double brightness(Image image) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += image.luma(x, y);
            }
        }
        return sum / (image.width() * image.height());
    }

    private static double motion(Image then, Image now) {
        double sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                sum += Math.abs(now.luma(x, y) - then.luma(x, y));
            }
        }
        return sum / (WIDTH * HEIGHT);
    }
}
