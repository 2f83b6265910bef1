package org.facelane.venue;

/// What must be on record before an event may recognise faces in [Mode#HANDS_FREE].
///
/// @param jurisdiction whose law applies, for example `US-GA`
/// @param dpiaReference where the data protection impact assessment is filed
/// @param accountablePerson who answers for it
/// @param releaseText the text of the release that guests give
public record LegalBasis(String jurisdiction, String dpiaReference, String accountablePerson, String releaseText) {
    public LegalBasis {
        requireText(jurisdiction, "jurisdiction");
        requireText(dpiaReference, "DPIA reference");
        requireText(accountablePerson, "accountable person");
        requireText(releaseText, "release text");
    }

    private static void requireText(String text, String what) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("the legal basis lacks its " + what);
        }
    }
}
