package org.facelane.bench.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.facelane.bench.limit.FailingPairs.Pair;

/// What the pictures of a pair themselves show that makes it hard, each pair counted under the first cause that it has:
/// how many there are, how many of them fail, and what would fail if neither this nor the causes before it occurred.
/// The worst tenth is that of all pictures. A cause is a measurement that goes with failing; whether it is the reason
/// cannot be told from it.
final class Causes {
    private static final double WORST = 0.1;
    private static final double TURNED = 25;
    private static final double RAISED = 15;

    private record Cause(String name, Predicate<Pair> is) {}

    private final List<PictureLook> looks;
    private final List<Cause> causes = new ArrayList<>();

    /// @param looks of all pictures
    /// @param alone those that match no other one of their person
    Causes(List<PictureLook> looks, Set<Integer> alone) {
        this.looks = looks;
        add(
                "one matches none of the person's others, of at least two: perhaps a wrong name",
                pair -> alone.contains(pair.first()) || alone.contains(pair.second()));
        add(
                "one is turned by more than 25°, or 25° otherwise than the other",
                pair -> Math.max(
                                        Math.abs(first(pair).yaw()),
                                        Math.abs(second(pair).yaw()))
                                > TURNED
                        || Math.abs(first(pair).yaw() - second(pair).yaw()) > TURNED);
        add(
                "one looks up or down by more than 15° otherwise than the other",
                pair -> Math.abs(first(pair).pitch() - second(pair).pitch()) > RAISED);
        worst("blurred: one is of the least sharp tenth", PictureLook::detail);
        worst(
                "covered: one is of the tenth with least detail at an eye or the mouth",
                look -> look.quality().faceOcclusion().detail());
        worst(
                "light from one side: one is of the least even tenth",
                look -> look.quality().illuminationUniformity().ratio());
        worst(
                "mouth open: one is of the widest tenth",
                look -> -look.quality().mouthClosed().gap());
        worst(
                "few pixels: one is of the smallest tenth",
                look -> look.quality().eyeDistance().pixels());
        add("none of these: years, glasses, beard, make-up, or the network", pair -> true);
    }

    private void worst(String name, ToDoubleFunction<PictureLook> measure) {
        double[] sorted = looks.stream().mapToDouble(measure).sorted().toArray();
        double limit = sorted[(int) (WORST * sorted.length)];
        add(name, pair -> Math.min(measure.applyAsDouble(first(pair)), measure.applyAsDouble(second(pair))) < limit);
    }

    private void add(String name, Predicate<Pair> is) {
        causes.add(new Cause(name, is));
    }

    private PictureLook first(Pair pair) {
        return looks.get(pair.first());
    }

    private PictureLook second(Pair pair) {
        return looks.get(pair.second());
    }

    /// A Markdown table.
    void print(String heading, List<Pair> all) {
        System.out.println(
                "\n| first cause, " + heading + " | pairs | of them fail | share of all that fail | without it"
                        + " and those above |\n|---|---|---|---|---|");
        long failing = failing(all);
        List<Pair> left = all;
        for (Cause cause : causes) {
            List<Pair> own = left.stream().filter(cause.is).toList();
            left = left.stream().filter(cause.is.negate()).toList();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,d: %.2f %% | %.0f %% | %s |%n",
                    cause.name,
                    own.size(),
                    failing(own),
                    100.0 * failing(own) / own.size(),
                    100.0 * failing(own) / failing,
                    left.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f %%", 100.0 * failing(left) / left.size()));
        }
    }

    private static long failing(List<Pair> pairs) {
        return pairs.stream().filter(Pair::failing).count();
    }
}
