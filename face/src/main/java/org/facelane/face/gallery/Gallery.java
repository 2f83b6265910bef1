package org.facelane.face.gallery;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
/// be changed; asking an older one for a successor throws.
///
/// Search is exact: a candidate's score comes from its similarity in double precision, and nobody who reaches the
/// threshold is missed; [Coarse] and [Contest] hold the proof. Searching takes no lock and is safe for any number of
/// threads, virtual ones too, on any snapshot, while the next one is made; concurrent probes share a sweep over memory.
///
/// Cost: `5 · dimension + 8` bytes of memory outside the heap a reference, and about 150 in the heap; a search reads
/// `dimension` bytes of each once.
public final class Gallery {
    /// References a gallery holds at most. A search reads them all: a million of 192 dimensions take 7 ms and 1 GB,
    /// and more than a venue holds. Whoever has more has more than one event.
    public static final int COUNT_MAX = 1_000_000;

    private static final Kernel KERNEL = Kernel.best();
    private static final Verification UNKNOWN = new UnknownReference();
    private static final Verification NOT_VERIFIED = new NotVerified();

    private final ModelVersion model;
    private final Calibration calibration;
    private final Rotation rotation;
    private final Line line;
    private final long generation;
    private final long limit;
    private final int count;
    private volatile Floor lastFloor = new Floor(Double.NaN, 0);

    private Gallery(ModelVersion model, Calibration calibration, Rotation rotation, Line line) {
        this.model = requireNonNull(model, "model is null");
        this.calibration = requireNonNull(calibration, "calibration is null");
        this.rotation = requireNonNull(rotation, "rotation is null");
        this.line = line;
        generation = line.generation();
        limit = line.limit();
        count = line.count();
    }

    /// A least score and a similarity that nobody who reaches it is below.
    private record Floor(double score, double similarity) {}

    /// A gallery without references.
    ///
    /// @param model whose features it compares
    /// @param calibration of that model
    /// @param rotation of the event
    public static Gallery empty(ModelVersion model, Calibration calibration, Rotation rotation) {
        return empty(model, calibration, rotation, KERNEL);
    }

    static Gallery empty(ModelVersion model, Calibration calibration, Rotation rotation, Kernel kernel) {
        return new Gallery(model, calibration, rotation, new Line(rotation.dimension(), kernel));
    }

    /// The next snapshot: these references are found from now on; one with the same id is replaced, and the
    /// replaced values are overwritten.
    ///
    /// @throws IllegalArgumentException if a reference is of another model or rotation, or the gallery would hold
    /// more
    ///     than [#COUNT_MAX]; nothing has changed then
    /// @throws IllegalStateException if this is not the newest snapshot
    public Gallery with(Collection<Reference> references) {
        Map<ReferenceId, float[]> added = new LinkedHashMap<>();
        for (Reference reference : references) {
            RotatedFeatures rotated = reference.template().rotated();
            requireComparable(rotated);
            added.put(reference.id(), rotated.values());
        }
        synchronized (line) {
            requireNewest();
            long known = added.keySet().stream().filter(line::has).count();
            if (count + added.size() - known > COUNT_MAX) {
                throw new IllegalArgumentException("a gallery holds " + COUNT_MAX + " references at most, asked for "
                        + (count + added.size() - known));
            }
            line.add(added);
            return new Gallery(model, calibration, rotation, line);
        }
    }

    /// The next snapshot, without these references: when this returns, their values are overwritten in every memory
    /// that held them, and no snapshot finds them. Unknown ids are ignored.
    ///
    /// @throws IllegalStateException if this is not the newest snapshot
    public Gallery without(Collection<ReferenceId> ids) {
        synchronized (line) {
            requireNewest();
            line.erase(ids);
            return new Gallery(model, calibration, rotation, line);
        }
    }

    /// For whoever has done with it: when this returns, every value is overwritten, and no snapshot finds anybody
    /// or can be changed any more. Doing it again changes nothing.
    public void overwrite() {
        synchronized (line) {
            line.eraseAll();
        }
    }

