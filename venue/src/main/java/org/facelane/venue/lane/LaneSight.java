package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.facelane.face.Image;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.acquire.LightWatch.LitFrame;
import org.facelane.face.gallery.Gallery;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightResponse;
import org.facelane.venue.Lane;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameArrival.Lit;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FramePicture;
import org.facelane.venue.camera.FramePicture.Whole;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.pass.Claim;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.pass.ShownPass;
import org.jspecify.annotations.Nullable;

/// A lane's eyes: a frame becomes a sighting, on the platform threads that compute with pictures, while the lane's own
/// virtual thread waits.
///
/// Where guests have passes a frame is searched for a code first, and no face is looked at before a genuine pass was
/// read: who shows none is never turned into features. From then on frames are not searched for codes until the turn
/// has ended. The code of an ordinary ticket is read everywhere: whoever holds one up is admitted by it, and that
/// frame's faces are not looked at. Not thread-safe: one a lane.
final class LaneSight {
    static final String LOOK = "Look at the camera.";

    /// So long after a ticket's code was seen nobody's face is looked at: whoever showed it is still there.
    private static final Duration TICKET_LOWERED = Duration.ofSeconds(3);

    /// So long the features of whoever was seen last are kept for a light challenge that may still come back.
    private static final Duration KEPT_AFTER_LAST_SEEN = Duration.ofSeconds(5);

    private final FrameDecoder decoder;
    private final LaneAcquisition acquisition;
    private final ExecutorService vision;
    private final DecisionPolicy policy;
    private final Lane lane;
    private final CodeFinder codes;
    private final Optional<ShownPass> pass;
    private final LightWatch lightWatch;
    private Instant ticketAt = Instant.EPOCH;
    private @Nullable Seen last;
    private Instant lastAt = Instant.EPOCH;
    private @Nullable Answered answered;

    private record Answered(long track, LightResponse.Verdict verdict) {}

    /// @param pass where the lane's guests have passes
    LaneSight(Lane lane, Eye eye, ExecutorService vision, DecisionPolicy policy, Optional<ShownPass> pass) {
        this.lane = requireNonNull(lane, "lane is null");
        this.lightWatch = eye.lightWatch();
        this.decoder = eye.decoder();
        this.acquisition = eye.acquisition();
        this.codes = eye.codes();
        this.vision = requireNonNull(vision, "vision is null");
        this.policy = requireNonNull(policy, "policy is null");
        this.pass = requireNonNull(pass, "pass is null");
    }

    /// What a lane looks with.
    record Eye(FrameDecoder decoder, LaneAcquisition acquisition, CodeFinder codes, LightWatch lightWatch) {
        Eye {
            requireNonNull(decoder, "decoder is null");
            requireNonNull(acquisition, "acquisition is null");
            requireNonNull(codes, "codes is null");
            requireNonNull(lightWatch, "lightWatch is null");
        }
    }

    /// What came of one look.
    sealed interface Look {
        record Sighted(Sighting sighting) implements Look {}

        record NoPicture(String why) implements Look {}

        /// Nobody has shown a pass that stands, or somebody has just shown a ticket.
        record NoPass() implements Look {}

        /// Somebody still holds up the pass that was dealt with.
        record PassStillShown() implements Look {}

        /// Somebody holds up a ticket's code. No face was looked at.
        record TicketShown(String code) implements Look {}
    }

    /// A frame's picture, and what a code in it says.
    private record Opened(FramePicture picture, Optional<String> code) {}

    /// What the person before the screen answered to its light; it counts as long as the track lasts.
    void answer(LightChallenge challenge, List<Lit> film) throws InterruptedException {
        Seen asked = last;
        if (asked == null) {
            return;
        }
        answered =
                new Answered(asked.track(), compute(() -> lightWatch.judge(challenge, decoded(film), asked.fused())));
    }

    private List<LitFrame> decoded(List<Lit> film) {
        List<LitFrame> frames = new ArrayList<>();
        for (Lit lit : film) {
            if (decoder.decode(lit.frame()) instanceof Whole(Image image)) {
                frames.add(new LitFrame(lit.since(), image));
            }
        }
        return frames;
    }

    private LaneObservation withAnswer(LaneObservation observation, Instant at) {
        if (!(observation instanceof Seen now)) {
            return observation;
        }
        if (last != null && last.fused() != now.fused()) {
            last.fused().overwrite();
        }
        last = now;
        lastAt = at;
        return answered != null && answered.track() == now.track() ? lit(now, answered.verdict()) : now;
    }

