package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.camera.FrameArrival.Ended;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.MailboxFrames;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class LanesStartTest {
    /// It is tried again every two seconds, each time with a camera that is opened anew.
    @Test
    void letsGoOfTheCamera_whenTheDatabaseDoesNotAnswer() throws Exception {
        MailboxFrames frames = new MailboxFrames();
        try (TestDatabase test = TestDatabase.fresh();
                ModelPack pack = ModelPack.load(Path.of("../models/default"));
                ExecutorService vision = Executors.newSingleThreadExecutor()) {
            Lane lane = Guests.lane(test, Guests.event(test));
            Lanes.Eyes eyes = new Lanes.Eyes(
                    new FrameDecoder(FrameDecoder.DEFAULT_LIMITS),
                    _ -> new LaneAcquisition(pack, LaneLimits.DEFAULT),
                    _ -> new CodeFinder(),
                    new LightWatch(pack),
                    vision);
            Lanes.Place place = new Lanes.Place(
                    _ -> new NoGallery(),
                    new DatabaseDesk(
                            test.database(),
                            new Admissions(test.database(), GatePatience.DEFAULT),
                            Guests.ownTickets(test)),
                    _ -> Optional.empty(),
                    InstantSource.system());
            test.goDown();
            try (Lanes lanes = Lanes.at(place, LaneRules.DEFAULT, eyes)) {
                assertThatThrownBy(() -> lanes.start(lane, frames, new CountedGate(), _ -> {}))
                        .isInstanceOf(DatabaseUnreachable.class);
            }
            test.comeBack();
        }
        assertThat(frames.next(Duration.ofMillis(1))).isInstanceOf(Ended.class);
    }

    private static final class NoGallery implements LaneGallery {
        @Override
        public Held current() {
            return new Held.Nothing(Why.STARTING);
        }

        @Override
        public void leave() {}
    }
}
