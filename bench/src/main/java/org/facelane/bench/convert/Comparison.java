package org.facelane.bench.convert;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/// Two models run on the same made-up inputs: how far apart their answers are, and how long each takes.
///
/// @param difference the largest difference of one output value, divided by the largest absolute output value
/// @param millisecondsBefore median of a run of the first model, one thread
/// @param millisecondsAfter median of a run of the second
public record Comparison(double difference, double millisecondsBefore, double millisecondsAfter) {
    private static final int INPUTS = 20;
    private static final int TIMED_RUNS = 100;

    /// @param before a model that takes one tensor of floats; sizes it leaves open count as 1
    /// @param seed of the inputs, drawn evenly from −1 to 1
    public static Comparison of(byte[] before, byte[] after, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (OrtSession.SessionOptions options = options();
                OrtSession first = OrtEnvironment.getEnvironment().createSession(before, options);
                OrtSession second = OrtEnvironment.getEnvironment().createSession(after, options)) {
            double difference = 0;
            for (int i = 0; i < INPUTS; i++) {
                float[] input = input(first, random);
                difference = Math.max(difference, difference(run(first, input), run(second, input)));
            }
            double[] times = times(first, second, input(first, random));
            return new Comparison(difference, times[0], times[1]);
        } catch (OrtException e) {
            throw new IllegalStateException("the runtime refuses a model: " + e.getMessage(), e);
        }
    }

    /// What a model takes and gives, its size and how long a run takes: one line for people.
    static String describe(byte[] model) {
        try (OrtSession.SessionOptions options = options();
                OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options)) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(1);
            double[] times = times(session, session, input(session, random));
            return String.format(
                    Locale.ROOT,
                    "%,d bytes, in %s, out %s, %.1f ms a run",
                    model.length,
                    shapes(session.getInputInfo()),
                    shapes(session.getOutputInfo()),
                    times[0]);
        } catch (OrtException e) {
            throw new IllegalStateException("the runtime refuses a model: " + e.getMessage(), e);
        }
    }

    private static String shapes(Map<String, NodeInfo> infos) {
        return infos.entrySet().stream()
                .map(info -> info.getKey() + " "
                        + Arrays.toString(((TensorInfo) info.getValue().getInfo()).getShape()))
                .collect(Collectors.joining(" and "));
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return options;
    }

    private static Map.Entry<String, NodeInfo> inputInfo(OrtSession session) throws OrtException {
        return session.getInputInfo().entrySet().iterator().next();
    }

    private static long[] shape(OrtSession session) throws OrtException {
        long[] shape = ((TensorInfo) inputInfo(session).getValue().getInfo()).getShape();
        return Arrays.stream(shape).map(size -> Math.max(1, size)).toArray();
    }

    private static float[] input(OrtSession session, RandomGenerator random) throws OrtException {
        int count = (int) Arrays.stream(shape(session)).reduce(1, (a, b) -> a * b);
        float[] input = new float[count];
        for (int i = 0; i < count; i++) {
            input[i] = random.nextFloat(-1, 1);
        }
        return input;
    }

    private static float[] run(OrtSession session, float[] input) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(input), shape(session));
                OrtSession.Result result = session.run(Map.of(inputInfo(session).getKey(), tensor))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[output.remaining()];
            output.get(values);
            return values;
        }
    }

    private static double difference(float[] first, float[] second) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(first[i]));
            difference = Math.max(difference, Math.abs(first[i] - second[i]));
        }
        return difference / largest;
    }

    /// Runs of both models by turns, so that whatever else the machine does falls on both alike.
    private static double[] times(OrtSession first, OrtSession second, float[] input) throws OrtException {
        double[] before = new double[TIMED_RUNS];
        double[] after = new double[TIMED_RUNS];
        for (int i = 0; i < TIMED_RUNS; i++) {
            before[i] = milliseconds(first, input);
            after[i] = milliseconds(second, input);
        }
        Arrays.sort(before);
        Arrays.sort(after);
        return new double[] {before[TIMED_RUNS / 2], after[TIMED_RUNS / 2]};
    }

    private static double milliseconds(OrtSession session, float[] input) throws OrtException {
        long start = System.nanoTime();
        run(session, input);
        return (System.nanoTime() - start) / 1e6;
    }
}
