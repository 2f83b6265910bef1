package org.facelane.venue.pass;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.facelane.venue.EventId;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.keys.VerifyingKey;

/// The two envelopes of a pass (RFC 9052, both untagged): COSE_Encrypt0 with AES-256-GCM, and around it COSE_Sign1 with
/// Ed25519. Exactly one spelling of each is accepted.
///
/// Why it is written here and not by a library of COSE stands in decision 19.
final class Cose {
    private static final int ALGORITHM = 1;
    private static final int KEY_ID = 4;
    private static final int IV = 5;
    private static final int EDDSA = -8;
    private static final int A256GCM = 3;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SIGNATURE_BYTES = 64;
    private static final int KEY_ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Cose() {}

    /// A signed message as it came: nothing of it is believed until [#verified].
    ///
    /// @param keyId as [VerifyingKey#id] writes it
    record Signed(String keyId, byte[] head, byte[] payload, byte[] signature) {
        /// @return the payload; empty if the key did not sign it for this event
        Optional<byte[]> verified(VerifyingKey key, EventId event) {
            byte[] toBeSigned = Cbor.write(Cbor.array(
                    "Signature1", CBORObject.FromObject(head), bound(event), CBORObject.FromObject(payload)));
            return key.verifies(signature, toBeSigned) ? Optional.of(payload) : Optional.empty();
        }
    }

    static byte[] sign(byte[] payload, SigningKey key, EventId event) {
        byte[] head = Cbor.write(CBORObject.NewOrderedMap()
                .Add(ALGORITHM, EDDSA)
                .Add(KEY_ID, HexFormat.of().parseHex(key.verifyingKey().id())));
        CBORObject protectedHead = CBORObject.FromObject(head);
        CBORObject body = CBORObject.FromObject(payload);
        byte[] signature = key.sign(Cbor.write(Cbor.array("Signature1", protectedHead, bound(event), body)));
        return Cbor.write(Cbor.array(protectedHead, CBORObject.NewMap(), body, CBORObject.FromObject(signature)));
    }

    /// @return empty if this is no COSE_Sign1 as [#sign] writes it
    static Optional<Signed> signed(byte[] bytes) {
        return Cbor.array(bytes, CBORType.ByteString, CBORType.Map, CBORType.ByteString, CBORType.ByteString)
                .filter(message -> message.get(1).size() == 0)
                .flatMap(message -> keyId(message.get(0).GetByteString())
                        .map(keyId -> new Signed(
                                keyId,
                                message.get(0).GetByteString(),
                                message.get(2).GetByteString(),
                                message.get(3).GetByteString())))
                .filter(message -> message.signature().length == SIGNATURE_BYTES);
    }

    /// @param key 32 bytes
    static byte[] encrypt(byte[] plain, byte[] key, EventId event) {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        byte[] head = Cbor.write(CBORObject.NewMap().Add(ALGORITHM, A256GCM));
        try {
            return Cbor.write(Cbor.array(
                    CBORObject.FromObject(head),
                    CBORObject.NewMap().Add(IV, iv),
                    CBORObject.FromObject(
                            gcm(Cipher.ENCRYPT_MODE, key, iv, head, event).doFinal(plain))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }

    /// @return empty if this is no COSE_Encrypt0 as [#encrypt] writes it, or for another key or event
    static Optional<byte[]> decrypted(byte[] bytes, byte[] key, EventId event) {
        Optional<CBORObject> message = Cbor.array(bytes, CBORType.ByteString, CBORType.Map, CBORType.ByteString)
                .filter(read -> Arrays.equals(
                        read.get(0).GetByteString(),
                        Cbor.write(CBORObject.NewMap().Add(ALGORITHM, A256GCM))))
                .filter(read -> read.get(1).size() == 1
                        && isBytes(IV_BYTES).test(read.get(1).get(CBORObject.FromObject(IV))));
        if (message.isEmpty()) {
            return Optional.empty();
        }
        byte[] head = message.get().get(0).GetByteString();
        byte[] iv = message.get().get(1).get(CBORObject.FromObject(IV)).GetByteString();
        try {
            return Optional.of(gcm(Cipher.DECRYPT_MODE, key, iv, head, event)
                    .doFinal(message.get().get(2).GetByteString()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> keyId(byte[] head) {
        return Cbor.read(head)
                .filter(map -> map.getType() == CBORType.Map && map.size() == 2)
                .filter(map -> CBORObject.FromObject(EDDSA).equals(map.get(CBORObject.FromObject(ALGORITHM))))
                .map(map -> map.get(CBORObject.FromObject(KEY_ID)))
                .filter(isBytes(KEY_ID_BYTES))
                .map(id -> HexFormat.of().formatHex(id.GetByteString()));
    }

    private static Predicate<CBORObject> isBytes(int count) {
        return value ->
                value != null && value.getType() == CBORType.ByteString && value.GetByteString().length == count;
    }

    private static Cipher gcm(int mode, byte[] key, byte[] iv, byte[] head, EventId event)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(Cbor.write(Cbor.array("Encrypt0", CBORObject.FromObject(head), bound(event))));
        return cipher;
    }

    /// What both envelopes are bound to without carrying it: the version of the format, and the event.
    private static CBORObject bound(EventId event) {
        return CBORObject.FromObject(ByteBuffer.allocate(PassText.PREFIX.length() + 16)
                .put(PassText.PREFIX.getBytes(US_ASCII))
                .putLong(event.value().getMostSignificantBits())
                .putLong(event.value().getLeastSignificantBits())
                .array());
    }
}
