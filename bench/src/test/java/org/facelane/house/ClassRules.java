package org.facelane.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Rules over compiled classes. Each takes the classes and gives the offences, as sentences that say what to do.
final class ClassRules {
    private static final int TYPES_A_PACKAGE_MAX = 20;

    /// Each has two real implementations.
    private static final Set<String> INTERFACES = Set.of(
            "org.facelane.bench.search.Engine",
            "org.facelane.face.gallery.Kernel",
            "org.facelane.bench.faults.place.Spot",
            "org.facelane.venue.camera.FrameSource",
            "org.facelane.venue.gate.Gate",
            "org.facelane.venue.gate.Sensor",
            "org.facelane.venue.http.screen.ToldScreen",
            "org.facelane.venue.lane.LaneDesk",
            "org.facelane.venue.lane.LaneGallery",
            "org.facelane.venue.pass.PassDesk$Book",
            "org.facelane.venue.redeem.Ticketing");

    private static final Pattern ROLE = Pattern.compile(".*(Service|Impl|Dto|Mapper|Manager|Helper|Utils?|Factory"
            + "|Controller|Repository|Dao|Entity|Config|Handler|Processor|Base|Common|Constants)|Abstract.*");

    /// Words with which the project does not name things: what is not computed, and what the glossary names
    /// otherwise.
    private static final Set<String> WORDS = Set.of(
            "Age",
            "Gender",
            "Sex",
            "Emotion",
            "Ethnicity",
            "User",
            "Customer",
            "Attendee",
            "Employee",
            "Registration",
            "Reject",
            "Rejection",
            "Deny",
            "Denied",
            "Blacklist",
            "Embedding",
            "Liveness");

    private static final Pattern NOW =
            Pattern.compile("java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.(system|tick)\\w*"
                    + "|java\\.time\\.InstantSource\\.system|java\\.lang\\.System\\.currentTimeMillis");

    private static final Set<String> OF_A_TEMPLATE = Set.of("venue.enrol", "venue.rehearsal");

    private ClassRules() {}

    /// The direction of the modules, though no table row should ever be wrong about it.
    static List<String> modules(List<CodeClass> classes) {
        List<String> offences = new ArrayList<>();
        for (CodeClass code : classes) {
            int rank = Codebase.MODULES.indexOf(code.pack().replaceFirst("\\..*", ""));
            for (String used : code.uses()) {
                int usedRank = Codebase.MODULES.indexOf(CodeClass.pack(used).replaceFirst("\\..*", ""));
                if (used.startsWith("org.facelane.") && usedRank > rank) {
                    offences.add(code.name() + " uses " + used + "; the direction is bench → venue → face");
                }
            }
        }
        return offences;
    }

    /// Packages that reach each other.
    static List<String> cycles(List<CodeClass> classes) {
        Map<String, Set<String>> edges = new TreeMap<>();
        for (CodeClass code : classes) {
            Set<String> targets = edges.computeIfAbsent(code.pack(), pack -> new TreeSet<>());
            code.uses().stream()
                    .filter(used -> used.startsWith("org.facelane."))
                    .map(CodeClass::pack)
                    .filter(pack -> !pack.equals(code.pack()))
                    .forEach(targets::add);
        }
        List<String> offences = new ArrayList<>();
        for (String pack : edges.keySet()) {
            if (reachable(pack, edges).contains(pack)) {
                offences.add("package " + pack + " imports, through others, itself: " + edges.get(pack));
            }
        }
        return offences;
    }

