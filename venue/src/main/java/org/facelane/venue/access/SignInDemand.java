package org.facelane.venue.access;

/// What the installation demands of staff who sign in.
public enum SignInDemand {
    /// A password; with a code of their app for those who have set one up. A passkey is always enough.
    PASSWORD,
    /// A password and a code of an app, which is set up at the first sign-in; or a passkey.
    SECOND_FACTOR
}
