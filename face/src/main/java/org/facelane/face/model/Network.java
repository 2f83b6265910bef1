package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// One ONNX network with one input and outputs of fixed size, opened once and shared by all threads.
///
/// A caller borrows an [Inference], fills its input, runs it and reads its outputs; input and outputs are direct
/// buffers that the runtime uses in place, so nothing is copied. Inferences are pooled: there are never more of them
/// than there were callers at one time. Every network computes on the caller's thread only (one intra-op thread, no
/// spinning), which must be a platform thread.
///
/// Thread-safe. [#close()] waits for inferences that are running; an inference that runs later throws.
public final class Network implements AutoCloseable {
    private static final int VALUE_COUNT_MAX = 16_000_000;

    private final String name;
    private final OrtSession session;
    private final NodeInfo input;
    private final ConcurrentLinkedDeque<Inference> idle = new ConcurrentLinkedDeque<>();
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private Network(String name, OrtSession session, NodeInfo input) {
        this.name = name;
        this.session = session;
        this.input = input;
    }

    /// @param name what messages call it
    /// @param onnx the bytes of a file whose sum has been checked
    static Network open(String name, byte[] onnx) {
        requireNonNull(name, "name is null");
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(onnx, options);
            if (session.getNumInputs() != 1) {
                session.close();
                throw new DamagedModelPack(name + " has " + session.getNumInputs()
                        + " inputs, expected 1. Use a network of the family that the manifest names.");
            }
            return new Network(
                    name, session, session.getInputInfo().values().iterator().next());
        } catch (OrtException e) {
            throw new DamagedModelPack(
                    name + " is not a network that ONNX Runtime can open (" + e.getMessage()
                            + "). Fetch the model pack again.",
                    e);
        }
    }

    /// @return the input's shape; an open batch dimension counts as 1
    long[] inputShape() {
        return shape(input);
    }

    /// How many values the output `output` has, or −1 if there is no such output.
    long outputCount(String output) {
        try {
            NodeInfo info = session.getOutputInfo().get(output);
            return info == null ? -1 : Arrays.stream(shape(info)).reduce(1, Math::multiplyExact);
        } catch (OrtException e) {
            throw new InferenceFailed("cannot read the outputs of " + name, e);
        }
    }

    /// The names of the outputs, in the network's order.
    public List<String> outputs() {
        return List.copyOf(session.getOutputNames());
    }

    /// The name of the network's only output.
    public String onlyOutput() {
        if (session.getNumOutputs() != 1) {
            throw new DamagedModelPack(name + " has " + session.getNumOutputs() + " outputs, expected 1.");
        }
        return session.getOutputNames().iterator().next();
    }

    /// The name of the first output: AdaFace's networks also give the length of their features as a second.
    public String firstOutput() {
        return session.getOutputNames().iterator().next();
    }

    /// An inference of this network for the calling thread; close it to give it back.
    public Inference borrow() {
        Inference inference = idle.pollFirst();
        return inference != null ? inference : new Inference();
    }

    /// Waits for inferences that are running, then frees the network.
    @Override
    public void close() {
        Lock lock = life.writeLock();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                idle.forEach(Inference::free);
                idle.clear();
                session.close();
            }
        } catch (OrtException e) {
            throw new InferenceFailed("cannot close " + name, e);
        } finally {
            lock.unlock();
        }
    }

    private static OrtEnvironment environment() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            LastingEnvironment.hold();
            return environment;
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError | IllegalStateException e) {
            throw new InferenceFailed(
                    "ONNX Runtime's native library could not be loaded. It is unpacked to "
                            + System.getProperty("java.io.tmpdir")
                            + ": see that this folder has 100 MB free and is not mounted noexec,"
                            + " or name another with -Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    private static long[] shape(NodeInfo info) {
        long[] shape = ((TensorInfo) info.getInfo()).getShape().clone();
        if (shape.length > 0 && shape[0] < 0) {
            shape[0] = 1;
        }
        return shape;
    }

    /// One borrowed run of the network. For one thread at a time.
    public final class Inference implements AutoCloseable {
        private final FloatBuffer inputValues;
        private final OnnxTensor inputTensor;
        private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();
        private final Map<String, FloatBuffer> outputValues = new LinkedHashMap<>();

        private Inference() {
            try {
                inputValues = direct(inputShape());
                inputTensor = OnnxTensor.createTensor(environment(), inputValues, inputShape());
                for (Map.Entry<String, NodeInfo> output :
                        session.getOutputInfo().entrySet()) {
                    long[] shape = shape(output.getValue());
                    FloatBuffer values = direct(shape);
                    outputValues.put(output.getKey(), values);
                    outputTensors.put(output.getKey(), OnnxTensor.createTensor(environment(), values, shape));
                }
            } catch (OrtException e) {
                throw new InferenceFailed("cannot make buffers for " + name, e);
            }
        }

        /// The network's input, to be filled by absolute puts; it keeps the values of an earlier run.
        public FloatBuffer input() {
            return inputValues;
        }

        /// Computes the outputs from the input.
        public void run() {
            Lock lock = life.readLock();
            lock.lock();
            try {
                if (closed) {
                    throw new IllegalStateException(name + " has been closed");
                }
                session.run(Map.of(input.getName(), inputTensor), outputTensors).close();
            } catch (OrtException e) {
                throw new InferenceFailed("cannot run " + name, e);
            } finally {
                lock.unlock();
            }
        }

        /// The values of an output after [#run()]; valid until this inference is closed.
        public FloatBuffer output(String output) {
            return requireNonNull(outputValues.get(output), "output is null");
        }

        /// Gives the inference back.
        @Override
        public void close() {
            Lock lock = life.readLock();
            lock.lock();
            try {
                if (closed) {
                    free();
                } else {
                    idle.addFirst(this);
                }
            } finally {
                lock.unlock();
            }
        }

        private void free() {
            inputTensor.close();
            outputTensors.values().forEach(OnnxTensor::close);
        }

        private FloatBuffer direct(long[] shape) {
            long count = 1;
            for (long size : shape) {
                if (size < 1 || size > VALUE_COUNT_MAX || (count *= size) > VALUE_COUNT_MAX) {
                    throw new DamagedModelPack(name + " has an input or output of " + Arrays.toString(shape)
                            + "; sizes are fixed and at most " + VALUE_COUNT_MAX + " values.");
                }
            }
            return ByteBuffer.allocateDirect(Math.toIntExact(4 * count))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }
}
