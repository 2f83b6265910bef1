package org.facelane.face.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.UnusableData;
import org.facelane.face.model.DefaultPack;
import org.facelane.face.model.ModelPack;
import org.facelane.face.model.PackCalibration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsTest {
    @TempDir
    private Path folder;

    private String home = "";

    @BeforeEach
    void setHome() {
        home = System.getProperty("facelane.home", "");
        System.setProperty("facelane.home", "..");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("facelane.home", home.isEmpty() ? ".." : home);
    }

    @Test
    void listsTheBundledPack() {
        assertThat(run(0, "list"))
                .contains("default", DefaultPack.open().version().value(), "MIT");
    }

    @Test
    void aPackIsAddedOnceAndWorks() throws IOException {
        Path models = folder.resolve("models");

        assertThat(run(0, "add", DefaultPack.FOLDER.toString(), "--models", models.toString()))
                .contains("Added");
        assertThat(run(0, "list", "--models", models.toString())).contains("default");
        assertThat(run(2, "add", DefaultPack.FOLDER.toString(), "--models", models.toString()))
                .contains("already");
        assertThat(names(models)).containsExactly("default");
    }

    @Test
    void aZipWithOneFolderAroundAllIsAddedToo() throws IOException {
        Path zip = folder.resolve("pack.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream output = new ZipOutputStream(file)) {
            for (Path part : DataSet.listed(DefaultPack.FOLDER)) {
                output.putNextEntry(new ZipEntry("pack-1/" + part.getFileName()));
                output.write(Files.readAllBytes(part));
            }
        }
        Path models = folder.resolve("models");

        assertThat(run(0, "add", zip.toString(), "--models", models.toString())).contains("Added");
    }

    @Test
    void aDamagedPackLeavesNothingBehind() throws IOException {
        Path pack = copyOfDefault();
        Files.writeString(pack.resolve("detector.onnx"), "damaged");
        Path models = folder.resolve("models");

        assertThat(run(2, "add", pack.toString(), "--models", models.toString()))
                .contains("is damaged");
        assertThat(names(models)).isEmpty();
        assertThat(run(2, "verify", pack.toString())).contains("is damaged");
    }

    @Test
    void zipsThatReachOutOrAreTooLargeAreRefused() throws IOException {
        for (String name : List.of("../evil", "a/../../evil", "/etc/evil", "a/b/c", "..\\evil", "C:evil", ".hidden")) {
            Path zip = zip(Map.of(name, 1));
            Path target = Files.createDirectories(folder.resolve("out/inner"));
            assertThatThrownBy(() -> PackFolder.copy(zip, target)).as(name).isInstanceOf(UnusableData.class);
            assertThat(names(folder.resolve("out"))).as(name).containsExactly("inner");
        }
        Path target = Files.createDirectories(folder.resolve("bomb"));
        assertThatThrownBy(() -> PackFolder.copy(zip(Map.of("manifest.properties", 100_000)), target, 50_000))
                .hasMessageContaining("50000 bytes at most");
        assertThatThrownBy(() -> PackFolder.copy(
                        Files.writeString(folder.resolve("no.zip"), "no zip"),
                        Files.createDirectories(folder.resolve("empty"))))
                .isInstanceOf(UnusableData.class);
    }

    @Test
    void aLinkInAFolderIsRefused() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("linked"));
        Files.createSymbolicLink(pack.resolve("manifest.properties"), folder);

        assertThatThrownBy(() -> PackFolder.copy(pack, Files.createDirectories(folder.resolve("to"))))
                .hasMessageContaining("no plain file");
    }

    @Test
    void whatWasRecordedIsFoundAgainAndOtherFeaturesAreNot() throws IOException {
        Path pack = copyOfDefault();

        assertThat(run(0, "verify", pack.toString(), "--record")).contains("Recorded");
        assertThat(run(0, "verify", pack.toString())).contains("As recorded");

        Path record = pack.resolve(Conformance.FILE);
        String text = Files.readString(record);
        int values = text.indexOf("features=") + 9;
        Files.writeString(record, text.substring(0, values) + "9" + text.substring(values));
        assertThat(run(2, "verify", pack.toString())).contains("other features than recorded");
    }

    @Test
    void theBundledPackSeesOnThisMachineWhatItSawWhereItWasPacked() {
        assertThat(run(0, "verify", DefaultPack.FOLDER.toString())).contains("As recorded where it was packed");
    }

    @Test
    void calibrationIsPutIntoAPackWithoutTouchingTheRest() throws IOException {
        Path pack = copyOfDefault();
        List<String> before = Files.readAllLines(pack.resolve("manifest.properties")).stream()
                .filter(line -> !line.startsWith("calibration."))
                .toList();

        PackCalibration.write(pack, "similarities=-1,0.5\nscores=0,40\ntailScale=0.03\ntailShape=0\n");

        try (ModelPack loaded = ModelPack.load(pack)) {
            assertThat(loaded.calibration().orElseThrow().score(0.5).value()).isEqualTo(40);
            assertThat(loaded.version()).isEqualTo(DefaultPack.open().version());
        }
        assertThat(Files.readAllLines(pack.resolve("manifest.properties"))).containsAll(before);
    }

    private Path zip(Map<String, Integer> entries) throws IOException {
        Path zip = folder.resolve("some.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream output = new ZipOutputStream(file)) {
            for (Map.Entry<String, Integer> entry : entries.entrySet()) {
                output.putNextEntry(new ZipEntry(entry.getKey()));
                output.write(new byte[entry.getValue()]);
            }
        }
        return zip;
    }

    private Path copyOfDefault() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("copy"));
        for (Path part : DataSet.listed(DefaultPack.FOLDER)) {
            Files.copy(part, pack.resolve(String.valueOf(part.getFileName())));
        }
        return pack;
    }

    private static String run(int exitCode, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int ended = Models.run(new PrintStream(output, true, StandardCharsets.UTF_8), arguments);
        String said = output.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(said).isEqualTo(exitCode);
        return said;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
