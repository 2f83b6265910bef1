package org.facelane.face.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Calibration;
import org.facelane.face.Landmarks;
import org.facelane.face.ModelVersion;
import org.facelane.face.Sha256;
import org.facelane.face.image.Channels;
import org.facelane.face.image.Planes;
import org.jspecify.annotations.Nullable;

/// Everything that recognition takes from outside: its networks, the projection and the calibration, from one folder.
///
/// Loading reads every file, compares its SHA-256 with the manifest and only then opens it (about 0.3 s and 30 MB for
/// the default pack). The networks are shared: one pack serves any number of threads. Close it when no thread uses it
/// any more. Thread-safe.
public final class ModelPack implements AutoCloseable {
    private static final int NETWORK_BYTES_MAX = 512 * 1024 * 1024;
    private static final int CALIBRATION_BYTES_MAX = 1024 * 1024;
    private static final int SIZE_MAX = 2048;

    /// Changes when the code between the networks does (crops, alignment), because features then look different.
    private static final String PROCEDURE = "procedure 1";

    private final ModelVersion version;
    private final DetectorModel detector;
    private final LandmarkModel landmarks;
    private final List<EmbedderModel> embedders;
    private final PadModel pad;
    private final @Nullable ProjectionMatrix projection;
    private final @Nullable CalibrationFile calibration;
    private final Deque<Network> networks = new ArrayDeque<>();

    private ModelPack(Manifest manifest) {
        try {
            detector = detector(manifest);
            landmarks = landmarks(manifest);
            embedders = Embedders.read(manifest, (part, shape) -> open(manifest, part, shape));
            pad = pad(manifest);
            projection = manifest.has("projection.file") ? projection(manifest) : null;
            calibration = manifest.has("calibration.file")
                    ? CalibrationFile.read(
                            manifest, manifest.verified("calibration", CALIBRATION_BYTES_MAX), dimension())
                    : null;
            version = version(manifest);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// @param folder with a `manifest.properties` and the files it names
    /// @throws DamagedModelPack if a file is missing, damaged, or not what the manifest says
    /// @throws InferenceFailed if the inference runtime does not work on this machine
    public static ModelPack load(Path folder) {
        return new ModelPack(Manifest.read(folder));
    }

    /// Names what features of this pack look like; changes with everything that decides them.
    public ModelVersion version() {
        return version;
    }

    /// How many features a face has.
    public int dimension() {
        return projection == null ? featureCount() : projection.dimension();
    }

    /// How similarities become scores; absent in a pack that is being measured.
    public Optional<Calibration> calibration() {
        return Optional.ofNullable(calibration).map(CalibrationFile::calibration);
    }

    /// How far the features of different people spread along each dimension, as a standard deviation of features of
    /// unit length. Even, if the pack does not say.
    public double[] spectrum() {
        if (calibration != null && calibration.spectrum().length > 0) {
            return calibration.spectrum().clone();
        }
        double[] even = new double[dimension()];
        Arrays.fill(even, 1 / Math.sqrt(dimension()));
        return even;
    }

    /// The face detector.
    public DetectorModel detector() {
        return detector;
    }

    /// The landmark network.
    public LandmarkModel landmarks() {
        return landmarks;
    }

    /// The networks from an aligned face to raw features, in the order in which the projection expects them; at
    /// least one.
    public List<EmbedderModel> embedders() {
        return embedders;
    }

    /// The presentation attack detector.
    public PadModel pad() {
        return pad;
    }

    /// The map from raw features to features; absent in a pack that compares raw features.
    public Optional<ProjectionMatrix> projection() {
        return Optional.ofNullable(projection);
    }

    /// Frees the networks.
    @Override
    public void close() {
        networks.forEach(Network::close);
        networks.clear();
    }

    private DetectorModel detector(Manifest manifest) {
        DetectorFamily family = DetectorFamily.of(manifest);
        int width = manifest.whole("detector.width", 16, SIZE_MAX);
        int height = manifest.whole("detector.height", 16, SIZE_MAX);
        Network network = open(manifest, "detector", 1, 3, height, width);
        Planes input = new Planes(
                manifest.colour("detector.colour"),
                width,
                height,
                manifest.number("detector.mean", 0, 255),
                manifest.number("detector.scale", 1, 256));
        family.requireOutputs(manifest, network, input);
        return new DetectorModel(
                family,
                network,
                input,
                manifest.number("detector.certainty", 0.01, 1),
                manifest.number("detector.overlap", 0, 1));
    }

    private LandmarkModel landmarks(Manifest manifest) {
        int size = manifest.whole("landmarks.size", 16, SIZE_MAX);
        Network network = open(manifest, "landmarks", 1, 1, size, size);
        requireOutputCount(manifest, "landmarks", network, 2L * Landmarks.COUNT);
        double scale = manifest.number("landmarks.scale", 1, 256);
        return new LandmarkModel(network, new Planes(Channels.GREY, size, size, 0, scale));
    }

    private PadModel pad(Manifest manifest) {
        int size = manifest.whole("pad.size", 16, SIZE_MAX);
        Network network = open(manifest, "pad", 1, 3, size, size);
        int classCount = Math.toIntExact(network.outputCount(network.onlyOutput()));
        return new PadModel(
                network,
                new Planes(manifest.colour("pad.colour"), size, size, 0, 1),
                manifest.number("pad.crop", 0.5, 10),
                manifest.whole("pad.bonaFide", 0, classCount - 1),
                classCount);
    }

    private Network open(Manifest manifest, String part, long... shape) {
        Network network = Network.open(part, manifest.verified(part, NETWORK_BYTES_MAX));
        networks.add(network);
        if (!Arrays.equals(network.inputShape(), shape)) {
            throw manifest.bad(
                    part + ".file",
                    "a network with the input " + Arrays.toString(shape) + ", not "
                            + Arrays.toString(network.inputShape()));
        }
        return network;
    }

    private static void requireOutputCount(Manifest manifest, String part, Network network, long count) {
        if (network.outputCount(network.onlyOutput()) != count) {
            throw manifest.bad(part + ".file", "a network with an output of " + count + " values");
        }
    }

    private int featureCount() {
        return embedders.stream().mapToInt(EmbedderModel::featureCount).sum();
    }

    private ProjectionMatrix projection(Manifest manifest) {
        int dimension = manifest.whole("projection.dimension", 2, featureCount());
        float[] values = new float[dimension * featureCount()];
        Embedders.floats(manifest, "projection", values.length).get(values);
        return new ProjectionMatrix(dimension, featureCount(), values);
    }

    private ModelVersion version(Manifest manifest) {
        MessageDigest digest = Sha256.digest();
        String decisive = String.join(
                "\n",
                PROCEDURE,
                manifest.sum("landmarks"),
                Embedders.sums(manifest, embedders),
                projection == null ? "no projection" : manifest.sum("projection"),
                landmarks.input().toString(),
                Embedders.inputs(embedders),
                Integer.toString(dimension()));
        String sum = HexFormat.of().formatHex(digest.digest(decisive.getBytes(StandardCharsets.UTF_8)), 0, 6);
        return new ModelVersion(manifest.plainName("name") + "-" + sum);
    }
}
