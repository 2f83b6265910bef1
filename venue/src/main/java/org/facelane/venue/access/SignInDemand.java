package org.facelane.venue.access;

/// What the installation demands of staff who sign in.
public enum SignInDemand {
    /// A passkey, or a password and a code of an app; one of them is set up at the first sign-in.
    SECOND_FACTOR,
    /// A password; with a code of their app for those who have set one up. A passkey is always enough.
    PASSWORD
}