    /// What a scan reads of a reference with these values: one byte each, which lie 64 bytes apart in memory. For
    /// whoever checks that nothing is left of somebody who was erased.
    public static byte[] searchCodes(float[] values) {
        return Coarse.of(values).steps();
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
    /// in the order of their similarities, equal similarities in the order of their ids. All of them are exact, the
    /// last as much as the first: ask for one more, at a threshold that is lower by a margin, to know who comes
    /// second.
    ///
    /// CPU work. Beyond the answer it allocates nothing once it has run.
    ///
    /// @param candidateCountMax 1 or more
    /// @throws IllegalArgumentException if the probe is of another model or rotation
    public List<Candidate> search(Probe probe, Threshold threshold, int candidateCountMax) {
        requireComparable(probe.rotated());
        if (candidateCountMax < 1) {
            throw new IllegalArgumentException("a search returns 1 candidate or more, asked for " + candidateCountMax);
        }
        Gathering gathering = line.gathering();
        Search search = gathering.take();
        try {
            search.ask(probe.rotated().values(), limit, leastSimilarity(threshold), candidateCountMax);
            gathering.answer(search);
            return candidates(search.contest(), threshold);
        } finally {
            gathering.giveBack(search);
            // The memory stays until here.
            java.lang.ref.Reference.reachabilityFence(line);
        }
    }

    /// Compares with one reference only (1:1), in a microsecond or less. Allocates nothing but an answer that says
    /// a score.
    ///
    /// @throws IllegalArgumentException if the probe is of another model or rotation
    public Verification verify(ReferenceId id, Probe probe, Threshold threshold) {
        requireComparable(probe.rotated());
        double similarity = line.similarity(id, limit, probe.rotated().values());
        java.lang.ref.Reference.reachabilityFence(line);
        if (Double.isNaN(similarity)) {
            return UNKNOWN;
        }
        if (similarity < leastSimilarity(threshold)) {
            return NOT_VERIFIED;
        }
        Score score = calibration.score(similarity);
        return threshold.reachedBy(score) ? new Verified(score) : NOT_VERIFIED;
    }

    /// Compares with a template that the guest brought along and that is in no gallery (1:1).
    ///
    /// @throws IllegalArgumentException if either is of another model or rotation
    public Verification verify(CompactTemplate brought, Probe probe, Threshold threshold) {
        requireComparable(probe.rotated());
        Score score = calibration.score(brought.similarity(probe));
        return threshold.reachedBy(score) ? new Verified(score) : NOT_VERIFIED;
    }

    /// How many blocks are searched.
    int blockCount() {
        return line.blockCount();
    }

    /// Bytes outside the heap that the snapshots of this line share.
    public long memoryBytes() {
        return line.memory().byteCount();
    }

    /// The memory itself.
    MemoryInUse memory() {
        return line.memory();
    }

    /// Never the values.
    @Override
    public String toString() {
        return "Gallery[" + model + ", " + count + "]";
    }

    private List<Candidate> candidates(Contest contest, Threshold threshold) {
        List<Candidate> candidates = new ArrayList<>(contest.bestCount());
        for (int i = 0; i < contest.bestCount(); i++) {
            Score score = calibration.score(contest.similarity(i));
            if (!threshold.reachedBy(score)) {
                break;
            }
            candidates.add(new Candidate(contest.id(i), score));
        }
        return Collections.unmodifiableList(candidates);
    }

    /// A similarity that nobody who reaches the threshold is below, by halving: the calibration rises with
    /// similarity.
    private double leastSimilarity(Threshold threshold) {
        Floor last = lastFloor;
        double wanted = threshold.least().value();
        if (last.score() == wanted) {
            return last.similarity();
        }
        double below = -1;
        double above = 1;
        if (!threshold.reachedBy(calibration.score(below))) {
            for (int i = 0; i < 40; i++) {
                double middle = (below + above) / 2;
                if (threshold.reachedBy(calibration.score(middle))) {
                    above = middle;
                } else {
                    below = middle;
                }
            }
        }
        lastFloor = new Floor(wanted, below);
        return below;
    }

    private void requireNewest() {
        if (line.generation() != generation) {
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
