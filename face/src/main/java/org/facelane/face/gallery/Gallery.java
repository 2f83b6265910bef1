package org.facelane.face.gallery;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.face.Calibration;
import org.facelane.face.Candidate;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.RotatedFeatures;
import org.facelane.face.Rotation;
import org.facelane.face.Score;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Verification.NotVerified;
import org.facelane.face.gallery.Verification.UnknownReference;
import org.facelane.face.gallery.Verification.Verified;

/// The references of one event: an immutable snapshot.
///
/// A snapshot never gains a reference. It loses those that are erased: their values are overwritten in the memory
/// that all snapshots share, so an older one, too, no longer finds them. Snapshots form one line: only the newest can
/// be changed, because what follows is written behind it in the same memory; asking an older one for a successor
/// throws. Room that erasures free is not filled again; a block of 4,096 is let go when all its references are
/// erased.
///
/// Search is exact: a candidate's score comes from its similarity in double precision, and nobody who reaches the
/// threshold is missed. Searching takes no lock and is safe for any number of threads, on any snapshot, while the
/// next one is made. Cost: `4 · dimension` bytes a reference; a search reads them all once.
public final class Gallery {
    /// References a gallery holds at most.
    public static final int COUNT_MAX = 100_000;

    private static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(Found::similarity)
            .reversed()
            .thenComparing(found -> found.id().value());

    private final ModelVersion model;
    private final Calibration calibration;
    private final Rotation rotation;
    private final Line line;
    private final Block[] blocks;
    private final int lastSlots;
    private final int count;

    private Gallery(
            ModelVersion model,
            Calibration calibration,
            Rotation rotation,
            Line line,
            List<Block> blocks,
            int lastSlots) {
        this.model = requireNonNull(model, "model is null");
        this.calibration = requireNonNull(calibration, "calibration is null");
        this.rotation = requireNonNull(rotation, "rotation is null");
        this.line = line;
        this.blocks = blocks.toArray(Block[]::new);
        this.lastSlots = lastSlots;
        count = line.places.size();
    }

    /// What the snapshots of one gallery share.
    private static final class Line {
        /// Where each reference lies that is not erased; written by the one writer.
        final Map<ReferenceId, Place> places = new ConcurrentHashMap<>();

        /// The one snapshot that can be changed; guarded by the line itself.
        Optional<Gallery> newest = Optional.empty();
    }

    private record Found(ReferenceId id, double similarity) {}

    /// A gallery without references.
    ///
    /// @param model whose features it compares
    /// @param calibration of that model
    /// @param rotation of the event
    public static Gallery empty(ModelVersion model, Calibration calibration, Rotation rotation) {
        Line line = new Line();
        Gallery empty = new Gallery(model, calibration, rotation, line, List.of(), 0);
        line.newest = Optional.of(empty);
        return empty;
    }

    /// The next snapshot: these references are found from now on; one with the same id is replaced, and the
    /// replaced values are overwritten.
    ///
    /// @throws IllegalArgumentException if a reference is of another model or rotation, or the gallery would hold
    /// more
    ///     than [#COUNT_MAX]; nothing has changed then
    /// @throws IllegalStateException if this is not the newest snapshot
    public Gallery with(Collection<Reference> references) {
        Map<ReferenceId, Reference> added = new LinkedHashMap<>();
        for (Reference reference : references) {
            requireComparable(reference.template().rotated());
            added.put(reference.id(), reference);
        }
        synchronized (line) {
            requireNewest();
            long known =
                    added.keySet().stream().filter(line.places::containsKey).count();
            if (count + added.size() - known > COUNT_MAX) {
                throw new IllegalArgumentException("a gallery holds " + COUNT_MAX + " references at most, asked for "
                        + (count + added.size() - known));
            }
            List<Block> next = new ArrayList<>(List.of(blocks));
            Map<ReferenceId, Place> placed = new LinkedHashMap<>();
            int slots = lastSlots;
            for (Reference reference : added.values()) {
                if (next.isEmpty() || slots == Block.CAPACITY) {
                    next.add(new Block(next.isEmpty() ? 0 : next.getLast().ordinal() + 1, rotation.dimension()));
                    slots = 0;
                }
                float[] values = reference.template().rotated().values();
                next.getLast().put(slots, reference.id(), values);
                placed.put(reference.id(), new Place(next.getLast(), slots++));
            }
            placed.keySet().forEach(this::erase);
            line.places.putAll(placed);
            return follow(next, slots);
        }
    }

    /// The next snapshot, without these references, whose values are overwritten in memory: when this returns, no
    /// snapshot finds them. Unknown ids are ignored.
    ///
    /// @throws IllegalStateException if this is not the newest snapshot
    public Gallery without(Collection<ReferenceId> ids) {
        synchronized (line) {
            requireNewest();
            ids.forEach(this::erase);
            return follow(new ArrayList<>(List.of(blocks)), lastSlots);
        }
    }

    /// How many references it held when it was made.
    public int count() {
        return count;
    }

