package org.facelane.venue.keys;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What shows that a link was made by whoever holds its key: the first 16 bytes of HMAC-SHA256 (RFC 2104 allows half of
/// the 32). Compare it by [java.security.MessageDigest#isEqual].
public final class LinkMac {
    /// How long it is.
    public static final int BYTES = 16;

    private LinkMac() {}

    /// @param key of any length
    public static byte[] of(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(message), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
