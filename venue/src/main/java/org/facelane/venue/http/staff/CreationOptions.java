package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.facelane.venue.access.Passkeys;
import org.facelane.venue.store.StaffStore.Staff;

/// What a browser makes a passkey of; bytes are base64url.
///
/// @param exclude passkeys of the account: a device that holds one makes no second
/// @param timeout milliseconds
record CreationOptions(String challenge, String rpId, String userId, String name, List<String> exclude, long timeout) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    CreationOptions {
        requireNonNull(challenge, "challenge is null");
        requireNonNull(rpId, "rpId is null");
        requireNonNull(userId, "userId is null");
        requireNonNull(name, "name is null");
        exclude = List.copyOf(exclude);
    }

    /// @param url how the browser reached the server
    /// @param known the credential ids of the account's passkeys
    static CreationOptions of(Staff staff, byte[] challenge, String url, List<byte[]> known) {
        return new CreationOptions(
                BASE64.encodeToString(challenge),
                Passkeys.party(url),
                BASE64.encodeToString(Passkeys.handle(staff.id())),
                staff.name(),
                known.stream().map(BASE64::encodeToString).toList(),
                PATIENCE.toMillis());
    }
}
