package org.facelane.face.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataSetTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderForEachPersonIsRead() throws IOException {
        Files.createDirectories(folder.resolve("b"));
        Files.createDirectories(folder.resolve("a"));
        Files.write(folder.resolve("b/2.JPG"), new byte[0]);
        Files.write(folder.resolve("a/1.png"), new byte[0]);
        Files.write(folder.resolve("a/notes.txt"), new byte[0]);
        Files.write(folder.resolve("lonely.jpg"), new byte[0]);

        DataSet set = DataSet.read(folder);

        assertThat(set.pictures())
                .extracting(LabelledPicture::person, LabelledPicture::capture)
                .containsExactly(tuple("a", "1"), tuple("b", "2"));
    }

    @Test
    void aCsvNamesPersonCaptureAndGroup() throws IOException {
        Path csv = csv("path,person,capture,group\npics/a.jpg,\"Ann, of X\",gate,north\npics/b.jpg,Bob,,\n");

        DataSet set = DataSet.read(csv);

        assertThat(set.pictures())
                .containsExactly(
                        new LabelledPicture(folder.resolve("pics/a.jpg"), "Ann, of X", "gate", Optional.of("north")),
                        new LabelledPicture(folder.resolve("pics/b.jpg"), "Bob", "b", Optional.empty()));
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertThatThrownBy(() -> DataSet.read(folder.resolve("nowhere")))
                .isInstanceOf(UnusableData.class)
                .hasMessageContaining("There is no folder or CSV file");
        assertThatThrownBy(() -> DataSet.read(folder)).hasMessageContaining("has no pictures");
        assertThatThrownBy(() -> DataSet.read(csv("file,person\na,b\n"))).hasMessageContaining("expected path, person");
        assertThatThrownBy(() -> DataSet.read(csv("path,person\na.jpg\n")))
                .hasMessageContaining("row 1 names no person");
    }

    @Test
    void anyBytesAreReadOrRefusedWithASentence() throws IOException {
        long seed = 20261122;
        Random random = new Random(seed);
        String alphabet = "path,person\"\n\r;\u0000aé,,\"\"\t./\\ ";
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "path,person,group\n" : "");
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] bytes = text.toString()
                    .getBytes(random.nextInt(5) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            Path file = Files.write(folder.resolve("fuzz.csv"), bytes);
            try {
                assertThat(DataSet.read(file).pictures())
                        .as("seed %d, round %d", seed, round)
                        .isNotEmpty();
            } catch (UnusableData e) {
                assertThat(e.getMessage()).as("seed %d, round %d", seed, round).contains("fuzz.csv");
            }
        }
    }

    @Test
    void labelErrorsLeaveOutBothSides() throws IOException {
        Path file = Files.writeString(
                folder.resolve("errors.csv"),
                "kind,person_a,person_b\nsame_person,a,b\nmislabelled_image,c,d\nrelatives,e,f\n");

        LabelErrors errors = LabelErrors.read(file);

        assertThat("abcdefg".chars().mapToObj(Character::toString).filter(errors.trusted()))
                .containsExactly("e", "g");
        assertThat(errors.relatives()).containsExactly(new LabelErrors.Relatives("e", "f"));
        assertThatThrownBy(() -> LabelErrors.read(Files.writeString(file, "kind,a,b\ntwins,a,b\n")))
                .isInstanceOf(UnusableData.class)
                .hasMessageContaining("'twins'");
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), text);
    }
}
