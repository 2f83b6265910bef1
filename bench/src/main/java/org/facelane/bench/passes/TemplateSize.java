package org.facelane.bench.passes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.facelane.bench.Arguments;
import org.facelane.bench.measure.PictureSet;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.Calibration;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;

/// How much accuracy a template of few bytes costs: a compact template of one picture against the probe of another, on
/// Labeled Faces in the Wild and the London set. Prints what `docs/accuracy/template-size.md` records. Run by
/// `bench/template-size`.
public final class TemplateSize {
    private static final String USAGE = "--london <folder> --lfw <folder> --label-errors <csv> --pack <model pack>"
            + " [--cache <folder outside the project>]";
    private static final double[] RATES = {1e-2, 1e-3, 1e-4, 1e-5};

    /// 95 % of a normal distribution lie within so many standard deviations.
    private static final double SIGMAS = 1.96;

    /// Bits of a component in a gallery.
    private static final int WHOLE = 32;

    private final ModelPack pack;
    private final Calibration calibration;
    private final PictureSet lfw;
    private final PictureSet london;

    private TemplateSize(ModelPack pack, PictureSet lfw, PictureSet london) {
        this.pack = pack;
        this.calibration = pack.calibration().orElseThrow();
        this.lfw = lfw;
        this.london = london;
    }

    /// One way to keep a template.
    ///
    /// @param dimension how many of the features are kept, the most telling first
    /// @param bits a component; 32 is the template as a gallery has it
    private record Form(int dimension, int bits) {
        int bytes() {
            return (dimension * bits + 7) / 8;
        }
    }

    /// A picture as what is kept of it and what is shown.
    private record Kept(String person, Features features, Optional<CompactTemplate> compact, Probe probe) {
        double similarity(Kept shown) {
            return compact.isPresent()
                    ? compact.get().similarity(shown.probe())
                    : features.similarity(shown.features());
        }
    }

    private record Compared(Similarities mated, Similarities nonMated) {
        Similarities of(boolean samePerson) {
            return samePerson ? mated : nonMated;
        }

        void addAll(Compared other) {
            mated.addAll(other.mated());
            nonMated.addAll(other.nonMated());
        }
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Optional<Path> cache = arguments.given("--cache").map(Path::of);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            PictureSet lfw = PictureSet.read(
                            arguments.folder("--lfw"), pack, cache.map(folder -> folder.resolve("lfw")))
                    .trusted(LabelErrors.read(arguments.file("--label-errors")))
                    .atMost(3);
            PictureSet london =
                    PictureSet.read(arguments.folder("--london"), pack, cache.map(folder -> folder.resolve("london")));
            new TemplateSize(pack, lfw, london).print();
        }
    }

    private void print() {
        print("Pack %s, %d features", pack.version(), pack.dimension());
        print(
                "LFW %d people, %d pictures; London %d pictures%n",
                lfw.personCount(), lfw.samples().size(), london.samples().size());
        print("| bytes | components × bits | FNMR at FMR 1e-2 | at 1e-3 | at 1e-4 | at 1e-5 | FMR at score 30"
                + " | at score 40 | FNMR at score 40 | London at score 40 | lowest score there |");
        print("|---|---|---|---|---|---|---|---|---|---|---|");
        forms().forEach(this::row);
        print("%nA template deflated has %.1f %% of its bytes left", 100 * deflated());
    }

    private List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        int whole = pack.dimension();
        for (int dimension : new int[] {whole / 4, whole / 2, whole}) {
            for (int bits : new int[] {1, 2, 3, 4, 6, 8}) {
                if (dimension * bits >= 24 * 8) {
                    forms.add(new Form(dimension, bits));
                }
            }
        }
        forms.add(new Form(whole, WHOLE));
        return forms.stream()
                .sorted((a, b) -> Integer.compare(a.bytes(), b.bytes()))
                .toList();
    }

    private void row(Form form) {
        Compared faces = compare(kept(lfw, form, pack.version()));
        Compared portraits = compare(kept(london, form, pack.version()));
        List<String> misses = new ArrayList<>();
        for (double rate : RATES) {
            double missed = 1 - faces.mated().share(faces.nonMated().reachedBy(rate));
            misses.add(share(missed, faces.mated().total()));
        }
        double at30 = similarity(Threshold.forFmr(1e-3));
        double at40 = similarity(Threshold.forFmr(1e-4));
        print(
                "| %d | %d × %d | %s | %.1e | %.1e | %s | %s | %.0f |",
                form.bytes(),
                form.dimension(),
                form.bits(),
                String.join(" | ", misses),
                faces.nonMated().share(at30),
                faces.nonMated().share(at40),
                share(1 - faces.mated().share(at40), faces.mated().total()),
                share(1 - portraits.mated().share(at40), portraits.mated().total()),
                calibration.score(portraits.mated().lowest()).value());
    }

    private static List<Kept> kept(PictureSet set, Form form, ModelVersion model) {
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        new Random(1).nextBytes(secret);
        Rotation rotation = Rotation.of(secret, form.dimension());
        return set.samples().parallelStream()
                .map(sample -> kept(sample, form, rotation, model))
                .toList();
    }

    private static Kept kept(Sample sample, Form form, Rotation rotation, ModelVersion model) {
        Features features = Features.of(model, Arrays.copyOf(sample.features(), form.dimension()));
        Optional<CompactTemplate> compact = form.bits() == WHOLE
                ? Optional.empty()
                : Optional.of(CompactTemplate.of(Template.of(features, rotation), form.bits()));
        return new Kept(sample.person(), features, compact, Probe.of(features, rotation));
    }

    /// The first picture of two is the template, the second the probe.
    private static Compared compare(List<Kept> pictures) {
        return IntStream.range(0, pictures.size())
                .parallel()
                .mapToObj(i -> {
                    Compared compared = new Compared(new Similarities(), new Similarities());
                    Kept first = pictures.get(i);
                    for (Kept second : pictures.subList(i + 1, pictures.size())) {
                        compared.of(first.person().equals(second.person())).add(first.similarity(second));
                    }
                    return compared;
                })
                .collect(
                        () -> new Compared(new Similarities(), new Similarities()), Compared::addAll, Compared::addAll);
    }

    /// Whether compressing would help: the mean share of its bytes that a template has left when it is deflated.
    private double deflated() {
        return kept(london, new Form(pack.dimension(), CompactTemplate.BITS), pack.version()).stream()
                .mapToDouble(one -> deflated(one.compact().orElseThrow().toBytes()))
                .average()
                .orElseThrow();
    }

    private static double deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            return (double) deflater.deflate(new byte[2 * bytes.length + 64]) / bytes.length;
        } finally {
            deflater.end();
        }
    }

    /// Where the calibration reaches the threshold, by halving.
    private double similarity(Threshold threshold) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (threshold.reachedBy(calibration.score(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /// A share in percent with its 95 % interval (Wilson), comparisons taken as independent.
    private static String share(double share, long total) {
        double squares = SIGMAS * SIGMAS / total;
        double middle = (share + squares / 2) / (1 + squares);
        double half = SIGMAS / (1 + squares) * Math.sqrt(share * (1 - share) / total + squares / (4.0 * total));
        return String.format(
                Locale.ROOT,
                "%.2f %% (%.2f–%.2f)",
                100 * share,
                100 * Math.max(0, middle - half),
                100 * (middle + half));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
