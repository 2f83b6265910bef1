package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Candidate;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.pad.PadReason;
import org.facelane.venue.Decision;
import org.facelane.venue.Decision.Admit;
import org.facelane.venue.Decision.AskTicket;
import org.facelane.venue.Decision.Refer;
import org.facelane.venue.Decision.Unrecognised;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.pass.Claim;

/// What a search means: a pure function of its candidates, the first candidate's ticket and the time.
///
/// @param falsePositiveIdentificationRate the share of people who are not enrolled that may be taken for somebody,
///     above 0, at most 1
/// @param margin how far the second candidate must stay behind the first, in units of score, 0 or more: twins and
///     relatives are not told apart by less
public record DecisionPolicy(double falsePositiveIdentificationRate, double margin) {
    /// Candidates a search is asked for: the first, and whoever looks too much alike.
    static final int CANDIDATE_COUNT = 2;

    /// One stranger in a thousand, and a margin of 6: the first candidate is four times less likely by chance.
    public static final DecisionPolicy DEFAULT = new DecisionPolicy(1e-3, 6);

    public DecisionPolicy {
        requireNonNull(Threshold.forFpir(falsePositiveIdentificationRate, 1), "threshold is null");
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("a margin is 0 or more, got " + margin);
        }
    }

    /// What the search returns: somewhat less than counts, so that a second candidate just below is seen.
    ///
    /// @param galleryCount references searched
    public Threshold searched(int galleryCount) {
        double rate = falsePositiveIdentificationRate * Math.pow(10, margin / 10);
        return Threshold.forFpir(Math.min(1, rate), galleryCount);
    }

    /// The first candidate, if its score counts in a gallery of that size.
    public Optional<Candidate> recognised(List<Candidate> candidates, int galleryCount) {
        return candidates.stream()
                .findFirst()
                .filter(first -> Threshold.forFpir(falsePositiveIdentificationRate, galleryCount)
                        .reachedBy(first.score()));
    }

    /// @param candidates best first, as the gallery returned them
    /// @param ticket that of the first candidate; empty if it has none, because the guest has withdrawn
    public Decision decide(
            List<Candidate> candidates, int galleryCount, Optional<Ticket> ticket, Lane lane, Instant now) {
        Optional<Candidate> first = recognised(candidates, galleryCount);
        if (first.isEmpty() || ticket.isEmpty()) {
            return new Unrecognised();
        }
        if (lookAlike(candidates)) {
            return new Refer(ReferReason.LOOK_ALIKES, Optional.empty());
        }
        return admitOrRefer(first.get(), ticket.get(), lane, now);
    }

    private static Decision admitOrRefer(Candidate recognised, Ticket ticket, Lane lane, Instant now) {
        Optional<ReferReason> hindrance = ticket.hindrance(now, lane.entrance());
        if (hindrance.isPresent()) {
            return new Refer(hindrance.get(), Optional.of(ticket.id()));
        }
        return new Admit(recognised.reference(), ticket.id(), recognised.score());
    }

    /// What a comparison with a pass means.
    ///
    /// @param verified who it is, if the face is that of the pass
    /// @param ticket that of the pass; empty if it has none any more, because the guest has withdrawn
    public Decision decide(Claim claim, Optional<Candidate> verified, Optional<Ticket> ticket, Lane lane, Instant now) {
        if (verified.isEmpty()) {
            return new Refer(ReferReason.PASS_OF_SOMEBODY_ELSE, Optional.of(claim.ticket()));
        }
        if (ticket.isEmpty()) {
            return new Unrecognised();
        }
        return admitOrRefer(verified.get(), ticket.get(), lane, now);
    }

    /// What a suspicion comes to, by the lane's setting; whoever is told hears which evidence spoke.
    ///
    /// @return empty where the lane goes on: nothing is suspected, or it is only noted
    public Optional<Decision> onSuspicion(Seen seen, Lane lane) {
        return switch (seen.pad()) {
            case BONA_FIDE, UNDECIDED -> Optional.empty();
            case ATTACK ->
                switch (lane.onSuspicion()) {
                    case REFER -> Optional.of(new Refer(suspicion(seen.evidence()), Optional.empty()));
                    case ASK_TICKET -> Optional.of(new AskTicket(suspicion(seen.evidence())));
                    case NOTE -> Optional.empty();
                };
        };
    }

    /// Why a steward is asked where no picture can be used for long.
    static ReferReason onUnusable(AcquisitionFailure reason) {
        return switch (reason) {
            case TOO_DARK -> ReferReason.TOO_DARK;
            case ATTACK_SUSPECTED -> ReferReason.ATTACK_SUSPECTED;
            case EMPTY,
                    TOO_MANY_BYTES,
                    NOT_AN_IMAGE,
                    UNSUPPORTED_FORMAT,
                    TOO_MANY_PIXELS,
                    TOO_MANY_FRAMES,
                    TRUNCATED,
                    DAMAGED,
                    NO_FACE,
                    SEVERAL_FACES,
                    FACE_TOO_SMALL,
                    FACE_CUT_OFF,
                    TOO_BRIGHT,
                    TOO_BLURRED,
                    HEAD_TURNED,
                    HEAD_TILTED,
                    UNEVEN_LIGHT,
                    LOW_CONTRAST,
                    FACE_COVERED,
                    EYES_CLOSED,
                    MOUTH_OPEN -> ReferReason.PICTURE_UNUSABLE;
        };
    }

    private static ReferReason suspicion(Optional<PadReason> evidence) {
        return evidence.map(strongest -> switch (strongest) {
                    case LOOKS_LIKE_A_PICTURE -> ReferReason.LOOKS_LIKE_A_PICTURE;
                    case SCREEN_PATTERN -> ReferReason.SCREEN_PATTERN;
                    case FRAMED -> ReferReason.FRAMED;
                    case FLICKERS -> ReferReason.FLICKERS;
                    case FLAT -> ReferReason.FLAT;
                })
                .orElse(ReferReason.LIGHT_CONTRADICTED);
    }

    private boolean lookAlike(List<Candidate> candidates) {
        return candidates.size() > 1
                && candidates.get(1).score().value()
                        >= candidates.get(0).score().value() - margin;
    }
}
