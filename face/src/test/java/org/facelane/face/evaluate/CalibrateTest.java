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
import org.facelane.face.model.ModelPack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrateTest {
    private static final Path PEOPLE = Path.of("..", "samples", "people");

    @TempDir
    private Path folder;

    private Path pack = Path.of("");

    @BeforeEach
    void copyPackWithoutCalibration() throws IOException {
        pack = Files.createDirectories(folder.resolve("pack"));
        for (Path part : DataSet.listed(DefaultPack.FOLDER)) {
            Files.copy(part, pack.resolve(String.valueOf(part.getFileName())));
        }
        Path manifest = pack.resolve("manifest.properties");
        List<String> lines = Files.readAllLines(manifest).stream()
                .filter(line -> !line.startsWith("calibration."))
                .toList();
        Files.write(manifest, lines);
        Files.delete(pack.resolve("calibration.properties"));
    }

    @Test
    void aPackWithoutCalibrationIsMeasuredAndTooFewPeopleLeaveItAsItWas() throws IOException {
        List<String> before = Files.readAllLines(pack.resolve("manifest.properties"));

        String said = run(2, "--dataset", PEOPLE.toString());

        assertThat(said).contains("too few people to calibrate on");
        assertThat(Files.readAllLines(pack.resolve("manifest.properties"))).isEqualTo(before);
    }

    @Test
    void aPackIsCalibratedByOneCommandAndLoads() throws IOException {
        // Each picture as a person of its own gives comparisons enough; what they mean is not the question
        // here.
        StringBuilder csv = new StringBuilder("path,person\n");
        int number = 0;
        for (int round = 0; round < 2; round++) {
            for (Path person : DataSet.listed(PEOPLE)) {
                for (Path picture : DataSet.listed(person)) {
                    if (DataSet.isPicture(picture)) {
                        csv.append(picture.toAbsolutePath())
                                .append(",p")
                                .append(number++)
                                .append('\n');
                    }
                }
            }
        }
        Path list = Files.writeString(folder.resolve("list.csv"), csv);

        String said = run(0, "--dataset", list.toString());

        assertThat(said).contains("Calibrated");
        try (ModelPack loaded = ModelPack.load(pack)) {
            assertThat(loaded.calibration()).isPresent();
            assertThat(loaded.calibration().orElseThrow().score(0.9).value())
                    .isGreaterThan(loaded.calibration().orElseThrow().score(0.3).value());
            assertThat(loaded.spectrum()).hasSize(loaded.dimension());
        }
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"quantiles\"", "\"promise\"");
        assertThat(DataSet.listed(folder.resolve("out"))).hasSize(2);
    }

    private String run(int exitCode, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] all = Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of(
                                "--pack",
                                pack.toString(),
                                "--out",
                                folder.resolve("out").toString(),
                                "--replicates",
                                "20"))
                .toArray(String[]::new);
        int ended = Calibrate.run(new PrintStream(output, true, StandardCharsets.UTF_8), all);
        String said = output.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(said).isEqualTo(exitCode);
        return said;
    }
}
