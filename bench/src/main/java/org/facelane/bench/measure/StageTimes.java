package org.facelane.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.face.Candidate;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.Acquisition;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.gallery.Gallery;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PadTrack;
import org.facelane.face.pad.PassivePad;
import org.facelane.face.quality.Quality;
import org.facelane.face.template.FeatureExtraction;
import org.facelane.face.template.MadeUpFeatures;

/// How long each step of recognition takes on one thread, on the sample people among made-up references, and that it
/// recognises them. Run by `bench/stage-times`.
public final class StageTimes {
    private static final String USAGE =
            "--samples <folder> --pack <model pack> [--references <number>] [--rounds <number>]";
    private static final List<String> FILES = List.of("enrol.jpg", "arrive.jpg", "third.jpg");
    private static final int FRAMES_OF_A_LANE = 3;

    private final Times times = new Times();
    private final ModelPack pack;
    private final SelfieAcquisition selfies;
    private final Map<String, List<byte[]>> people = new LinkedHashMap<>();
    private final Threshold threshold;
    private Gallery gallery;

    private StageTimes(ModelPack pack, Path samples, int referenceCount) throws IOException {
        this.pack = pack;
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
        threshold = Threshold.forFpir(0.001, referenceCount);
        for (Path person : Pictures.folders(samples)) {
            List<byte[]> pictures = new ArrayList<>();
            for (String file : FILES) {
                pictures.add(Files.readAllBytes(person.resolve(file)));
            }
            people.put(person.getName(person.getNameCount() - 1).toString(), pictures);
        }
        Rotation rotation = Rotation.of(new byte[Rotation.SECRET_BYTES], pack.dimension());
        gallery = Gallery.empty(pack.version(), pack.calibration().orElseThrow(), rotation);
        fill(rotation, referenceCount);
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        int rounds = arguments.number("--rounds", 10);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            StageTimes run =
                    new StageTimes(pack, arguments.folder("--samples"), arguments.number("--references", 60_000));
            run.round();
            run.round();
            run.times.clear();
            for (int round = 0; round < rounds; round++) {
                run.round();
            }
            System.out.print(run.times.table());
            System.out.printf(
                    "Everybody of %d sample people was found first among %d references in every round.%n",
                    run.people.size(), run.gallery.count());
        }
    }

    /// Everybody's first picture among made-up references.
    private void fill(Rotation rotation, int referenceCount) {
        List<Reference> references = new ArrayList<>();
        people.forEach((name, pictures) ->
                references.add(new Reference(id(name), Template.of(selfie(name, pictures.getFirst()), rotation))));
        MadeUpFeatures madeUp = new MadeUpFeatures(pack);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        while (references.size() < referenceCount) {
            references.add(
                    new Reference(id("made up " + references.size()), Template.of(madeUp.draw(random), rotation)));
        }
        gallery = gallery.with(references);
    }

    private void round() {
        people.forEach((name, pictures) -> {
            for (byte[] picture : pictures) {
                stages(name, picture);
                times.take("a whole selfie", () -> selfie(name, picture));
            }
            lane(name, pictures.get(1));
        });
    }

    private void stages(String name, byte[] picture) {
        Image image = times.take("decode JPEG, 480 × 480", () -> decoded(picture));
        FaceDetector detector = new FaceDetector(pack.detector());
        Detection detection = times.take("detect", () -> detector.detect(image)).getFirst();
        LandmarkFinder finder = new LandmarkFinder(pack.landmarks());
        Face face = times.take("landmarks, two passes and mirrored", () -> finder.face(image, detection));
        times.take("quality", () -> Quality.of(image, face));
        PassivePad pad = new PassivePad(pack.pad());
        times.take("presentation attack detection, network", () -> pad.bonaFide(image, face));
        times.take("presentation attack detection, all evidence", () -> {
            PadTrack track = new PadTrack(pad);
            track.add(image, face);
            return track.evidence();
        });
        FeatureExtraction extraction = new FeatureExtraction(pack);
        Features features = times.take("align, features, mirrored", () -> extraction.extract(image, face));
        requireFound(
                name,
                times.take(
                        "search " + gallery.count() + " references",
                        () -> gallery.search(gallery.probe(features), threshold, 2)));
    }

    /// The frames of one arrival: decoded, acquired and searched, as a lane does it.
    private void lane(String name, byte[] picture) {
        LaneAcquisition lane = new LaneAcquisition(pack, LaneLimits.DEFAULT);
        Instant start = Instant.EPOCH;
        for (int frame = 0; frame < FRAMES_OF_A_LANE; frame++) {
            Instant at = start.plusMillis(100L * frame);
            List<Candidate> found = times.take("a whole lane frame: decode, acquire, search", () -> switch (lane.next(
                    decoded(picture), at)) {
                case LaneObservation.Seen seen -> gallery.search(gallery.probe(seen.fused()), threshold, 2);
                case LaneObservation other ->
                    throw new IllegalStateException("sample person " + name + " at a lane: " + other);
            });
            requireFound(name, found);
        }
    }

    private Features selfie(String name, byte[] picture) {
        return switch (selfies.acquire(picture)) {
            case Acquisition.Acquired acquired -> acquired.features();
            case Acquisition.FailureToAcquire failure ->
                throw new IllegalStateException("sample person " + name + " is not acquired: " + failure.reason());
        };
    }

    private static Image decoded(byte[] picture) {
        return switch (ImageDecoder.decode(picture, DecodeLimits.DEFAULT)) {
            case Decoding.Decoded(Image image) -> image;
            case Decoding.NotDecoded failure ->
                throw new IllegalStateException("a sample picture: " + failure.reason());
        };
    }

    private static void requireFound(String name, List<Candidate> found) {
        if (found.isEmpty() || !found.getFirst().reference().equals(id(name))) {
            throw new IllegalStateException("sample person " + name + " is not found, but " + found);
        }
    }

    private static ReferenceId id(String name) {
        return new ReferenceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
