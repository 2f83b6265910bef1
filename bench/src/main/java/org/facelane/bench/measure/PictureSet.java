package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.face.Image;
import org.facelane.face.ModelVersion;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;

/// The features of a data set that has a folder of JPEG files for each person.
///
/// @param samples by person and file
/// @param failureCount pictures in which no face was found
public record PictureSet(List<Sample> samples, int failureCount) {
    /// One picture.
    ///
    /// @param person the folder's name
    /// @param file the file's name
    /// @param features of unit length
    public record Sample(String person, String file, float[] features) {
        public Sample {
            requireNonNull(person, "person is null");
            requireNonNull(file, "file is null");
            requireNonNull(features, "features is null");
        }

        /// The cosine to another sample's features.
        public double similarity(Sample other) {
            float[] a = features;
            float[] b = other.features;
            // Four sums side by side: one alone waits for itself, and millions of pairs are compared.
            float first = 0;
            float second = 0;
            float third = 0;
            float fourth = 0;
            int k = 0;
            for (; k + 3 < a.length; k += 4) {
                first += a[k] * b[k];
                second += a[k + 1] * b[k + 1];
                third += a[k + 2] * b[k + 2];
                fourth += a[k + 3] * b[k + 3];
            }
            for (; k < a.length; k++) {
                first += a[k] * b[k];
            }
            return (double) first + second + third + fourth;
        }
    }

    public PictureSet {
        samples = List.copyOf(samples);
    }

    /// Reads every picture by the product's own steps, or the cache if it was made by the same pack from the same
    /// pictures.
    ///
    /// @param cache a file outside the project; it holds features of real people and is to be deleted afterwards
    public static PictureSet read(Path folder, ModelPack pack, Optional<Path> cache) throws IOException {
        Recognition recognition = new Recognition(pack);
        return read(
                folder,
                pack.version(),
                image -> recognition.see(image).map(seen -> seen.features().values()),
                cache);
    }

    /// The same by other steps.
    ///
    /// @param version names the steps
    /// @param features of a picture; empty if there is no face
    public static PictureSet read(
            Path folder, ModelVersion version, Function<Image, Optional<float[]>> features, Optional<Path> cache)
            throws IOException {
        return read(
                Pictures.folders(folder).stream()
                        .flatMap(person -> Pictures.jpegs(person).stream())
                        .toList(),
                version,
                features,
                cache);
    }

    /// The same of some pictures of a data set.
    ///
    /// @param files in the folders of people
    public static PictureSet read(
            List<Path> files, ModelVersion version, Function<Image, Optional<float[]>> features, Optional<Path> cache)
            throws IOException {
        if (cache.isPresent() && Files.exists(cache.get())) {
            return cached(cache.get(), version, files.size());
        }
        List<Sample> samples = files.parallelStream()
                .flatMap(file -> features.apply(Pictures.read(file)).map(values -> sample(file, values)).stream())
                .toList();
        PictureSet set = new PictureSet(samples, files.size() - samples.size());
        if (cache.isPresent()) {
            set.write(cache.get(), version);
        }
        return set;
    }

    /// The samples of those people, in the same order.
    public PictureSet only(Predicate<Sample> wanted) {
        return new PictureSet(samples.stream().filter(wanted).toList(), failureCount);
    }

    /// The samples of people whose names can be trusted.
    public PictureSet trusted(LabelErrors errors) {
        Predicate<String> trusted = errors.trusted();
        return only(sample -> trusted.test(sample.person()));
    }

    /// At most so many samples of each person, the first by file name, so that nobody is counted a hundred times.
    public PictureSet atMost(int countPerPerson) {
        Map<String, Integer> counts = new TreeMap<>();
        return only(sample -> counts.merge(sample.person(), 1, Integer::sum) <= countPerPerson);
    }

    /// How many people there are.
    public int personCount() {
        return (int) samples.stream().map(Sample::person).distinct().count();
    }

    private static Sample sample(Path file, float[] features) {
        return new Sample(
                file.getName(file.getNameCount() - 2).toString(),
                file.getName(file.getNameCount() - 1).toString(),
                features);
    }

    private void write(Path cache, ModelVersion version) throws IOException {
        try (DataOutputStream output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(cache)))) {
            output.writeUTF(version.value());
            output.writeInt(samples.size());
            output.writeInt(failureCount);
            for (Sample sample : samples) {
                output.writeUTF(sample.person());
                output.writeUTF(sample.file());
                output.writeInt(sample.features().length);
                for (float value : sample.features()) {
                    output.writeFloat(value);
                }
            }
        }
    }

    private static PictureSet cached(Path cache, ModelVersion version, int fileCount) throws IOException {
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(cache)))) {
            String made = input.readUTF();
            int count = input.readInt();
            int failureCount = input.readInt();
            if (!made.equals(version.value()) || count + failureCount != fileCount) {
                throw new IllegalStateException(cache + " was made by " + made + " from " + (count + failureCount)
                        + " pictures, not by " + version + " from " + fileCount + "; delete it");
            }
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String person = input.readUTF();
                String file = input.readUTF();
                float[] features = new float[input.readInt()];
                for (int k = 0; k < features.length; k++) {
                    features[k] = input.readFloat();
                }
                samples.add(new Sample(person, file, features));
            }
            return new PictureSet(samples, failureCount);
        }
    }
}