    /// Features as this gallery's event compares them.
    ///
    /// @throws IllegalArgumentException if they are of another model or dimension
    public Probe probe(Features features) {
        if (!features.model().equals(model)) {
            throw new IllegalArgumentException("features of " + features.model() + " in a gallery of " + model);
        }
        return Probe.of(features, rotation);
    }

    /// Every reference whose score reaches `threshold`, best first, at most `candidateCountMax`. Equal scores come
    /// in the order of their similarities, equal similarities in the order of their ids.
    ///
    /// @param candidateCountMax 1 or more
    /// @throws IllegalArgumentException if the probe is of another model or rotation
    public List<Candidate> search(Probe probe, Threshold threshold, int candidateCountMax) {
        requireComparable(probe.rotated());
        if (candidateCountMax < 1) {
            throw new IllegalArgumentException("a search returns 1 candidate or more, asked for " + candidateCountMax);
        }
        double floor = leastSimilarity(threshold);
        Optional<List<Found>> found = Optional.empty();
        // Whoever was erased in mid-scan may have kept another out of the best: look again, without them.
        while (found.isEmpty()) {
            found = scan(probe.rotated().values(), floor, candidateCountMax);
        }
        return found.get().stream()
                .sorted(BEST_FIRST)
                .limit(candidateCountMax)
                .map(best -> new Candidate(best.id(), calibration.score(best.similarity())))
                .filter(candidate -> threshold.reachedBy(candidate.score()))
                .toList();
    }

    /// Compares with one reference only (1:1).
    ///
    /// @throws IllegalArgumentException if the probe is of another model or rotation
    public Verification verify(ReferenceId id, Probe probe, Threshold threshold) {
        requireComparable(probe.rotated());
        Place place = line.places.get(id);
        if (place == null || !shows(place)) {
            return new UnknownReference();
        }
        double similarity =
                place.block().similarity(place.slot(), probe.rotated().values());
        if (Double.isNaN(similarity)) {
            return new UnknownReference();
        }
        Score score = calibration.score(similarity);
        return threshold.reachedBy(score) ? new Verified(score) : new NotVerified();
    }

    /// Compares with a template that the guest brought along and that is in no gallery (1:1).
    ///
    /// @throws IllegalArgumentException if either is of another model or rotation
    public Verification verify(CompactTemplate brought, Probe probe, Threshold threshold) {
        requireComparable(probe.rotated());
        Score score = calibration.score(brought.similarity(probe));
        return threshold.reachedBy(score) ? new Verified(score) : new NotVerified();
    }

    /// How many blocks it keeps in memory.
    int blockCount() {
        return blocks.length;
    }

    /// Never the values.
    @Override
    public String toString() {
        return "Gallery[" + model + ", " + count + "]";
    }

    /// @return empty if one of the best was erased meanwhile
    private Optional<List<Found>> scan(float[] probe, double floor, int candidateCountMax) {
        Scan scan = new Scan(probe, candidateCountMax, floor);
        for (int i = 0; i < blocks.length; i++) {
            scan.block(blocks[i], i == blocks.length - 1 ? lastSlots : Block.CAPACITY);
        }
        List<Found> found = new ArrayList<>();
        for (Place place : scan.places()) {
            double similarity = place.block().similarity(place.slot(), probe);
            if (Double.isNaN(similarity)) {
                return Optional.empty();
            }
            found.add(new Found(place.block().id(place.slot()), similarity));
        }
        return Optional.of(found);
    }

    /// A similarity that nobody who reaches the threshold is below, by halving: the calibration rises with
    /// similarity.
    private double leastSimilarity(Threshold threshold) {
        double below = -1;
        double above = 1;
        if (threshold.reachedBy(calibration.score(below))) {
            return below;
        }
        for (int i = 0; i < 40; i++) {
            double middle = (below + above) / 2;
            if (threshold.reachedBy(calibration.score(middle))) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return below;
    }

    private boolean shows(Place place) {
        int last = blocks.length == 0 ? -1 : blocks[blocks.length - 1].ordinal();
        int ordinal = place.block().ordinal();
        return ordinal < last || ordinal == last && place.slot() < lastSlots;
    }

    private void erase(ReferenceId id) {
        Place place = line.places.remove(id);
        if (place != null) {
            place.block().erase(place.slot());
        }
    }

    private Gallery follow(List<Block> next, int slots) {
        List<Block> kept = new ArrayList<>(next);
        kept.removeIf(block -> block.isSpent() && block != next.getLast());
        Gallery gallery = new Gallery(model, calibration, rotation, line, kept, slots);
        line.newest = Optional.of(gallery);
        return gallery;
    }

    private void requireNewest() {
        if (line.newest.orElseThrow() != this) {
            throw new IllegalStateException("only the newest snapshot of a gallery can be changed");
        }
    }

    private void requireComparable(RotatedFeatures rotated) {
        if (!rotated.model().equals(model)
                || !rotated.rotation().equals(rotation.fingerprint())
                || rotated.values().length != rotation.dimension()) {
            throw new IllegalArgumentException(
                    "cannot compare " + rotated + " in a gallery of " + model + ", rotation " + rotation.fingerprint());
        }
    }
}
