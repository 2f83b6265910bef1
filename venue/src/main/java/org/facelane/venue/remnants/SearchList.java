package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What to look for after an erasure, without being it: of each fragment of a guest's template 32 bits of a rolling
/// hash, by which candidates are found at every byte, and 128 bits of HMAC-SHA256, by which they are told from chance,
/// both under a salt drawn for this list alone.
///
/// A fragment has more than 100 bits of its own, so it cannot be found by trying; two lists of one guest have nothing
/// in common. Whoever has the list and another copy of the very template can tell that they belong together, so it is
/// destroyed when the check is done. Immutable and safe for use by several threads; a search takes about 10 ns a byte.
final class SearchList {
    private static final String FIRST_LINE = "facelane search list 1";
    private static final int SALT_BYTES = 32;
    private static final int MAC_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] salt;
    private final Map<Shape, Sieve> sieves = new EnumMap<>(Shape.class);
    private final List<Print> prints;

    /// A fragment's fingerprint.
    private record Print(Trace trace, Shape shape, int sign, String mac) {}

    private SearchList(byte[] salt, List<Print> prints) {
        this.salt = salt;
        this.prints = List.copyOf(prints);
        for (Shape shape : Shape.values()) {
            List<Print> own =
                    prints.stream().filter(print -> print.shape() == shape).toList();
            if (!own.isEmpty()) {
                sieves.put(shape, new Sieve(shape, base(salt), own));
            }
        }
    }

    static SearchList of(Traces traces) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        long base = base(salt);
        Set<Print> prints = new LinkedHashSet<>();
        for (Traces.Fragment fragment : traces.fragments()) {
            Shape shape = fragment.shape();
            byte[] lying = shape.spread(fragment.bytes());
            prints.add(new Print(
                    fragment.trace(),
                    shape,
                    Sieve.sign(Sieve.whole(shape, base, lying, 0)),
                    mac(salt, shape, lying, 0)));
        }
        return new SearchList(salt, new ArrayList<>(prints));
    }

    /// A list as [#lines] wrote it.
    ///
    /// @throws IllegalArgumentException if it is none
    static SearchList of(List<String> lines) {
        try {
            if (!lines.getFirst().equals(FIRST_LINE)) {
                throw new IllegalArgumentException("it does not begin with '" + FIRST_LINE + "'");
            }
            List<Print> prints = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] words = line.split(" ", -1);
                prints.add(new Print(
                        new Trace(Form.valueOf(words[0]), Encoding.valueOf(words[1])),
                        Shape.valueOf(words[2]),
                        HexFormat.fromHexDigits(words[3]),
                        words[4]));
            }
            return new SearchList(HEX.parseHex(lines.get(1)), prints);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("this is no search list: " + e.getMessage(), e);
        }
    }

    /// As text.
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE, HEX.formatHex(salt)));
        for (Print print : prints) {
            lines.add(String.join(
                    " ",
                    print.trace().form().name(),
                    print.trace().encoding().name(),
                    print.shape().name(),
                    HEX.toHexDigits(print.sign()),
                    print.mac()));
        }
        return lines;
    }

    /// Everything that it can find.
    Set<Trace> traces() {
        Set<Trace> traces = new TreeSet<>();
        prints.forEach(print -> traces.add(print.trace()));
        return traces;
    }

    /// What lies in `bytes`, from 0 to `length`.
    Set<Trace> in(byte[] bytes, int length) {
        Set<Trace> found = new TreeSet<>();
        sieves.forEach((shape, sieve) -> sieve.sift(bytes, length, (at, candidates) -> {
            String mac = mac(salt, shape, bytes, at);
            candidates.stream().filter(print -> print.mac().equals(mac)).forEach(print -> found.add(print.trace()));
        }));
        return found;
    }

    private static String mac(byte[] salt, Shape shape, byte[] bytes, int at) {
        return HEX.formatHex(hmac(salt, shape.name(), shape.gather(bytes, at)), 0, MAC_BYTES);
    }

    private static long base(byte[] salt) {
        return ByteBuffer.wrap(hmac(salt, "base", new byte[0])).getLong() | 1;
    }

    private static byte[] hmac(byte[] salt, String purpose, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            mac.update(purpose.getBytes(US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }

    /// Finds the places at which a fragment of one shape may lie: a polynomial that moves along with one
    /// multiplication a byte.
    private static final class Sieve {
        private static final long MIX = 0x9e3779b97f4a7c15L;
        private static final int BITS = 1 << 18;

        private final Shape shape;
        private final long base;
        private final long leaving;
        private final long[] mesh = new long[BITS / Long.SIZE];
        private final Map<Integer, List<Print>> bySign = new HashMap<>();

        /// What is told of a place.
        @FunctionalInterface
        interface Found {
            void at(int place, List<Print> candidates);
        }

        Sieve(Shape shape, long base, List<Print> prints) {
            this.shape = requireNonNull(shape, "shape is null");
            this.base = base;
            long power = 1;
            for (int i = 0; i < shape.count(); i++) {
                power *= base;
            }
            leaving = power;
            for (Print print : prints) {
                int bit = print.sign() & BITS - 1;
                mesh[bit >>> 6] |= 1L << bit;
                bySign.computeIfAbsent(print.sign(), _ -> new ArrayList<>()).add(print);
            }
        }

        void sift(byte[] bytes, int length, Found found) {
            int stride = shape.stride();
            int last = length - shape.span();
            int behind = (shape.count() - 1) * stride;
            long[] hashes = new long[stride];
            int slot = 0;
            for (int at = 0; at <= last; at++) {
                long hash = at < stride
                        ? whole(shape, base, bytes, at)
                        : hashes[slot] * base
                                + shape.element(bytes, at + behind)
                                - leaving * shape.element(bytes, at - stride);
                hashes[slot] = hash;
                slot = slot + 1 == stride ? 0 : slot + 1;
                int sign = sign(hash);
                int bit = sign & BITS - 1;
                if ((mesh[bit >>> 6] >>> bit & 1) != 0 && bySign.containsKey(sign)) {
                    found.at(at, bySign.get(sign));
                }
            }
        }

        static long whole(Shape shape, long base, byte[] bytes, int at) {
            long hash = 0;
            for (int i = 0; i < shape.count(); i++) {
                hash = hash * base + shape.element(bytes, at + i * shape.stride());
            }
            return hash;
        }

        static int sign(long hash) {
            return (int) (hash * MIX >>> 32);
        }
    }
}
