package org.facelane.venue.pass;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.util.List;
import java.util.Optional;

/// CBOR in the one form that counts here, CTAP2 canonical: shortest lengths, definite sizes, sorted keys, no tags, no
/// floats, at most four levels. Whatever is not written so is no pass, so that no pass can be written in two ways.
final class Cbor {
    private static final CBOREncodeOptions CANONICAL =
            new CBOREncodeOptions("ctap2canonical=true;allowduplicatekeys=false");

    private Cbor() {}

    static byte[] write(CBORObject value) {
        return value.EncodeToBytes(CANONICAL);
    }

    static CBORObject array(Object... elements) {
        CBORObject array = CBORObject.NewArray();
        List.of(elements).forEach(array::Add);
        return array;
    }

    /// An array of exactly these types.
    ///
    /// @return empty for anything else
    static Optional<CBORObject> array(byte[] bytes, CBORType... types) {
        return read(bytes).filter(value -> value.getType() == CBORType.Array && hasTypes(value, types));
    }

    /// @return empty if the bytes are anything but one value in the canonical form
    static Optional<CBORObject> read(byte[] bytes) {
        try {
            return Optional.of(CBORObject.DecodeFromBytes(bytes, CANONICAL));
        } catch (CBORException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static boolean hasTypes(CBORObject array, CBORType... types) {
        if (array.size() != types.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (array.get(i).getType() != types[i]) {
                return false;
            }
        }
        return true;
    }
}
