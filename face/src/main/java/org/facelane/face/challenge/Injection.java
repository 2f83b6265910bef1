package org.facelane.face.challenge;

import java.util.Set;

/// What speaks for pictures that were passed off as a camera's.
///
/// None of it proves anything: whoever writes an own program in place of the browser can send pictures that leave no
/// trace. What cannot be known from here stands in `docs/privacy.md` and in `docs/operating.md`.
public sealed interface Injection {
    /// Nothing was noticed; that says little.
    record NothingSeen() implements Injection {}

    /// @param traces at least one
    record Suspected(Set<Trace> traces) implements Injection {
        public Suspected {
            traces = Set.copyOf(traces);
            if (traces.isEmpty()) {
                throw new IllegalArgumentException("a suspicion has a trace");
            }
        }
    }

    /// What can be noticed.
    enum Trace {
        /// The same bytes came more than once; a camera's noise makes each picture different.
        SAME_FRAME_AGAIN,
        /// Pictures differ in nothing but a few spots: no noise of a sensor.
        NO_SENSOR_NOISE,
        /// A camera session's pictures carry what files carry: the maker of a camera, or the mark of an
        /// encoder.
        FILE_MARKS,
        /// The pictures have not all the same size.
        SIZE_CHANGED,
        /// The browser gives the camera a name that virtual cameras have. Only who does not hide it is found.
        VIRTUAL_CAMERA_NAME
    }
}
