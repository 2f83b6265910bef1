package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Candidate;
import org.facelane.face.Probe;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.Decision;
import org.facelane.venue.Lane;
import org.facelane.venue.Ticket;
import org.facelane.venue.pass.Claim;

/// What one frame tells about whoever stands before the lane, and whom the gallery finds for it. The features end here.
///
/// @param candidates best first; empty if nobody was looked for
/// @param galleryCount references searched
/// @param claim the pass that was shown, where it was compared and nobody was searched
record Sighting(LaneObservation observation, List<Candidate> candidates, int galleryCount, Optional<Claim> claim) {
    Sighting {
        requireNonNull(observation, "observation is null");
        requireNonNull(claim, "claim is null");
        candidates = List.copyOf(candidates);
    }

    /// Looks for the one person seen, unless a suspicion decides the turn anyway; for nobody else. CPU work:
    /// callers run it on a platform thread.
    static Sighting of(LaneObservation observation, Gallery gallery, DecisionPolicy policy, Lane lane) {
        if (!(observation instanceof Seen seen)
                || policy.onSuspicion(seen, lane).isPresent()) {
            return new Sighting(observation, List.of(), gallery.count(), Optional.empty());
        }
        Probe probe = gallery.probe(seen.fused());
        List<Candidate> found = gallery.search(probe, policy.searched(gallery.count()), DecisionPolicy.CANDIDATE_COUNT);
        probe.overwrite();
        return new Sighting(observation, found, gallery.count(), Optional.empty());
    }

    /// Compares the one person seen with the pass that was shown (1:1); nobody is searched. CPU work: callers run
    /// it on a platform thread.
    static Sighting of(LaneObservation observation, Claim claim, Gallery gallery, DecisionPolicy policy, Lane lane) {
        List<Candidate> verified = observation instanceof Seen seen
                        && policy.onSuspicion(seen, lane).isEmpty()
                ? claim.compare(gallery, seen.fused()).stream().toList()
                : List.of();
        return new Sighting(observation, verified, 1, Optional.of(claim));
    }

    /// Who this is, if anybody.
    Optional<Candidate> recognised(DecisionPolicy policy) {
        return claim.isPresent() ? candidates.stream().findFirst() : policy.recognised(candidates, galleryCount);
    }

    /// What it means.
    ///
    /// @param ticket that of whoever was recognised
    Decision decide(DecisionPolicy policy, Optional<Ticket> ticket, Lane lane, Instant now) {
        return claim.isPresent()
                ? policy.decide(claim.get(), recognised(policy), ticket, lane, now)
                : policy.decide(candidates, galleryCount, ticket, lane, now);
    }
}
