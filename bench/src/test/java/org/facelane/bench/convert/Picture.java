package org.facelane.bench.convert;

/// A picture with channels last and the steps of a network on it, written as plainly as can be: what the converted
/// networks are compared with.
record Picture(int height, int width, int channels, float[] values) {
    static Picture empty(int height, int width, int channels) {
        return new Picture(height, width, channels, new float[height * width * channels]);
    }

    float at(int y, int x, int c) {
        return y < 0 || x < 0 || y >= height || x >= width || c >= channels
                ? 0
                : values[(y * width + x) * channels + c];
    }

    /// @param filters height × width × in × out (TensorFlow.js's order)
    /// @param border pixels of zeros before the first
    Picture convolved(float[] filters, int side, int out, int stride, int border, int size) {
        Picture result = empty(size, size, out);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int v = 0; v < side; v++) {
                    for (int u = 0; u < side; u++) {
                        for (int c = 0; c < channels; c++) {
                            float pixel = at(y * stride + v - border, x * stride + u - border, c);
                            for (int o = 0; pixel != 0 && o < out; o++) {
                                result.values[(y * size + x) * out + o] +=
                                        pixel * filters[((v * side + u) * channels + c) * out + o];
                            }
                        }
                    }
                }
            }
        }
        return result;
    }

    /// Every pixel's channel times `scales` plus `shifts`.
    Picture scaled(float[] scales, float[] shifts) {
        Picture result = empty(height, width, channels);
        for (int i = 0; i < values.length; i++) {
            result.values[i] = values[i] * scales[i % channels] + shifts[i % channels];
        }
        return result;
    }

    /// @param slope of what is below 0
    Picture rectified(float slope) {
        Picture result = empty(height, width, channels);
        for (int i = 0; i < values.length; i++) {
            result.values[i] = Math.max(values[i], slope * values[i]);
        }
        return result;
    }

    /// The sum with another picture; the smaller is filled up with zeros.
    Picture plus(Picture other) {
        Picture result =
                empty(Math.max(height, other.height), Math.max(width, other.width), Math.max(channels, other.channels));
        for (int i = 0; i < result.values.length; i++) {
            int c = i % result.channels;
            int x = i / result.channels % result.width;
            int y = i / result.channels / result.width;
            result.values[i] = at(y, x, c) + other.at(y, x, c);
        }
        return result;
    }

    /// The mean or the greatest of each square that lies within the picture.
    Picture pooled(int side, int stride, boolean greatest) {
        int size = (height - side) / stride + 1;
        Picture result = empty(size, size, channels);
        for (int i = 0; i < result.values.length; i++) {
            int c = i % channels;
            int x = i / channels % size;
            int y = i / channels / size;
            float most = Float.NEGATIVE_INFINITY;
            float sum = 0;
            for (int k = 0; k < side * side; k++) {
                float pixel = at(y * stride + k / side, x * stride + k % side, c);
                most = Math.max(most, pixel);
                sum += pixel / (side * side);
            }
            result.values[i] = greatest ? most : sum;
        }
        return result;
    }

    /// The values with channels first.
    float[] channelsFirst() {
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % channels * height * width + i / channels] = values[i];
        }
        return turned;
    }
}
