package org.facelane.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.facelane.face.pad.LightResponse.Verdict;

/// Tables of what films answered to a light challenge, as Markdown: what the product's thresholds say, for living
/// people by the light of the room and for attacks by species; and what other thresholds would.
public record LightTables(List<LightAnswer> answers) {
    private static final double[] AGREEMENTS = {0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9};

    /// In more light than this on the face nobody can be asked to answer.
    private static final int LUX_MAX = 300;

    public LightTables {
        answers = List.copyOf(answers);
    }

    public void print() {
        for (boolean lane : new boolean[] {true, false}) {
            List<LightAnswer> films =
                    answers.stream().filter(answer -> answer.lane() == lane).toList();
            System.out.println(lane ? "\n## A lane: four colours\n" : "\n## An enrolment: six colours\n");
            verdicts(films);
            others(films);
            sides(films);
        }
    }

    private static void verdicts(List<LightAnswer> films) {
        System.out.println("| films | of | answered | unanswered | contradicted |\n|---|---|---|---|---|");
        grouped(films, LightTables::row)
                .forEach((name, all) -> System.out.println("| " + name + " | " + all.size() + " | "
                        + share(all, answer -> answer.response().verdict() == Verdict.ANSWERED) + " | "
                        + share(all, answer -> answer.response().verdict() == Verdict.UNANSWERED) + " | "
                        + share(all, answer -> answer.response().verdict() == Verdict.CONTRADICTED) + " |"));
    }

    private static String row(LightAnswer answer) {
        return answer.living()
                ? String.format(Locale.ROOT, "living, %s, %,d lx", answer.set(), answer.lux())
                : answer.species();
    }

    /// What answers where another agreement is asked for, however weak it is.
    private static void others(List<LightAnswer> films) {
        Map<String, List<LightAnswer>> rows =
                grouped(films.stream().filter(film -> film.lux() <= LUX_MAX).toList(), LightAnswer::species);
        StringBuilder table = new StringBuilder("\n| agreement, to " + LUX_MAX + " lx |");
        rows.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
        table.append("\n|---|").append("---|".repeat(rows.size()));
        for (double agreement : AGREEMENTS) {
            table.append(String.format(Locale.ROOT, "%n| %.2f |", agreement));
            rows.values()
                    .forEach(all -> table.append(' ')
                            .append(share(all, answer -> answer.response().agreement() >= agreement))
                            .append(" |"));
        }
        System.out.println(table);
    }

    /// How much less the sides of a face answer than its middle, of films that answer.
    private static void sides(List<LightAnswer> films) {
        System.out.println("\n| sides less than middle | 1 % | 5 % | 50 % | 95 % | 99 % |\n|---|---|---|---|---|---|");
        grouped(
                        films.stream()
                                .filter(film -> film.lux() <= LUX_MAX)
                                .filter(film -> film.response().verdict() == Verdict.ANSWERED)
                                .toList(),
                        LightAnswer::species)
                .forEach((name, all) -> {
                    double[] relief = all.stream()
                            .mapToDouble(film -> 1 - film.rim() / film.middle())
                            .sorted()
                            .toArray();
                    StringBuilder row = new StringBuilder("| " + name + ", " + all.size() + " |");
                    for (double share : new double[] {0.01, 0.05, 0.5, 0.95, 0.99}) {
                        row.append(String.format(
                                Locale.ROOT, " %.2f |", relief[(int) (share * (relief.length - 1) + 0.5)]));
                    }
                    System.out.println(row);
                });
    }

    private static Map<String, List<LightAnswer>> grouped(List<LightAnswer> films, Function<LightAnswer, String> name) {
        return films.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
    }

    private static String share(List<LightAnswer> all, Predicate<LightAnswer> such) {
        long count = all.stream().filter(such).count();
        return String.format(Locale.ROOT, "%d: %.1f %%", count, 100.0 * count / all.size());
    }
}
