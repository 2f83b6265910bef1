package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;

/// What a lane is doing, as staff see it.
///
/// @param why what keeps it from recognising or from being right, in one sentence; empty if nothing does
/// @param gallery the version it holds; empty if it holds none
/// @param unrecognisedCount how many passed unrecognised since it started; only this number is kept of them
/// @param droppedFrameCount pictures overtaken by newer ones
/// @param damagedFrameCount pictures that could not be decoded
public record LaneState(
        Lane lane,
        Activity activity,
        Optional<String> why,
        Optional<GalleryVersion> gallery,
        long unrecognisedCount,
        long droppedFrameCount,
        long damagedFrameCount) {
    public LaneState {
        requireNonNull(lane, "lane is null");
        requireNonNull(activity, "activity is null");
        requireNonNull(why, "why is null");
        requireNonNull(gallery, "gallery is null");
    }

    /// The kind of what is wrong, at a glance.
    public Optional<Why> trouble() {
        return why.map(Why::of);
    }

    /// What is wrong with a lane, or why it recognises nobody.
    public enum Why {
        STARTING("The gallery is not loaded yet."),
        GALLERY_TOO_OLD("The server has not been heard for too long, so the gallery may hold guests who withdrew."),
        DATABASE_UNREACHABLE("The database is not reachable."),
        NO_GALLERY("This event is over, and nobody is recognised any more."),
        OTHER_MODEL("This machine has another model pack than the server."),
        LEDGER_UNWRITABLE("The ledger cannot be written; look at the disk and start the agent again."),
        REVOKED("The organiser has revoked this agent."),
        PAUSED("A steward has paused this lane."),
        NO_PICTURES("No picture comes from the camera."),
        GATE_SILENT("The gate did not open for a guest who was admitted."),
        SENSOR_SILENT("Nobody hears the gate's sensor; look at its broker or its program."),
        STANDS_STILL("The lane stands still: something that it waits for does not answer. Start it again."),
        NOT_CONNECTED("The lane is not connected."),
        NOT_HEARD("The lane's agent is not heard.");

        private final String says;

        Why(String says) {
            this.says = says;
        }

        /// What a sentence says: a camera's trouble is followed by its cause, and an agent that is not heard
        /// says for how long it goes on.
        static Why of(String says) {
            return Arrays.stream(values())
                    .filter(why -> says.startsWith(why.says))
                    .findFirst()
                    .orElse(NOT_HEARD);
        }

        /// Whether what the lane decides by is out of reach, so that its doorway says what its gate does
        /// meanwhile. A lane that stewards have paused, whose agent was revoked or whose event is over is none
        /// such.
        public boolean isOutage() {
            return switch (this) {
                case GALLERY_TOO_OLD, DATABASE_UNREACHABLE, OTHER_MODEL, LEDGER_UNWRITABLE -> true;
                case STARTING,
                        NO_GALLERY,
                        REVOKED,
                        PAUSED,
                        NO_PICTURES,
                        GATE_SILENT,
                        SENSOR_SILENT,
                        STANDS_STILL,
                        NOT_CONNECTED,
                        NOT_HEARD -> false;
            };
        }

        /// For staff, in one sentence.
        public String says() {
            return says;
        }
    }

    /// Whether guests are recognised at it.
    public enum Activity {
        RECOGNISING,
        NOT_RECOGNISING,
        OFFLINE
    }
}
