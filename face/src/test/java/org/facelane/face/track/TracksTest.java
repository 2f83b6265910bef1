package org.facelane.face.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.facelane.face.Box;
import org.facelane.face.detect.Detection;
import org.junit.jupiter.api.Test;

class TracksTest {
    private static final Instant START = Instant.parse("2026-06-01T18:00:00Z");

    private final Tracks tracks = new Tracks(Duration.ofSeconds(1));

    @Test
    void follows_faceThatMoves() {
        long id = follow(0, face(100, 100)).getFirst().id();

        for (int frame = 1; frame < 30; frame++) {
            List<Track> followed = follow(frame, face(100 + 10 * frame, 100));

            assertThat(followed).singleElement().extracting(Track::id).isEqualTo(id);
            assertThat(followed.getFirst().since()).isEqualTo(START);
        }
    }

    @Test
    void begins_faceElsewhere() {
        follow(0, face(100, 100));

        assertThat(follow(1, face(400, 100)))
                .singleElement()
                .extracting(Track::id)
                .isEqualTo(2L);
    }

    @Test
    void begins_faceOfAnotherSizeInTheSamePlace() {
        follow(0, face(100, 100));

        assertThat(follow(1, new Detection(new Box(130, 130, 40, 40), 1)))
                .singleElement()
                .extracting(Track::id)
                .isEqualTo(2L);
    }

    @Test
    void begins_faceInTheSamePlaceWhenTheClockWasSetBack() {
        follow(0, face(100, 100));
        tracks.keep(1, START.plusSeconds(30)); // a gate took its time
        assertThat(follow(1, face(100, 100))).extracting(Track::id).containsExactly(1L);
        assertThat(tracks.follow(List.of(face(100, 100)), START.minusSeconds(3_600)))
                .extracting(Track::id)
                .containsExactly(2L);
    }

    @Test
    void keepsApart_twoFacesThatComeNear() {
        List<Track> apart = follow(0, face(100, 100), face(260, 100));
        List<Track> near = follow(1, face(130, 100), face(230, 100));
        List<Track> other = follow(2, face(220, 100), face(140, 100));

        assertThat(near)
                .extracting(Track::id)
                .containsExactly(apart.get(0).id(), apart.get(1).id());
        assertThat(other)
                .extracting(Track::id)
                .containsExactly(apart.get(1).id(), apart.get(0).id());
    }

    @Test
    void survives_aMomentUnseen() {
        follow(0, face(100, 100));
        follow(1);
        follow(9);

        assertThat(follow(10, face(105, 100)))
                .singleElement()
                .extracting(Track::id)
                .isEqualTo(1L);
    }

    @Test
    void isUnbroken_whileTheFaceIsInEveryFrameAndHardlyMoves() {
        assertThat(follow(0, face(100, 100)).getFirst().unbroken()).isTrue();
        assertThat(follow(1, face(110, 100)).getFirst().unbroken()).isTrue();
        follow(2);
        assertThat(follow(3, face(110, 100)).getFirst().unbroken())
                .as("unseen for a frame")
                .isFalse();
        assertThat(follow(4, face(150, 100)).getFirst().unbroken()).as("jumped").isFalse();
        assertThat(follow(8, face(150, 100)).getFirst().unbroken())
                .as("no frame for long")
                .isFalse();
        assertThat(follow(9, face(150, 100)).getFirst().unbroken()).isTrue();
    }

    @Test
    void ends_unseenForTooLong() {
        follow(0, face(100, 100));
        follow(11);

        assertThat(tracks.isLive(1)).isFalse();
        assertThat(follow(12, face(100, 100)))
                .singleElement()
                .extracting(Track::id)
                .isEqualTo(2L);
    }

    @Test
    void restart_endsTheTrackAndBeginsAnother() {
        Track before = follow(0, face(100, 100)).getFirst();
        Track fresh = tracks.restart(follow(3, face(100, 100)).getFirst());

        assertThat(tracks.isLive(before.id())).isFalse();
        assertThat(fresh.since()).isEqualTo(START.plusMillis(300));
        assertThat(follow(4, face(100, 100)))
                .singleElement()
                .extracting(Track::id)
                .isEqualTo(fresh.id());
    }

    private List<Track> follow(int tenths, Detection... detections) {
        return tracks.follow(List.of(detections), START.plusMillis(100L * tenths));
    }

    private static Detection face(double x, double y) {
        return new Detection(new Box(x, y, 100, 130), 1);
    }
}
