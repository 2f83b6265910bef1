package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.face.Calibration;
import org.facelane.face.Candidate;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;

/// A gallery as an event has it, and people at its lanes: everybody with two pictures or more is enrolled with the
/// first and comes with the others, everybody with one comes without being enrolled.
final class OpenSet {
    /// What became of the searches.
    ///
    /// @param falsePositives searches by people who are not enrolled that returned somebody
    /// @param misses searches by enrolled people that did not return them first
    record Counts(int nonMated, int falsePositives, int mated, int misses) {}

    private record Arrival(Probe probe, ReferenceId enrolledAs) {
        Arrival {
            requireNonNull(probe, "probe is null");
            requireNonNull(enrolledAs, "enrolledAs is null");
        }
    }

    private final Gallery gallery;
    private final List<Arrival> enrolled = new ArrayList<>();
    private final List<Probe> others = new ArrayList<>();

    OpenSet(PictureSet set, ModelVersion model, Calibration calibration) {
        Map<String, Integer> counts = new HashMap<>();
        set.samples().forEach(sample -> counts.merge(sample.person(), 1, Integer::sum));
        Rotation rotation = Rotation.of(
                new byte[Rotation.SECRET_BYTES], set.samples().getFirst().features().length);
        Set<String> seen = new HashSet<>();
        List<Reference> references = new ArrayList<>();
        for (Sample sample : set.samples()) {
            Features features = Features.of(model, sample.features());
            if (counts.getOrDefault(sample.person(), 0) > 1 && seen.add(sample.person())) {
                references.add(new Reference(id(sample.person()), Template.of(features, rotation)));
            }
        }
        gallery = Gallery.empty(model, calibration, rotation).with(references);
        Set<String> used = new TreeSet<>();
        for (Sample sample : set.samples()) {
            Probe probe = gallery.probe(Features.of(model, sample.features()));
            if (counts.getOrDefault(sample.person(), 0) == 1) {
                others.add(probe);
            } else if (!used.add(sample.person())) {
                enrolled.add(new Arrival(probe, id(sample.person())));
            }
        }
    }

    int enrolledCount() {
        return gallery.count();
    }

    Counts at(Threshold threshold) {
        int falsePositives = 0;
        for (Probe probe : others) {
            falsePositives += gallery.search(probe, threshold, 1).isEmpty() ? 0 : 1;
        }
        int misses = 0;
        for (Arrival arrival : enrolled) {
            List<Candidate> found = gallery.search(arrival.probe(), threshold, 1);
            boolean hit = !found.isEmpty() && found.getFirst().reference().equals(arrival.enrolledAs());
            misses += hit ? 0 : 1;
        }
        return new Counts(others.size(), falsePositives, enrolled.size(), misses);
    }

    private static ReferenceId id(String person) {
        return new ReferenceId(UUID.nameUUIDFromBytes(person.getBytes(StandardCharsets.UTF_8)));
    }
}
