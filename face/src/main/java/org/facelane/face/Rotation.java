package org.facelane.face;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The secret orthogonal transform of one event (ISO/IEC 24745: renewable, unlinkable references).
///
/// It keeps every angle, so scores stay what they are, while references of two events cannot be compared without both
/// secrets. Drawn evenly from all orthogonal transforms (Stewart 1980: a product of Householder reflections along
/// normal vectors) by AES-256 in counter mode under the secret, so the same secret gives the same transform on every
/// machine. It hides features from whoever lacks the secret; it is not encryption, and templates are encrypted as well.
///
/// Immutable and safe for use by several threads. Making one costs about `dimension³` multiplications, applying it
/// `dimension²` in loops that the compiler vectorises.
public final class Rotation {
    /// Bytes of a secret.
    public static final int SECRET_BYTES = 32;

    /// Row `k` is where the `k`-th feature goes.
    private final float[][] rows;

    private final String fingerprint;

    private Rotation(float[][] rows, String fingerprint) {
        this.rows = rows;
        this.fingerprint = fingerprint;
    }

    /// @param secret 32 bytes from a secure source, one for each event
    /// @param dimension of the features it will turn, at least 2
    public static Rotation of(byte[] secret, int dimension) {
        requireNonNull(secret, "secret is null");
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes, got " + secret.length);
        }
        if (dimension < 2) {
            throw new IllegalArgumentException("a rotation has 2 dimensions or more, got " + dimension);
        }
        NormalStream normals = new NormalStream(secret);
        double[][] reflections = new double[dimension - 1][];
        boolean[] flips = new boolean[dimension];
        for (int k = 0; k < dimension - 1; k++) {
            double[] axis = normals.next(dimension - k);
            double length = length(axis);
            flips[k] = axis[0] < 0;
            axis[0] += flips[k] ? -length : length;
            reflections[k] = unit(axis);
        }
        flips[dimension - 1] = normals.next(1)[0] < 0;
        return new Rotation(rows(reflections, flips), fingerprint(secret, dimension));
    }

    /// The dimension of the features it turns.
    public int dimension() {
        return rows.length;
    }

    /// Names the rotation without giving it away: the first 16 hexadecimal digits of a hash of the secret.
    public String fingerprint() {
        return fingerprint;
    }

    /// Turns a vector; the argument stays as it is.
    ///
    /// @throws IllegalArgumentException if the dimension is another
    float[] apply(float[] values) {
        if (values.length != dimension()) {
            throw new IllegalArgumentException("expected " + dimension() + " features, got " + values.length);
        }
        float[] turned = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            float value = values[k];
            float[] row = rows[k];
            for (int i = 0; i < turned.length; i++) {
                turned[i] += value * row[i];
            }
        }
        return turned;
    }

    private static float[][] rows(double[][] reflections, boolean[] flips) {
        float[][] rows = new float[flips.length][flips.length];
        for (int k = 0; k < flips.length; k++) {
            double[] turned = new double[flips.length];
            turned[k] = flips[k] ? -1 : 1;
            for (int from = Math.min(k, reflections.length - 1); from >= 0; from--) {
                reflect(turned, from, reflections[from]);
            }
            for (int i = 0; i < turned.length; i++) {
                rows[k][i] = (float) turned[i];
            }
        }
        return rows;
    }

    private static void reflect(double[] values, int from, double[] axis) {
        double dot = 0;
        for (int i = 0; i < axis.length; i++) {
            dot += axis[i] * values[from + i];
        }
        for (int i = 0; i < axis.length; i++) {
            values[from + i] -= 2 * dot * axis[i];
        }
    }

    private static double[] unit(double[] axis) {
        double length = length(axis);
        return Arrays.stream(axis).map(x -> x / length).toArray();
    }

    private static double length(double[] axis) {
        return Math.sqrt(Arrays.stream(axis).map(x -> x * x).sum());
    }

    private static String fingerprint(byte[] secret, int dimension) {
        MessageDigest digest = Sha256.digest();
        digest.update("facelane rotation ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        digest.update((byte) (dimension >> 8));
        digest.update((byte) dimension);
        return HexFormat.of().formatHex(digest.digest(secret), 0, 8);
    }

    /// Normal numbers from a key stream, by the method of Box and Muller in `StrictMath`, the same on every
    /// machine.
    private static final class NormalStream {
        private final Cipher stream;

        NormalStream(byte[] secret) {
            try {
                stream = Cipher.getInstance("AES/CTR/NoPadding");
                stream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(new byte[16]));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no AES-256 in counter mode", e);
            }
        }

        double[] next(int count) {
            double[] normals = new double[count];
            for (int i = 0; i < count; i += 2) {
                double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform()));
                double angle = 2 * StrictMath.PI * uniform();
                normals[i] = radius * StrictMath.cos(angle);
                if (i + 1 < count) {
                    normals[i + 1] = radius * StrictMath.sin(angle);
                }
            }
            return normals;
        }

        /// Above 0, at most 1, in steps of 2⁻⁵³.
        private double uniform() {
            byte[] bytes = stream.update(new byte[16]);
            long bits = 0;
            for (int i = 0; i < 8; i++) {
                bits = bits << 8 | bytes[i] & 0xff;
            }
            return ((bits >>> 11) + 1) * 0x1.0p-53;
        }
    }
}
