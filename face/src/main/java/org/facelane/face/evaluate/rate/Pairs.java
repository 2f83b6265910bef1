package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.facelane.face.evaluate.data.Sample;

/// Samples of people that are compared with each other: every row with every column, or, if both are the same, every
/// pair once.
///
/// @param rows one side
/// @param columns the other side
/// @param once true if both sides are the same
/// @param people a number for each person on either side, from 0 on
public record Pairs(List<Sample> rows, List<Sample> columns, boolean once, Map<String, Integer> people) {
    public Pairs {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        requireNonNull(people, "people is null");
    }

    /// Every two of these samples, once.
    public static Pairs among(List<Sample> samples) {
        return new Pairs(samples, samples, true, numbered(samples));
    }

    /// Every reference with every probe.
    public static Pairs between(List<Sample> references, List<Sample> probes) {
        return new Pairs(
                references,
                probes,
                false,
                numbered(Stream.concat(references.stream(), probes.stream()).toList()));
    }

    /// The same pairs with numbers for people that others share.
    public Pairs numberedAs(Map<String, Integer> others) {
        return new Pairs(rows, columns, once, others);
    }

    /// A number for each person, in the order of their names.
    public static Map<String, Integer> numbered(List<Sample> samples) {
        Map<String, Integer> numbers = new TreeMap<>();
        samples.forEach(sample -> numbers.put(sample.person(), 0));
        int next = 0;
        for (Map.Entry<String, Integer> person : numbers.entrySet()) {
            person.setValue(next++);
        }
        return numbers;
    }

    int[] peopleOf(List<Sample> samples) {
        return samples.stream()
                .mapToInt(sample -> requireNonNull(people.get(sample.person()), "person without a number"))
                .toArray();
    }
}
