package org.facelane.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.convert.FaceApiWeights.Tensor;
import org.junit.jupiter.api.Test;

/// Made-up weights through the converted network and through the steps of face-api.js, one by one.
class DlibResNetTest {
    private static final String[] BLOCKS = {
        "conv32_1",
        "conv32_2",
        "conv32_3",
        "conv64_down",
        "conv64_1",
        "conv64_2",
        "conv64_3",
        "conv128_down",
        "conv128_1",
        "conv128_2",
        "conv256_down",
        "conv256_1",
        "conv256_2",
        "conv256_down_out"
    };

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    private final Map<String, Tensor> tensors = new HashMap<>();

    @Test
    void givesTheAnswersOfThePlainSteps() {
        makeUpWeights();
        FaceApiWeights weights = new FaceApiWeights(tensors);
        float[] pixels = new float[150 * 150 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        Picture picture = new Picture(150, 150, 3, pixels);
        float[] features = Runs.run(DlibResNet.convert(weights), picture.channelsFirst(), 1, 3, 150, 150);
        float[] expected = plain(picture);
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(features).hasSize(128);
        for (int i = 0; i < 128; i++) {
            assertThat((double) features[i]).isCloseTo(expected[i], within(1e-4 * largest));
        }
    }

    @Test
    void refuses_weightsOfAnotherNetwork() {
        assertThatThrownBy(() -> DlibResNet.convert(new FaceApiWeights(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conv32_down");
    }

    private float[] plain(Picture picture) {
        float[] one = {1 / 256f, 1 / 256f, 1 / 256f};
        float[] mean = {-122.782f / 256, -117.001f / 256, -104.298f / 256};
        Picture value = layer(picture.scaled(one, mean), "conv32_down", 7, 2, 0)
                .rectified(0)
                .pooled(3, 2, true);
        for (String block : BLOCKS) {
            boolean halves = block.contains("_down");
            Picture first = layer(value, block + "/conv1", 3, halves ? 2 : 1, halves ? 0 : 1)
                    .rectified(0);
            Picture second = layer(first, block + "/conv2", 3, 1, 1);
            value = second.plus(halves ? value.pooled(2, 2, false) : value).rectified(0);
        }
        float[] fully = floats("fc");
        float[] features = new float[128];
        int area = value.height() * value.width();
        for (int i = 0; i < value.values().length; i++) {
            for (int k = 0; k < 128; k++) {
                features[k] += value.values()[i] / area * fully[i % value.channels() * 128 + k];
            }
        }
        return features;
    }

    private Picture layer(Picture value, String name, int side, int stride, int border) {
        float[] scales = floats(name + "/scale/weights");
        float[] biases = floats(name + "/conv/bias");
        float[] ones = new float[biases.length];
        Arrays.fill(ones, 1);
        int size = (value.height() + 2 * border - side) / stride + 1;
        return value.convolved(floats(name + "/conv/filters"), side, scales.length, stride, border, size)
                .scaled(ones, biases)
                .scaled(scales, floats(name + "/scale/biases"));
    }

    private float[] floats(String name) {
        return new FaceApiWeights(tensors).tensor(name).floats();
    }

    private void makeUpWeights() {
        layerWeights("conv32_down", 7, 3, 32);
        int channels = 32;
        for (String block : BLOCKS) {
            int next = Integer.parseInt(block.replaceAll("conv([0-9]+)_.*", "$1"));
            layerWeights(block + "/conv1", 3, channels, next);
            layerWeights(block + "/conv2", 3, next, next);
            channels = next;
        }
        tensors.put("fc", octets(0.01, 256, 128));
    }

    private void layerWeights(String name, int side, int in, int out) {
        double size = 2.0 / Math.sqrt(side * side * in);
        tensors.put(name + "/conv/filters", octets(size, side, side, in, out));
        tensors.put(name + "/conv/bias", octets(0.1, out));
        tensors.put(name + "/scale/weights", octets(1, out));
        tensors.put(name + "/scale/biases", octets(0.1, out));
    }

    /// Octets that stand for values from −`size` to `size`.
    private Tensor octets(double size, long... shape) {
        long count = 1;
        for (long side : shape) {
            count *= side;
        }
        byte[] raw = new byte[(int) count];
        random.nextBytes(raw);
        return new Tensor(shape, true, size / 128, -size, raw);
    }
}
