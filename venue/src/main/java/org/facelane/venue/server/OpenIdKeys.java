package org.facelane.venue.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.facelane.venue.openid.OpenIdSettings;

/// The keys of the identity provider that staff may sign in by.
final class OpenIdKeys {
    /// The variable of the environment from which the secret shared with the provider is read.
    static final String SECRET_VARIABLE = "FACELANE_OIDC_CLIENT_SECRET";

    static final List<Setting> ALL = List.of(
            new Setting(
                    "oidc-issuer",
                    "",
                    new Setting.IssuerAddress(),
                    "the identity provider that staff may sign in by (OpenID Connect), as it names itself"),
            new Setting("oidc-client", "", new Setting.Text(), "as which this installation is known there"),
            new Setting("oidc-client-secret", "", new Setting.Text(), "better given as " + SECRET_VARIABLE),
            new Setting("oidc-scope", "openid profile", new Setting.Text(), "what is asked for there"),
            new Setting("oidc-name-claim", "preferred_username", new Setting.Text(), "what names the account"),
            new Setting("oidc-roles-claim", "roles", new Setting.Text(), "what says the roles; a.b is b within a"),
            new Setting(
                    "oidc-roles",
                    "",
                    new Setting.Text(),
                    "value=role, … for that claim; empty: values named like the roles"),
            new Setting(
                    "oidc-roles-life",
                    "30m",
                    new Setting.Time(Duration.ofMinutes(1), Duration.ofHours(24)),
                    "how long the roles it gives count until it has said them again, without the person noticing"),
            new Setting(
                    "oidc-timeout",
                    "5s",
                    new Setting.Time(Duration.ofMillis(500), Duration.ofSeconds(30)),
                    "how long the provider may take to answer"));

    private OpenIdKeys() {}

    /// @param text the value of a key, empty if it has none
    /// @return empty if no provider is named
    /// @throws CannotStart if what is said of the provider is not enough, or does not fit together
    static Optional<OpenIdSettings> read(UnaryOperator<String> text) {
        String issuer = text.apply("oidc-issuer");
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OpenIdSettings(
                    URI.create(issuer),
                    text.apply("oidc-client"),
                    Optional.of(text.apply("oidc-client-secret")).filter(secret -> !secret.isEmpty()),
                    text.apply("oidc-scope"),
                    text.apply("oidc-name-claim"),
                    text.apply("oidc-roles-claim"),
                    OpenIdSettings.roles(text.apply("oidc-roles")),
                    Setting.Time.parse(text.apply("oidc-roles-life")),
                    Setting.Time.parse(text.apply("oidc-timeout"))));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    "'oidc-issuer' needs 'oidc-client', and 'oidc-roles' as value=role, …: " + e.getMessage() + ".", e);
        }
    }
}
