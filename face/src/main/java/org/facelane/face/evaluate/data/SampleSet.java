package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a pack took from a data set.
///
/// @param name of the data set
/// @param samples by person and file
/// @param looks how many pictures had which outcome
public record SampleSet(String name, List<Sample> samples, Counts looks) {
    /// How many pictures had which outcome.
    ///
    /// @param pictures files tried
    /// @param notDecoded files that are no picture, or damaged
    /// @param noFace pictures in which no face was found
    /// @param enrolment what enrolment would say, as counts by reason; `ACQUIRED` among them
    public record Counts(int pictures, int notDecoded, int noFace, Map<String, Integer> enrolment) {
        public Counts {
            enrolment = new TreeMap<>(enrolment);
        }
    }

    public SampleSet {
        requireNonNull(name, "name is null");
        samples = List.copyOf(samples);
        requireNonNull(looks, "looks is null");
    }

    /// The samples of those people, in the same order.
    public SampleSet only(Predicate<String> person) {
        return with(
                samples.stream().filter(sample -> person.test(sample.person())).toList());
    }

    /// At most so many samples of each person, the first ones, so that nobody is counted a hundred times.
    public SampleSet atMost(int countPerPerson) {
        Map<String, Integer> counts = new TreeMap<>();
        return with(samples.stream()
                .filter(sample -> counts.merge(sample.person(), 1, Integer::sum) <= countPerPerson)
                .toList());
    }

    /// The people's names, in order.
    public List<String> people() {
        return List.copyOf(new TreeSet<>(samples.stream().map(Sample::person).toList()));
    }

    /// The samples of each person.
    public Map<String, List<Sample>> byPerson() {
        Map<String, List<Sample>> people = new TreeMap<>();
        samples.forEach(sample -> people.computeIfAbsent(sample.person(), person -> new ArrayList<>())
                .add(sample));
        return people;
    }

    private SampleSet with(List<Sample> others) {
        return new SampleSet(name, others, looks);
    }
}