    private static Seen lit(Seen seen, LightResponse.Verdict light) {
        return new Seen(
                seen.track(),
                seen.fused(),
                seen.frameCount(),
                seen.pad().with(light),
                light == LightResponse.Verdict.CONTRADICTED ? Optional.empty() : seen.evidence(),
                seen.since());
    }

    Look look(Frame frame, Gallery gallery) throws InterruptedException {
        if (!ShownTickets.isWithin(KEPT_AFTER_LAST_SEEN, lastAt, frame.at())) {
            forgetLast();
        }
        boolean searched = pass.isEmpty() || pass.get().claim(frame.at()).isEmpty();
        Opened opened = compute(() -> open(frame, searched));
        if (!(opened.picture() instanceof Whole(Image image))) {
            return new Look.NoPicture("the frame is damaged");
        }
        if (opened.code().filter(this::isTicket).isPresent()) {
            return ticketShown(opened.code().get(), frame.at());
        }
        if (pass.isEmpty()) {
            if (ShownTickets.isWithin(TICKET_LOWERED, ticketAt, frame.at())) {
                return new Look.NoPass();
            }
            return compute(() -> new Look.Sighted(
                    Sighting.of(withAnswer(acquisition.next(image, frame.at()), frame.at()), gallery, policy, lane)));
        }
        opened.code().ifPresent(text -> pass.get().read(text, frame.at()));
        Optional<Claim> claim = pass.get().claim(frame.at());
        if (claim.isEmpty()) {
            boolean still = opened.code().isPresent() && pass.get().rests(frame.at());
            return still ? new Look.PassStillShown() : new Look.NoPass();
        }
        LaneObservation observation = compute(() -> withAnswer(acquisition.next(image, frame.at()), frame.at()));
        if (observation instanceof Seen seen && !claim.get().comparesIn(gallery, seen.fused())) {
            pass.get().refuse(PassRefusal.OTHER_MODEL, frame.at());
            return new Look.NoPass();
        }
        return compute(() -> new Look.Sighted(Sighting.of(observation, claim.get(), gallery, policy, lane)));
    }

    /// Looks for the code of a ticket, and at nobody's face.
    Look lookForTicket(Frame frame) throws InterruptedException {
        Opened opened = compute(() -> open(frame, true));
        if (!(opened.picture() instanceof Whole _)) {
            return new Look.NoPicture("the frame is damaged");
        }
        return opened.code()
                .filter(this::isTicket)
                .map(code -> ticketShown(code, frame.at()))
                .orElseGet(Look.NoPass::new);
    }

    /// Where guests have passes, whatever begins like one is one.
    private boolean isTicket(String code) {
        return pass.isEmpty() || !Pass.isLike(code);
    }

    private Look ticketShown(String code, Instant at) {
        ticketAt = at;
        return new Look.TicketShown(code);
    }

    /// The track needs no more looking at until it leaves, and its pass is done with.
    void settle(long track, Instant now) {
        acquisition.settle(track, now);
        pass.ifPresent(shown -> shown.ended(now));
    }

    /// Whoever was looked at is forgotten, with the pass.
    void forget() {
        pass.ifPresent(ShownPass::forget);
        forgetLast();
    }

    /// What the screen says while nobody's turn is on.
    LaneScreen waiting(Instant now) {
        if (pass.isEmpty()) {
            return new LaneScreen.Idle();
        }
        if (pass.get().claim(now).isPresent()) {
            return new LaneScreen.LookHere(LOOK);
        }
        return pass.get()
                .refusal(now)
                .<LaneScreen>map(LaneScreen.PassRefused::new)
                .orElseGet(LaneScreen.ShowPass::new);
    }

    private void forgetLast() {
        if (last != null) {
            last.fused().overwrite();
            last = null;
        }
    }

    private Opened open(Frame frame, boolean searched) {
        FramePicture picture = decoder.decode(frame);
        return new Opened(picture, searched && picture instanceof Whole(Image image) ? code(image) : Optional.empty());
    }

    /// A pass has small squares, and a lane looks for it only until it has one; where there are none a ticket's
    /// code is looked for in every frame.
    private Optional<String> code(Image image) {
        return pass.isPresent() ? codes.findAny(image) : codes.findTicket(image);
    }

    private <T> T compute(Callable<T> work) throws InterruptedException {
        try {
            return vision.submit(work).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a frame could not be looked at", e.getCause());
        }
    }
}
