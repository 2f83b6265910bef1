package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Sha256;
import org.facelane.face.acquire.Acquisition;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.evaluate.data.Look.Outcome;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.quality.Quality;
import org.facelane.face.template.FeatureExtraction;

/// Takes the features of every picture of a data set, by the product's own steps: as enrolment takes them if its rules
/// are met, and otherwise without the rules. Damaged files are reported and left out. On all processors; what was done
/// before an interruption is not done again.
public final class Extraction implements AutoCloseable {
    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final FeatureExtraction extraction;
    private final SelfieAcquisition selfies;
    private final FeatureCache cache;
    private final PrintStream output;

    /// @param packFolder the folder `pack` was loaded from
    /// @param work folder for the cache of features
    /// @param output where progress and damaged files are reported
    public Extraction(ModelPack pack, Path packFolder, Path work, PrintStream output) {
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        extraction = new FeatureExtraction(pack);
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
        cache = FeatureCache.open(work, pack.version() + "-" + sums(packFolder));
        this.output = requireNonNull(output, "output is null");
    }

    /// @throws UnusableData if no picture at all has a face
    public SampleSet samples(DataSet set) {
        List<Look> looks = looks(set.pictures());
        List<Sample> samples = new ArrayList<>();
        Map<String, Integer> enrolment = new TreeMap<>();
        int notDecoded = 0;
        int noFace = 0;
        for (int i = 0; i < looks.size(); i++) {
            LabelledPicture picture = set.pictures().get(i);
            enrolment.merge(looks.get(i).enrolment(), 1, Integer::sum);
            switch (looks.get(i).outcome()) {
                case Outcome.NotDecoded() -> {
                    notDecoded++;
                    output.println(
                            "Skipped: " + picture.file() + " (" + looks.get(i).enrolment() + ")");
                }
                case Outcome.NoFace() -> noFace++;
                case Outcome.Seen(float[] features, double quality, double weight) ->
                    samples.add(new Sample(
                            picture.person(), picture.capture(), picture.group(), features, quality, weight));
            }
        }
        if (samples.isEmpty()) {
            throw new UnusableData("In none of the " + looks.size() + " pictures of " + set.name()
                    + " a face was found; is this the right folder?");
        }
        samples.sort(Comparator.comparing(Sample::person));
        return new SampleSet(set.name(), samples, new SampleSet.Counts(looks.size(), notDecoded, noFace, enrolment));
    }

    /// Keeps the cache of features for another run.
    @Override
    public void close() {
        cache.close();
    }

    /// Removes the cache of features: they are personal data.
    public void forget() {
        cache.delete();
    }

    private List<Look> looks(List<LabelledPicture> pictures) {
        return InParallel.map(pictures, "pictures", output, picture -> look(picture.file()));
    }

    private Look look(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            output.println("Cannot be read: " + file + " (" + e.getMessage() + ")");
            return new Look("NOT_READ", new Outcome.NotDecoded());
        }
        String sha256 = HexFormat.of().formatHex(Sha256.of(bytes));
        Optional<Look> known = cache.get(sha256);
        if (known.isPresent()) {
            return known.get();
        }
        Look look = look(bytes);
        cache.put(sha256, look);
        return look;
    }

    private Look look(byte[] bytes) {
        return switch (selfies.acquire(bytes)) {
            case Acquisition.Acquired acquired ->
                new Look(
                        "ACQUIRED",
                        new Outcome.Seen(
                                acquired.features().values(),
                                acquired.quality().unified(),
                                acquired.quality().weight()));
            case Acquisition.FailureToAcquire failure ->
                new Look(
                        failure.reason().name(),
                        switch (ImageDecoder.decode(bytes, DecodeLimits.DEFAULT)) {
                            case Decoding.NotDecoded _ -> new Outcome.NotDecoded();
                            case Decoding.Decoded(Image image) -> withoutRules(image);
                        });
        };
    }

    /// Of several faces the one nearest to the middle, which is the one a portrait is of.
    private Outcome withoutRules(Image image) {
        Optional<Detection> nearest = detector.detect(image).stream()
                .min(Comparator.comparingDouble(detection -> fromMiddle(image, detection)));
        if (nearest.isEmpty()) {
            return new Outcome.NoFace();
        }
        Face face = landmarks.face(image, nearest.get());
        Quality quality = Quality.of(image, face);
        return new Outcome.Seen(extraction.extract(image, face).values(), quality.unified(), quality.weight());
    }

    private static double fromMiddle(Image image, Detection detection) {
        return Math.hypot(
                detection.box().centre().x() - image.width() / 2.0,
                detection.box().centre().y() - image.height() / 2.0);
    }

    /// Twelve digits that change with every network of the pack, its detector included.
    private static String sums(Path packFolder) {
        MessageDigest digest = Sha256.digest();
        for (Path file : DataSet.listed(packFolder)) {
            String name = String.valueOf(file.getFileName());
            if (Files.isRegularFile(file) && (name.endsWith(".onnx") || name.endsWith(".f32"))) {
                try {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update(Sha256.of(Files.readAllBytes(file)));
                } catch (IOException e) {
                    throw new UnusableData(file + " cannot be read: " + e + ".", e);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }
}
