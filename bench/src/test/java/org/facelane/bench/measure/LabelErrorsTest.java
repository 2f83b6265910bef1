package org.facelane.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.facelane.bench.measure.LabelErrors.Relatives;
import org.facelane.bench.measure.PictureSet.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelErrorsTest {
    @TempDir
    Path folder;

    @Test
    void leavesOutWhoIsDoubtful_andTheSecondOfTwoRelatives() throws IOException {
        LabelErrors errors = LabelErrors.read(file("kind,person_a,person_b\nsame_person,A,B\nrelatives,C,D\n"));
        PictureSet set = new PictureSet(
                List.of(sample("A"), sample("B"), sample("C"), sample("D"), sample("E"), sample("E")), 0);

        assertThat(errors.trusted(set).samples()).extracting(Sample::person).containsExactly("C", "E", "E");
        assertThat(errors.trusted(set).atMost(1).samples()).hasSize(2);
        assertThat(errors.relatives()).containsExactly(new Relatives("C", "D"));
    }

    @Test
    void refuses_anUnknownKind() throws IOException {
        Path file = file("kind,person_a,person_b\nfriends,A,B\n");
        assertThatThrownBy(() -> LabelErrors.read(file)).hasMessageContaining("'friends' is no known kind");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("errors.csv"), text);
    }

    private static Sample sample(String person) {
        return new Sample(person, "1", new float[] {1});
    }
}
