package org.facelane.venue.pages;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/// What keeps passkeys in a phone, for one page of a browser: whoever holds it has shown a finger.
final class Authenticator {
    private Authenticator() {}

    /// From now on the page has one, until the session is detached.
    static CDPSession in(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject message = new JsonObject();
        message.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", message);
        return session;
    }
}
