package org.facelane.face.pad;

/// What presentation attack detection (ISO/IEC 30107) says about a face.
public enum PadVerdict {
    /// A living person, as far as the evidence goes.
    BONA_FIDE,
    /// A picture or a screen, by evidence that agrees over several frames.
    ATTACK,
    /// Neither; the ordinary case of weak evidence. Whoever decides goes on as for a bona fide face.
    UNDECIDED;

    /// The same with what the face answered to light: an answer takes a suspicion back, for it is only that, and a
    /// contradiction makes one.
    public PadVerdict with(LightResponse.Verdict light) {
        return switch (light) {
            case ANSWERED -> this == ATTACK ? UNDECIDED : this;
            case UNANSWERED -> this;
            case CONTRADICTED -> ATTACK;
        };
    }
}
