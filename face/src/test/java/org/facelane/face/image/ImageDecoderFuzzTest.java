package org.facelane.face.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.face.image.PictureFiles.jpeg;
import static org.facelane.face.image.PictureFiles.png;
import static org.facelane.face.image.PictureFiles.quadrants;
import static org.facelane.face.image.PictureFiles.resource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.facelane.face.Image;
import org.facelane.face.image.Decoding.Decoded;
import org.facelane.face.image.Decoding.NotDecoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Damages good files in seeded, random ways. Whatever comes out is an outcome: no exception, no endless loop, no image
/// beyond the limits. A failure names its seed, which alone repeats it.
@Timeout(300)
class ImageDecoderFuzzTest {
    private static final int ROUNDS = 600;
    private static final DecodeLimits LIMITS = new DecodeLimits(100_000, 1_000_000, 2, 500);

    private static final List<byte[]> FILES = List.of(
            jpeg(quadrants(64, 48, BufferedImage.TYPE_INT_RGB), false),
            jpeg(quadrants(64, 48, BufferedImage.TYPE_INT_RGB), true),
            jpeg(quadrants(64, 48, BufferedImage.TYPE_BYTE_GRAY), false),
            png(quadrants(64, 48, BufferedImage.TYPE_INT_ARGB)),
            png(quadrants(64, 48, BufferedImage.TYPE_BYTE_INDEXED)),
            PictureFiles.withChunk(
                    png(quadrants(64, 48, BufferedImage.TYPE_USHORT_GRAY)), "eXIf", PictureFiles.exif(6, true)),
            resource("lossy.webp"),
            resource("lossless.webp"),
            resource("alpha.webp"),
            resource("animated.webp"),
            resource("turned.webp"));

    @Test
    void onlyOutcomes_whateverTheBytes() {
        int[] decoded = new int[FILES.size()];
        for (int seed = 0; seed < ROUNDS * FILES.size(); seed++) {
            Random random = new Random(seed);
            int file = seed % FILES.size();
            byte[] damaged = damage(FILES.get(file), random);
            if (random.nextBoolean()) {
                mendPngSums(damaged);
            }
            decoded[file] += outcome(damaged, seed) ? 1 : 0;
        }
        // The fuzz must get past the walk through the parts, or it tests nothing behind it.
        assertThat(Arrays.stream(decoded).min().orElseThrow()).isGreaterThan(10);
    }

    @Test
    void onlyOutcomes_noiseBehindAGoodStart() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(1, 2_000)];
            random.nextBytes(noise);
            byte[] start = FILES.get(seed % FILES.size());
            System.arraycopy(start, 0, noise, 0, Math.min(noise.length, random.nextInt(start.length)));
            outcome(noise, seed);
        }
    }

    private static boolean outcome(byte[] bytes, int seed) {
        try {
            return switch (ImageDecoder.decode(bytes, LIMITS)) {
                case Decoded(Image image) -> {
                    assertThat(Math.max(image.width(), image.height())).isLessThanOrEqualTo(LIMITS.sideMax());
                    yield true;
                }
                case NotDecoded _ -> false;
            };
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static byte[] damage(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(random.nextBoolean() ? 3 : 30);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) random.nextInt();
                case 3 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 4 -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
                case 5 -> bytes = repeat(bytes, at, random.nextInt(1, 40));
                default -> bytes = cut(bytes, at, random.nextInt(1, 40));
            }
        }
        return bytes;
    }

    private static byte[] repeat(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, end);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private static byte[] cut(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }

    /// Without this nearly every damaged PNG would stop at the first wrong sum.
    private static void mendPngSums(byte[] bytes) {
        if (bytes.length < 8 || bytes[1] != 'P') {
            return;
        }
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = 8;
        while (at + 12 <= bytes.length) {
            int length = file.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                return;
            }
            CRC32 sum = new CRC32();
            sum.update(bytes, at + 4, length + 4);
            file.putInt(at + 8 + length, (int) sum.getValue());
            at += 12 + length;
        }
    }
}
