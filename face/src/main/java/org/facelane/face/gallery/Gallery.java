package org.facelane.face.gallery;

import java.util.Collection;
import java.util.List;
import org.facelane.face.Calibration;
import org.facelane.face.Candidate;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Threshold;

/// The references of one event: an immutable snapshot.
public final class Gallery {
    /// References a gallery holds at most.
    public static final int COUNT_MAX = 100_000;

    private Gallery() {}

    /// A gallery without references.
    public static Gallery empty(ModelVersion model, Calibration calibration, Rotation rotation) {
        throw new UnsupportedOperationException();
    }

    /// The next snapshot: these references are found from now on; one with the same id is replaced.
    ///
    /// @throws IllegalArgumentException if a reference is of another model or rotation, or the gallery would hold
    ///     more than [#COUNT_MAX]
    public Gallery with(Collection<Reference> references) {
        throw new UnsupportedOperationException();
    }

    /// The next snapshot, without these references, whose values are overwritten in memory. Unknown ids are
    /// ignored.
    public Gallery without(Collection<ReferenceId> ids) {
        throw new UnsupportedOperationException();
    }

    /// How many references it holds.
    public int count() {
        throw new UnsupportedOperationException();
    }

    /// Features as this gallery's event compares them.
    public Probe probe(Features features) {
        throw new UnsupportedOperationException();
    }

    /// Every reference whose score reaches `threshold`, best first, at most `candidateCountMax`.
    public List<Candidate> search(Probe probe, Threshold threshold, int candidateCountMax) {
        throw new UnsupportedOperationException();
    }

    /// Compares with one reference only.
    public Verification verify(ReferenceId id, Probe probe, Threshold threshold) {
        throw new UnsupportedOperationException();
    }
}
