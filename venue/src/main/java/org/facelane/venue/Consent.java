package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/// Which text a guest agreed to, and what was declared with it.
///
/// @param version counts from 1 in its event; a text is never edited once given
/// @param language BCP 47, for example `en`
/// @param declaration what the guest said about the age that the event asks for; never inferred
public record Consent(int version, String language, Declaration declaration) {
    public Consent {
        requireNonNull(language, "language is null");
        requireNonNull(declaration, "declaration is null");
        if (version < 1) {
            throw new IllegalArgumentException("consent versions count from 1, got " + version);
        }
    }

    /// Of a guest who is old enough.
    public Consent(int version, String language) {
        this(version, language, Declaration.OF_AGE);
    }

    /// Who agrees, in view of the guest's age.
    public enum Declaration {
        /// The guest, who is as old as the event asks for.
        OF_AGE,
        /// A parent or guardian, for a guest below the age from which guests agree by themselves.
        GUARDIAN
    }

    /// How old guests are who may enrol. They declare it; nothing is ever inferred from a face.
    ///
    /// @param minimumAge in years; nobody younger is enrolled
    /// @param guardianBelow in years, above `minimumAge`: for a younger guest a parent or guardian agrees; empty:
    ///     every guest agrees alone
    public record Rule(int minimumAge, OptionalInt guardianBelow) {
        /// The age from which the GDPR lets young people agree by themselves, unless a state has lowered it
        /// (Art. 8).
        public static final Rule DEFAULT = new Rule(16, OptionalInt.empty());

        private static final int AGE_MAX = 99;

        public Rule {
            requireNonNull(guardianBelow, "guardianBelow is null");
            if (minimumAge < 0 || minimumAge > AGE_MAX) {
                throw new IllegalArgumentException("a minimum age is 0 to 99 years, got " + minimumAge);
            }
            if (guardianBelow.isPresent()
                    && (guardianBelow.getAsInt() <= minimumAge || guardianBelow.getAsInt() > AGE_MAX)) {
                throw new IllegalArgumentException("guardians agree below an age above the minimum of " + minimumAge
                        + ", got " + guardianBelow.getAsInt());
            }
        }

        /// From which age guests agree alone.
        public int ownAge() {
            return guardianBelow.orElse(minimumAge);
        }

        /// Whether this may be declared.
        public boolean allows(Declaration declaration) {
            return switch (declaration) {
                case OF_AGE -> true;
                case GUARDIAN -> guardianBelow.isPresent();
            };
        }
    }
}
