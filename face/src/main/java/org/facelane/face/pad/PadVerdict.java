package org.facelane.face.pad;

/// What presentation attack detection (ISO/IEC 30107) says about a face.
public enum PadVerdict {
    /// A living person, as far as the evidence goes.
    BONA_FIDE,
    /// A picture or a screen, by evidence that agrees over several frames.
    ATTACK,
    /// Neither; the ordinary case of weak evidence. Whoever decides goes on as for a bona fide face.
    UNDECIDED
}
