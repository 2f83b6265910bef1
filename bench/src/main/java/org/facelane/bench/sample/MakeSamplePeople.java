package org.facelane.bench.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.facelane.bench.Arguments;
import org.facelane.bench.Recognition;
import org.facelane.face.Features;
import org.facelane.face.acquire.Acquisition.Acquired;
import org.facelane.face.acquire.Acquisition.FailureToAcquire;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.model.ModelPack;

/// Makes the sample people from the Face Research Lab London Set. Nobody contributes twice. Groups of three are drawn
/// by a seed from those whose pictures can be averaged ([Look]) and kept if the pack finds their pictures alike, unlike
/// every contributor and unlike everybody kept before. Run by `bench/make-sample-people`.
public final class MakeSamplePeople {
    private static final String USAGE =
            "--london <folder> --pack <model pack> --to <folder> [--count <number>] [--seed <number>] [--leave-out"
                    + " <names>]";
    private static final int ROUNDS_MAX = 12;
    private static final double WITHIN_MIN = 0.75;
    private static final double CONTRIBUTOR_MAX = 0.5;
    private static final double OTHERS_MAX = 0.45;

    private final Recognition recognition;
    private final SelfieAcquisition selfies;
    private final List<SamplePerson> kept = new ArrayList<>();

    private MakeSamplePeople(ModelPack pack) {
        recognition = new Recognition(pack);
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            MakeSamplePeople maker = new MakeSamplePeople(pack);
            List<String> leftOut = List.of(arguments.text("--leave-out", "").split(","));
            List<Contributor> people = LondonSet.read(arguments.folder("--london"), maker.recognition).stream()
                    .filter(person -> !leftOut.contains(person.name()))
                    .filter(person -> Look.of(person.neutral()).foreheadIsFree())
                    .toList();
            System.out.println(people.size() + " people can contribute");
            maker.draw(people, arguments.number("--count", 24), new Random(arguments.number("--seed", 1)));
            maker.write(arguments.output("--to"));
        }
    }

    /// Deals those not used yet into groups, keeps the groups that pass, and deals the others again.
    private void draw(List<Contributor> people, int count, Random random) {
        List<Contributor> free = new ArrayList<>(people);
        for (int round = 0; round < ROUNDS_MAX && kept.size() < count; round++) {
            Collections.shuffle(free, random);
            for (Composite composite : groups(free)) {
                Optional<SamplePerson> person = made(composite);
                if (kept.size() < count && person.isPresent()) {
                    kept.add(person.get());
                    free.removeAll(composite.contributors());
                }
            }
            System.out.println("round " + (round + 1) + ": " + kept.size() + " of " + count);
        }
    }

    private static List<Composite> groups(List<Contributor> free) {
        List<Contributor> rest = new ArrayList<>(free);
        List<Composite> groups = new ArrayList<>();
        while (rest.size() >= 3) {
            List<Contributor> group = new ArrayList<>(List.of(rest.removeFirst()));
            for (Contributor next : rest) {
                if (group.size() < 3
                        && Look.alike(Stream.concat(group.stream(), Stream.of(next))
                                .map(person -> Look.of(person.neutral()))
                                .toArray(Look[]::new))) {
                    group.add(next);
                }
            }
            if (group.size() == 3) {
                groups.add(new Composite(group));
                rest.removeAll(group);
            }
        }
        return groups;
    }

    /// The person, if all the pictures pass.
    private Optional<SamplePerson> made(Composite composite) {
        List<byte[]> pictures = SamplePerson.pictures(composite, Weights.balanced(composite, recognition));
        List<Features> features = new ArrayList<>();
        for (byte[] picture : pictures) {
            switch (selfies.acquire(picture)) {
                case Acquired acquired -> features.add(acquired.features());
                case FailureToAcquire(AcquisitionFailure reason) -> {
                    System.out.println(names(composite) + ": " + reason);
                    return Optional.empty();
                }
            }
        }
        SamplePerson person = new SamplePerson(composite, pictures, new Captures(features));
        double others = kept.stream()
                .mapToDouble(other -> other.captures().highestTo(person.captures()))
                .max()
                .orElse(-1);
        boolean keep = person.captures().lowestWithin() >= WITHIN_MIN
                && person.highestToContributor() <= CONTRIBUTOR_MAX
                && others <= OTHERS_MAX;
        System.out.printf(
                Locale.ROOT,
                "%s: within %.3f, contributor %.3f, others %.3f%s%n",
                names(composite),
                person.captures().lowestWithin(),
                person.highestToContributor(),
                others,
                keep ? "" : " left out");
        return keep ? Optional.of(person) : Optional.empty();
    }

    private static List<String> names(Composite composite) {
        return composite.contributors().stream().map(Contributor::name).toList();
    }

    private void write(Path folder) throws IOException {
        for (int i = 0; i < kept.size(); i++) {
            Path person = folder.resolve(String.format(Locale.ROOT, "%02d", i + 1));
            Files.createDirectories(person);
            for (int k = 0; k < SamplePerson.FILES.size(); k++) {
                Files.write(
                        person.resolve(SamplePerson.FILES.get(k)),
                        kept.get(i).pictures().get(k));
            }
        }
    }
}
