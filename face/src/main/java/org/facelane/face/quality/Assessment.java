package org.facelane.face.quality;

/// Whether a measure could be taken.
public enum Assessment {
    /// The raw value stands.
    ASSESSED,
    /// There was too little to measure: the raw value means nothing and the mapped value is 0.
    NOT_ASSESSABLE
}