    private static Set<String> reachable(String from, Map<String, Set<String>> edges) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(edges.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(edges.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }

    /// Names that tell a role in a framework, or something that Facelane does not compute or call so.
    static List<String> names(List<CodeClass> classes) {
        return offences(
                classes,
                code -> ROLE.matcher(code.simpleName()).matches()
                        || List.of(code.simpleName().split("(?<=[a-z0-9])(?=[A-Z])")).stream()
                                .anyMatch(WORDS::contains),
                "is named after a role, or with a word of the list WORDS: name it after what it is (GLOSSARY.md)");
    }

    /// Packages too large to read.
    static List<String> packageSizes(List<CodeClass> classes) {
        Map<String, Set<String>> types = new TreeMap<>();
        classes.stream()
                .filter(code -> !code.is(CodeClass.Trait.NESTED) && !code.name().endsWith("package-info"))
                .forEach(code -> types.computeIfAbsent(code.pack(), pack -> new TreeSet<>())
                        .add(code.simpleName()));
        List<String> offences = new ArrayList<>();
        types.forEach((pack, names) -> {
            if (names.size() > TYPES_A_PACKAGE_MAX) {
                offences.add("package " + pack + " has " + names.size() + " types, at most " + TYPES_A_PACKAGE_MAX
                        + " are allowed: " + names);
            }
        });
        return offences;
    }

    /// Interfaces without a second implementation.
    static List<String> interfaces(List<CodeClass> classes) {
        return offences(
                classes,
                code -> code.is(CodeClass.Trait.INTERFACE)
                        && !code.is(CodeClass.Trait.SEALED)
                        && !(code.is(CodeClass.Trait.NESTED) && code.is(CodeClass.Trait.FUNCTIONAL))
                        && !INTERFACES.contains(code.name()),
                "is an interface: seal it if it is a set of outcomes, nest and annotate it with @FunctionalInterface if"
                        + " it is the shape of a lambda, list it in ClassRules if two real implementations stand");
    }

    /// Packages that do not say where to start, or leave nulls open.
    static List<String> packageInfos(List<CodeClass> classes) {
        Set<String> packs = new TreeSet<>();
        classes.forEach(code -> packs.add(code.pack()));
        classes.stream()
                .filter(code -> code.name().endsWith(".package-info") && code.is(CodeClass.Trait.NULL_MARKED))
                .forEach(code -> packs.remove(code.pack()));
        return packs.stream()
                .map(pack -> "package " + pack + " has no package-info.java with @NullMarked")
                .toList();
    }

    /// Whoever reads the time by itself cannot be tested; it comes in as an `InstantSource` or an `Instant`.
    static List<String> clocks(List<CodeClass> classes) {
        return offences(
                classes,
                code -> !code.pack().matches("venue\\.(server|demo)|bench.*")
                        && code.calls().stream().anyMatch(NOW.asMatchPredicate()),
                "reads the clock: let the time come in as an InstantSource or an Instant");
    }

    /// Who makes a template makes a guest recognisable.
    static List<String> templates(List<CodeClass> classes) {
        return offences(
                classes,
                code -> !OF_A_TEMPLATE.contains(code.pack())
                        && !code.pack().matches("bench.*")
                        && code.calls().contains("org.facelane.face.Template.of"),
                "calls Template.of: only venue.enrol makes templates, and venue.rehearsal of people it invents");
    }

    /// A probe or a picture can never be stored.
    static List<String> stores(List<CodeClass> classes) {
        return offences(
                classes,
                code -> code.pack().equals("venue.store")
                        && code.uses().stream().anyMatch(used -> used.matches("org\\.facelane\\.face\\.(Probe|Image)")),
                "names Probe or Image: no store may take whoever stands at a lane, or a picture");
    }

    /// A lane recognises; it cannot make or read what is stored.
    static List<String> lanes(List<CodeClass> classes) {
        return offences(
                classes,
                code -> code.pack().equals("venue.lane")
                        && code.uses().stream()
                                .anyMatch(used ->
                                        used.matches("org\\.facelane\\.face\\.(CompactTemplate|Template|Reference)")),
                "names Template or Reference: a lane knows probes, scores and ids");
    }

    /// Behaviour that cannot be stepped into.
    static List<String> reflection(List<CodeClass> classes) {
        return offences(
                classes,
                code -> code.uses().stream()
                        .anyMatch(used -> used.startsWith("java.lang.reflect.")
                                || used.matches("java\\.io\\.Object(In|Out)putStream")),
                "uses reflection or serialization");
    }

    private static List<String> offences(List<CodeClass> classes, Predicate<CodeClass> offends, String rule) {
        return classes.stream()
                .filter(offends)
                .map(code -> code.name() + " " + rule)
                .sorted()
                .toList();
    }
}
