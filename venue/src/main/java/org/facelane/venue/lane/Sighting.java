package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.facelane.face.Candidate;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.Lane;

/// What one frame tells about whoever stands before the lane, and whom the gallery finds for it. The features end here.
///
/// @param candidates best first; empty if nobody was looked for
/// @param galleryCount references searched
record Sighting(LaneObservation observation, List<Candidate> candidates, int galleryCount) {
    Sighting {
        requireNonNull(observation, "observation is null");
        candidates = List.copyOf(candidates);
    }

    /// Looks for the one person seen, unless a suspicion decides the turn anyway; for nobody else. CPU work:
    /// callers run it on a platform thread.
    static Sighting of(LaneObservation observation, Gallery gallery, DecisionPolicy policy, Lane lane) {
        if (!(observation instanceof Seen seen)
                || policy.onSuspicion(seen.pad(), lane).isPresent()) {
            return new Sighting(observation, List.of(), gallery.count());
        }
        return new Sighting(
                observation,
                gallery.search(
                        gallery.probe(seen.fused()), policy.searched(gallery.count()), DecisionPolicy.CANDIDATE_COUNT),
                gallery.count());
    }
}
