package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facelane.venue.AdmissionId;

/// What a sensor says: somebody has passed, or the gate has shut again and nobody has.
///
/// @param admission whose passage it was, if the gate still knows; otherwise the one that has waited longest
public record SensorWord(boolean passed, Optional<AdmissionId> admission) {
    /// The longest word, in characters.
    static final int LENGTH_MAX = 100;

    private static final Pattern FORM =
            Pattern.compile("(not )?passed(?: ([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}))?");

    public SensorWord {
        requireNonNull(admission, "admission is null");
    }

    /// `passed` or `not passed`, each followed by the admission's id if it is known, and nothing else.
    ///
    /// @return empty if `text` is no word of a sensor
    public static Optional<SensorWord> parse(String text) {
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<AdmissionId> admission =
                Optional.ofNullable(matcher.group(2)).map(UUID::fromString).map(AdmissionId::new);
        return Optional.of(new SensorWord(matcher.group(1) == null, admission));
    }
}
