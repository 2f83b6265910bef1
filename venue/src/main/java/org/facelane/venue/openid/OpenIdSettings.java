package org.facelane.venue.openid;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.store.StaffStore.Role;

/// Which identity provider staff may sign in by, and what its words mean here.
///
/// @param issuer as the provider names itself; its description is looked for under it
/// @param client as which this installation is known there
/// @param secret that it shares with us; empty for a client without one
/// @param scope what is asked for, words with spaces between
/// @param nameClaim which claim becomes the account's name; with dots, a claim within a claim
/// @param rolesClaim which claim says the roles; with dots, a claim within a claim
/// @param roles what a value of that claim gives
/// @param rolesLife how long the provider's word on somebody's roles counts without being said again
/// @param timeout how long the provider may take to answer
public record OpenIdSettings(
        URI issuer,
        String client,
        Optional<String> secret,
        String scope,
        String nameClaim,
        String rolesClaim,
        Map<String, Set<Role>> roles,
        Duration rolesLife,
        Duration timeout) {
    public OpenIdSettings {
        requireNonNull(issuer, "issuer is null");
        requireNonNull(client, "client is null");
        if (client.isEmpty()) {
            throw new IllegalArgumentException("a client has a name");
        }
        requireNonNull(secret, "secret is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(nameClaim, "nameClaim is null");
        requireNonNull(rolesClaim, "rolesClaim is null");
        roles = Map.copyOf(roles);
        requireNonNull(rolesLife, "rolesLife is null");
        requireNonNull(timeout, "timeout is null");
    }

    /// Reads `value=role, value=role, …`; empty: a value named like a role gives that role.
    ///
    /// @throws IllegalArgumentException if it reads otherwise
    public static Map<String, Set<Role>> roles(String text) {
        Map<String, Set<Role>> roles = new HashMap<>();
        if (text.isBlank()) {
            for (Role role : Role.values()) {
                roles.put(role.name().toLowerCase(Locale.ROOT), EnumSet.of(role));
            }
            return roles;
        }
        for (String pair : text.split(",")) {
            int equals = pair.lastIndexOf('=');
            String value = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (value.isEmpty()) {
                throw new IllegalArgumentException("'" + pair.strip() + "' is not value=role");
            }
            Role role = Role.valueOf(pair.substring(equals + 1).strip().toUpperCase(Locale.ROOT));
            roles.computeIfAbsent(value, _ -> EnumSet.noneOf(Role.class)).add(role);
        }
        return roles;
    }

    /// Never the secret: settings reach logs.
    @Override
    public String toString() {
        return "OpenIdSettings[" + issuer + ", " + client + "]";
    }
}
