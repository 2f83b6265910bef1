package org.facelane.face.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.facelane.face.Calibration;
import org.facelane.face.Candidate;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Score;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Verification.NotVerified;
import org.facelane.face.gallery.Verification.UnknownReference;
import org.facelane.face.gallery.Verification.Verified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryTest {
    private static final ModelVersion MODEL = new ModelVersion("test-1");
    /// The score rises with every similarity, so that none is lost in a plateau.
    private static final Calibration CALIBRATION =
            new Calibration(new double[] {-1, 0, 0.5}, new double[] {0, 3, 30}, 0.05, 0);

    private static final Threshold ANY = Threshold.forFmr(1);

    private final Rotation rotation = rotation(1, 32);

    @Test
    void findsNobody_emptyGallery() {
        Gallery gallery = Gallery.empty(MODEL, CALIBRATION, rotation);
        Probe probe = gallery.probe(features(new Random(1), 32));
        assertThat(gallery.count()).isZero();
        assertThat(gallery.search(probe, ANY, 5)).isEmpty();
        assertThat(gallery.verify(id(1), probe, ANY)).isEqualTo(new UnknownReference());
        assertThat(gallery.with(List.of()).search(probe, ANY, 5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 13, 64, 127, 192, 200})
    void agreesWithPlainDouble_addingRemovingReplacing(int dimension) {
        Random random = new Random(dimension);
        Rotation turned = rotation(dimension, dimension);
        Gallery gallery = Gallery.empty(MODEL, CALIBRATION, turned);
        Map<UUID, Reference> oracle = new TreeMap<>();
        for (int round = 0; round < 12; round++) {
            List<Reference> added = new ArrayList<>();
            int count = new int[] {1, 2, 3, 255, 257, 1_009}[random.nextInt(6)];
            for (int i = 0; i < count; i++) {
                Features features = features(random, dimension);
                added.add(new Reference(id(random.nextInt(3_000)), Template.of(features, turned)));
                if (random.nextInt(10) == 0) {
                    added.add(new Reference(id(random.nextInt(3_000)), Template.of(features, turned)));
                }
            }
            gallery = gallery.with(added);
            added.forEach(reference -> oracle.put(reference.id().value(), reference));
            List<ReferenceId> removed = new ArrayList<>();
            for (int i = random.nextInt(200); i > 0; i--) {
                removed.add(id(random.nextInt(3_000)));
            }
            gallery = gallery.without(removed);
            removed.forEach(id -> oracle.remove(id.value()));
            assertThat(gallery.count()).isEqualTo(oracle.size());
            for (int i = 0; i < 5; i++) {
                Probe probe = gallery.probe(features(random, dimension));
                assertAgrees(gallery, oracle, probe, random);
            }
        }
    }

    private static void assertAgrees(Gallery gallery, Map<UUID, Reference> oracle, Probe probe, Random random) {
        Threshold threshold = Threshold.forFmr(Math.pow(10, -random.nextDouble(3)));
        int countMax = 1 + random.nextInt(random.nextBoolean() ? 3 : 500);
        List<Candidate> expected = oracle.values().stream()
                .sorted(Comparator.comparingDouble((Reference reference) -> -similarity(reference, probe))
                        .thenComparing(reference -> reference.id().value()))
                .map(reference -> new Candidate(reference.id(), CALIBRATION.score(similarity(reference, probe))))
                .filter(candidate -> threshold.reachedBy(candidate.score()))
                .limit(countMax)
                .toList();
        assertThat(gallery.search(probe, threshold, countMax)).isEqualTo(expected);
        for (int i = 0; i < 20; i++) {
            ReferenceId id = id(random.nextInt(3_000));
            Reference reference = oracle.get(id.value());
            Verification verification = gallery.verify(id, probe, threshold);
            if (reference == null) {
                assertThat(verification).isEqualTo(new UnknownReference());
            } else {
                Score score = CALIBRATION.score(similarity(reference, probe));
                assertThat(verification)
                        .isEqualTo(threshold.reachedBy(score) ? new Verified(score) : new NotVerified());
            }
        }
    }

    @Test
    void ordersEqualCandidates_byId() {
        Features same = features(new Random(4), 32);
        List<Reference> twins = new ArrayList<>();
        for (int i : new int[] {9, 3, 7, 1, 5}) {
            twins.add(new Reference(id(i), Template.of(same, rotation)));
        }
        Gallery gallery = Gallery.empty(MODEL, CALIBRATION, rotation).with(twins);
        List<Candidate> found = gallery.search(gallery.probe(same), Threshold.forFmr(1e-6), 3);
        assertThat(found).extracting(Candidate::reference).containsExactly(id(1), id(3), id(5));
        assertThat(found)
                .extracting(Candidate::score)
                .containsOnly(found.getFirst().score());
    }

    @Test
    void findsNearTies_inTheOrderOfDouble() {
        // Ten thousand references that differ only in the last bits: single precision cannot order them.
        Random random = new Random(8);
        float[] middle = features(random, 32).values();
        Gallery gallery = Gallery.empty(MODEL, CALIBRATION, rotation);
        Map<UUID, Reference> oracle = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            float[] near = middle.clone();
            near[random.nextInt(32)] += (random.nextFloat() - 0.5f) * 1e-6f;
            Reference reference = new Reference(id(i), Template.of(Features.of(MODEL, near), rotation));
            oracle.put(reference.id().value(), reference);
        }
        gallery = gallery.with(oracle.values());
        for (int i = 0; i < 5; i++) {
            assertAgrees(gallery, oracle, gallery.probe(Features.of(MODEL, middle)), random);
            assertAgrees(gallery, oracle, gallery.probe(features(random, 32)), random);
        }
    }

    @Test
    void olderSnapshots_gainNothing_andLoseWhatIsErased() {
        Random random = new Random(2);
        Features first = features(random, 32);
        Features second = features(random, 32);
        Gallery one = Gallery.empty(MODEL, CALIBRATION, rotation)
                .with(List.of(new Reference(id(1), Template.of(first, rotation))));
        Gallery two = one.with(List.of(new Reference(id(2), Template.of(second, rotation))));
        Threshold threshold = Threshold.forFmr(1e-4);
        assertThat(one.count()).isEqualTo(1);
        assertThat(one.search(one.probe(second), threshold, 5)).isEmpty();
        assertThat(one.verify(id(2), one.probe(second), threshold)).isEqualTo(new UnknownReference());
        assertThat(two.search(two.probe(second), threshold, 5)).hasSize(1);

        Gallery three = two.without(List.of(id(1)));
        assertThat(three.count()).isEqualTo(1);
        for (Gallery gallery : List.of(one, two, three)) {
            assertThat(gallery.search(gallery.probe(first), ANY, 5))
                    .extracting(Candidate::reference)
                    .doesNotContain(id(1));
            assertThat(gallery.verify(id(1), gallery.probe(first), ANY)).isEqualTo(new UnknownReference());
        }
    }

    @Test
    void findsTheNewValues_replaced() {
        Random random = new Random(6);
        Features old = features(random, 32);
        Features now = features(random, 32);
        Gallery gallery = Gallery.empty(MODEL, CALIBRATION, rotation)
                .with(List.of(new Reference(id(1), Template.of(old, rotation))))
                .with(List.of(new Reference(id(1), Template.of(now, rotation))));
        Threshold threshold = Threshold.forFmr(1e-4);
        assertThat(gallery.count()).isEqualTo(1);
        assertThat(gallery.search(gallery.probe(old), threshold, 5)).isEmpty();
        assertThat(gallery.search(gallery.probe(now), threshold, 5)).hasSize(1);
    }

    @Test
    void refuses_forkFromAnOlderSnapshot() {
        Gallery old = Gallery.empty(MODEL, CALIBRATION, rotation);
        Reference reference = new Reference(id(1), Template.of(features(new Random(1), 32), rotation));
        Gallery newest = old.with(List.of(reference));
        assertThatThrownBy(() -> old.with(List.of(reference))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> old.without(List.of(id(1)))).isInstanceOf(IllegalStateException.class);
        assertThat(newest.without(List.of(id(1))).count()).isZero();
    }

    @Test
    void refuses_foreignModelOrRotation() {
        Gallery gallery = Gallery.empty(MODEL, CALIBRATION, rotation);
        Features features = features(new Random(1), 32);
        Features foreign = Features.of(new ModelVersion("test-2"), features.values());
        Rotation other = rotation(2, 32);
        List<Reference> otherRotation = List.of(new Reference(id(1), Template.of(features, other)));
        List<Reference> otherModel = List.of(new Reference(id(1), Template.of(foreign, rotation)));
        assertThatThrownBy(() -> gallery.with(otherRotation)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gallery.with(otherModel)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gallery.probe(foreign)).isInstanceOf(IllegalArgumentException.class);
        Probe probe = Probe.of(features, other);
        assertThatThrownBy(() -> gallery.search(probe, ANY, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gallery.verify(id(1), probe, ANY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gallery.search(gallery.probe(features), ANY, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_moreThanItHolds_andStaysAsItIs() {
        Rotation flat = rotation(1, 2);
        Template template = Template.of(features(new Random(1), 2), flat);
        List<Reference> many = new ArrayList<>();
        for (int i = 0; i < Gallery.COUNT_MAX; i++) {
            many.add(new Reference(id(i), template));
        }
        Gallery full = Gallery.empty(MODEL, CALIBRATION, flat).with(many);
        assertThat(full.count()).isEqualTo(1_000_000);
        List<Reference> oneMore = List.of(new Reference(id(1_000_000), template));
        assertThatThrownBy(() -> full.with(oneMore))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000000");
        assertThat(full.with(List.of(many.getFirst()))
                        .without(List.of(id(7)))
                        .with(oneMore)
                        .count())
                .isEqualTo(1_000_000);
    }

    @Test
    void letsGoOfBlocks_allErased() {
        Rotation flat = rotation(1, 2);
        Template template = Template.of(features(new Random(1), 2), flat);
        Gallery gallery = Gallery.empty(MODEL, CALIBRATION, flat);
        for (int round = 0; round < 30; round++) {
            List<Reference> some = new ArrayList<>();
            for (int i = 0; i < Block.CAPACITY; i++) {
                some.add(new Reference(id(i), template));
            }
            gallery = gallery.with(some);
            assertThat(gallery.blockCount()).isLessThanOrEqualTo(2);
        }
        assertThat(gallery.count()).isEqualTo(Block.CAPACITY);
    }

    @Test
    void readersSeeOneSet_whileTheWriterChangesIt() throws Exception {
        Random random = new Random(12);
        List<Features> people = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            people.add(features(random, 32));
            references.add(new Reference(id(i), Template.of(people.get(i), rotation)));
        }
        // The first 100 stay all the time; the others come and go.
        AtomicReference<Gallery> live = new AtomicReference<>(
                Gallery.empty(MODEL, CALIBRATION, rotation).with(references.subList(0, 100)));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                Random choice = new Random(reader);
                results.add(readers.submit(() -> read(live, done, people, choice)));
            }
            for (int round = 0; round < 400; round++) {
                int from = 100 + random.nextInt(450);
                List<Reference> some = references.subList(from, from + 50);
                live.set(live.get().with(some));
                live.set(live.get().without(some.stream().map(Reference::id).toList()));
            }
            done.set(true);
            for (Future<Integer> result : results) {
                assertThat(result.get()).isPositive();
            }
        }
        assertThat(live.get().count()).isEqualTo(100);
    }

    private static int read(AtomicReference<Gallery> live, AtomicBoolean done, List<Features> people, Random random) {
        Threshold threshold = Threshold.forFmr(1e-6);
        int searches = 0;
        do {
            Gallery gallery = live.get();
            int who = random.nextInt(people.size());
            Probe probe = gallery.probe(people.get(who));
            List<Candidate> found = gallery.search(probe, threshold, 2);
            if (who < 100) {
                assertThat(found).extracting(Candidate::reference).containsExactly(id(who));
                assertThat(gallery.verify(id(who), probe, threshold)).isInstanceOf(Verified.class);
            } else {
                // Here or gone, but never somebody else.
                assertThat(found).allMatch(candidate -> candidate.reference().equals(id(who)));
            }
            searches++;
        } while (!done.get());
        return searches;
    }

    static double similarity(Reference reference, Probe probe) {
        float[] a = probe.rotated().values();
        float[] b = reference.template().rotated().values();
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return Math.clamp(sum, -1, 1);
    }

    private static Rotation rotation(int seed, int dimension) {
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        new Random(seed).nextBytes(secret);
        return Rotation.of(secret, dimension);
    }

    private static Features features(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int k = 0; k < dimension; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Features.of(MODEL, values);
    }

    private static ReferenceId id(int number) {
        return new ReferenceId(new UUID(0, number));
    }
}
