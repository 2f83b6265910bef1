package org.facelane.venue.remnants;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What was found, in words: place by place, each form with where in it.
///
/// @param places in the order in which they were searched
public record Findings(Map<String, Place> places) {
    public Findings {
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /// What was found in one place.
    ///
    /// @param isMemory true for a process and a dump of its heap, false for files
    public record Place(boolean isMemory, Map<String, Set<String>> found) {
        public Place {
            found = Collections.unmodifiableMap(new TreeMap<>(found));
        }

        static Place files(Map<Trace, Set<String>> found) {
            return new Place(false, words(found));
        }

        static Place memory(Map<Trace, Set<String>> found) {
            return new Place(true, words(found));
        }

        private static Map<String, Set<String>> words(Map<Trace, Set<String>> found) {
            Map<String, Set<String>> words = new TreeMap<>();
            found.forEach((trace, where) -> words.put(trace.says(), where));
            return words;
        }
    }

    /// True if nothing is in any file, and nothing but sealed bytes, however written, in memory: the sealed
    /// template, or the text of a pass, which is sealed as well.
    ///
    /// Those lie in the buffers of the server's connections to its database and to guests until other traffic takes
    /// their place; the key that opens them is needed as well, and is destroyed with the event.
    public boolean isClean() {
        return places.values().stream()
                .allMatch(
                        place -> place.found().keySet().stream().allMatch(form -> place.isMemory() && isSealed(form)));
    }

    private static boolean isSealed(String form) {
        return form.startsWith(Form.SEALED.says()) || form.equals(Form.PASS.says());
    }

    /// True if nothing is anywhere.
    public boolean isEmpty() {
        return places.values().stream().allMatch(place -> place.found().isEmpty());
    }
}
