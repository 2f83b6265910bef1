package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.facelane.face.Calibration;
import org.facelane.face.Candidate;
import org.facelane.face.Features;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;
import org.facelane.face.model.DefaultPack;
import org.junit.jupiter.api.Test;

/// ISO/IEC 24745: what two events store of one person says no more about them than what they store of two strangers,
/// one event's numbers are replaced by a new secret, and none of it costs a score. With the sample people's faces, not
/// with noise.
class UnlinkabilityTest {
    private static final long SEED = 20261122;
    private static final int SECRET_PAIRS = 20;
    private static final double SAME_SCORE = 1e-5;

    private final SelfieAcquisition acquisition = new SelfieAcquisition(DefaultPack.open(), SelfieLimits.DEFAULT);

    @Test
    void onePersonAtTwoEvents_looksLikeTwoStrangers() {
        List<Path> people = Scenes.people();
        List<Features> enrolled = people.stream()
                .map(person -> features(person.resolve("enrol.jpg")))
                .toList();
        Random random = new Random(SEED);
        int dimension = enrolled.getFirst().dimension();
        double[] same = new double[3];
        double[] strangers = new double[3];
        for (int pair = 0; pair < SECRET_PAIRS; pair++) {
            Rotation here = rotation(random, dimension);
            Rotation there = rotation(random, dimension);
            for (int i = 0; i < enrolled.size(); i++) {
                int other = (i + 1 + random.nextInt(enrolled.size() - 1)) % enrolled.size();
                add(same, similarity(enrolled.get(i), here, enrolled.get(i), there));
                add(strangers, similarity(enrolled.get(i), here, enrolled.get(other), there));
            }
        }
        double deviation = 1 / Math.sqrt(dimension);
        for (double[] sums : List.of(same, strangers)) {
            assertThat(sums[1] / sums[0]).as("mean").isCloseTo(0, within(4 * deviation / Math.sqrt(sums[0])));
            assertThat(Math.sqrt(sums[2] / sums[0])).as("deviation").isCloseTo(deviation, within(deviation / 4));
        }
    }

    @Test
    void searchGivesTheScores_thatTheUnrotatedFeaturesHave() {
        List<Path> people = Scenes.people();
        List<Features> enrolled = people.stream()
                .map(person -> features(person.resolve("enrol.jpg")))
                .toList();
        Calibration calibration = DefaultPack.open().calibration().orElseThrow();
        Rotation rotation = rotation(new Random(SEED), enrolled.getFirst().dimension());
        List<Reference> references = enrolled.stream()
                .map(features -> new Reference(new ReferenceId(UUID.randomUUID()), Template.of(features, rotation)))
                .toList();
        Gallery gallery = Gallery.empty(enrolled.getFirst().model(), calibration, rotation)
                .with(references);
        for (Features asked : enrolled) {
            List<Candidate> found = gallery.search(gallery.probe(asked), Threshold.forFmr(1), references.size());
            assertThat(found).hasSameSizeAs(references);
            for (Candidate candidate : found) {
                int who = references.stream().map(Reference::id).toList().indexOf(candidate.reference());
                double before =
                        calibration.score(asked.similarity(enrolled.get(who))).value();
                assertThat(candidate.score().value()).isCloseTo(before, within(SAME_SCORE * Math.max(1, before)));
            }
        }
    }

    private static void add(double[] sums, double similarity) {
        sums[0]++;
        sums[1] += similarity;
        sums[2] += similarity * similarity;
    }

    private static Rotation rotation(Random random, int dimension) {
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        random.nextBytes(secret);
        return Rotation.of(secret, dimension);
    }

    private static double similarity(Features one, Rotation here, Features other, Rotation there) {
        float[] a = Probe.of(one, here).rotated().values();
        float[] b = Probe.of(other, there).rotated().values();
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    private Features features(Path picture) {
        return ((Acquisition.Acquired) acquisition.acquire(Scenes.bytes(picture))).features();
    }
}
