package org.facelane.face.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.model.DefaultPack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole command, on sample people who do not exist.
final class EvaluateTest {
    private static final Path PEOPLE = Path.of("..", "samples", "people");

    @TempDir
    private Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void copyPeople() throws IOException {
        data = folder.resolve("people");
        for (Path person : DataSet.listed(PEOPLE).stream().limit(10).toList()) {
            Path to = Files.createDirectories(data.resolve(String.valueOf(person.getFileName())));
            for (Path picture : DataSet.listed(person).stream()
                    .filter(DataSet::isPicture)
                    .limit(2)
                    .toList()) {
                Files.copy(picture, to.resolve(String.valueOf(picture.getFileName())));
            }
        }
    }

    @Test
    void reportsRatesAndLeavesNoFeaturesBehind() throws IOException {
        Run run = evaluate("--dataset", data.toString());

        assertThat(run.exitCode()).as(run.output()).isZero();
        String json = Files.readString(folder.resolve("out/report.json"));
        assertThat(json).contains("\"people\":10", "\"fnmr-at-fmr\"", "\"gallery-");
        assertThat(names(folder.resolve("out"))).containsExactly("report.html", "report.json");
        assertThat(Files.readString(folder.resolve("out/report.html"))).doesNotContain(folder.toString());
    }

    @Test
    void theSameSeedGivesTheSameReportAndARunGoesOnWhereItWas() throws IOException {
        assertThat(evaluate("--dataset", data.toString(), "--keep").exitCode()).isZero();
        String first = Files.readString(folder.resolve("out/report.json"));
        assertThat(names(folder.resolve("out"))).hasSize(3);

        assertThat(evaluate("--dataset", data.toString()).exitCode()).isZero();

        assertThat(Files.readString(folder.resolve("out/report.json"))).isEqualTo(first);
        assertThat(names(folder.resolve("out"))).hasSize(2);
    }

    @Test
    void damagedFilesAreReportedAndLeftOut() throws IOException {
        Path victim = DataSet.listed(DataSet.listed(data).getFirst()).getFirst();
        byte[] bytes = Files.readAllBytes(victim);
        Files.write(victim.resolveSibling("cut.jpg"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(victim.resolveSibling("text.png"), "no picture");

        Run run = evaluate("--dataset", data.toString());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("cut.jpg", "text.png");
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"damaged\":2");
    }

    @Test
    void groupsRelativesFusionAndAttacksAreReportedWhereTheDataHaveThem() throws IOException {
        StringBuilder csv = new StringBuilder("path,person,capture,group\n");
        for (Path person : DataSet.listed(data)) {
            for (Path picture : DataSet.listed(person)) {
                String name = String.valueOf(person.getFileName());
                csv.append(picture).append(',').append(name).append(",,");
                csv.append(Integer.parseInt(name) % 2 == 0 ? "<even>" : "odd").append('\n');
            }
        }
        Path list = Files.writeString(folder.resolve("list.csv"), csv);
        List<String> names = DataSet.listed(data).stream()
                .map(person -> String.valueOf(person.getFileName()))
                .toList();
        Path errors = Files.writeString(
                folder.resolve("errors.csv"), "kind,a,b\nrelatives," + names.get(0) + "," + names.get(1) + "\n");
        Path attacks = Files.createDirectories(folder.resolve("attacks"));
        Files.writeString(attacks.resolve("about.txt"), "Drawn by hand.\n");
        for (String species : List.of("bona-fide", "print")) {
            Path frames = Files.createDirectories(attacks.resolve(species).resolve("01_2"));
            Path picture = DataSet.listed(DataSet.listed(data).getFirst()).getFirst();
            Files.copy(picture, attacks.resolve(species).resolve("01_1.jpg"));
            for (int frame = 1; frame <= 3; frame++) {
                Files.copy(picture, frames.resolve("00" + frame + ".jpg"));
            }
        }

        Run run = evaluate(
                "--dataset",
                list.toString(),
                "--label-errors",
                errors.toString(),
                "--attacks",
                attacks.toString(),
                "--enrol",
                "1",
                "--probe",
                "1",
                "--fill",
                PEOPLE.toString(),
                "--gallery",
                "20");

        assertThat(run.exitCode()).as(run.output()).isZero();
        String json = Files.readString(folder.resolve("out/report.json"));
        assertThat(json)
                .contains("\"group\":\"<even>\"", "\"across-groups\"", "\"relatives\"", "\"fused-fnmr-at-fmr\"")
                .contains("\"species\":\"bona-fide\"", "\"recordings\"", "\"gallery-20\"")
                .contains("\"pictures-at-bpcer\"", "\"recordings-det\"", "\"bpcer-still-living-people-of-list-csv\"");
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("&lt;even&gt;", "Drawn by hand.");
    }

    @Test
    void whatCannotBeUsedIsSaidInOneSentence() throws IOException {
        assertSays(
                "There is no folder or CSV file",
                "--dataset",
                folder.resolve("nowhere").toString());
        assertSays("--dataset is missing", "--out", "x");
        assertSays("Cannot use '--datset'", "--datset", "x");
        assertSays("is missing. Fetch the model pack", "--dataset", data.toString(), "--pack", data.toString());
        assertSays("cannot be filled", "--dataset", data.toString(), "--gallery", "5000");
        for (Path person : DataSet.listed(data)) {
            Files.delete(DataSet.listed(person).getFirst());
        }
        assertSays("There are no mated pairs", "--dataset", data.toString());
    }

    private void assertSays(String expected, String... arguments) {
        Run run = evaluate(arguments);
        assertThat(run.exitCode()).isEqualTo(Evaluate.CANNOT);
        assertThat(run.output()).contains(expected);
    }

    private Run evaluate(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of(
                                "--out",
                                folder.resolve("out").toString(),
                                "--replicates",
                                "50",
                                "--pack",
                                DefaultPack.FOLDER.toString()),
                        Arrays.stream(arguments))
                .toList();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int exitCode = Evaluate.run(new PrintStream(output, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
        return new Run(exitCode, output.toString(StandardCharsets.UTF_8));
    }

    private record Run(int exitCode, String output) {}

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
