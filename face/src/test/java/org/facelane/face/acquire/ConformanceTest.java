package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.facelane.face.Features;
import org.facelane.face.acquire.Acquisition.Acquired;
import org.facelane.face.model.DefaultPack;
import org.facelane.face.quality.Quality;
import org.junit.jupiter.api.Test;

/// What the pipeline makes of sample people, number by number, against `conformance.csv`: a change of any stage shows
/// up here. Where the change is meant, the failure prints the new table.
class ConformanceTest {
    private static final int PEOPLE_COUNT = 8;
    private static final List<String> CAPTURES = List.of("enrol", "arrive", "third");
    private static final String HEADING =
            "person,capture,eyeDistance,brightness,detail,yaw,pitch,roll,toOwnEnrolment,toNextEnrolment";

    /// Of a value, or of 1 where the value is smaller: what another processor's arithmetic may change.
    private static final double TOLERANCE = 1e-3;

    private final SelfieAcquisition acquisition = new SelfieAcquisition(DefaultPack.open(), SelfieLimits.DEFAULT);

    @Test
    void everyStageGivesWhatItGaveBefore() throws IOException {
        List<String> expected = table();
        List<String> found = measured();

        assertThat(found).hasSameSizeAs(expected);
        for (int row = 1; row < found.size(); row++) {
            assertThat(matches(found.get(row), expected.get(row)))
                    .describedAs(
                            "row %s, expected %s; the whole table now:%n%s",
                            found.get(row), expected.get(row), String.join("\n", found))
                    .isTrue();
        }
    }

    private List<String> measured() {
        List<Features> enrolled = new ArrayList<>();
        for (int person = 0; person < PEOPLE_COUNT; person++) {
            enrolled.add(acquired(person, "enrol").features());
        }
        List<String> rows = new ArrayList<>();
        rows.add(HEADING);
        for (int person = 0; person < PEOPLE_COUNT; person++) {
            for (String capture : CAPTURES) {
                Acquired acquired = acquired(person, capture);
                Quality quality = acquired.quality();
                rows.add(String.format(
                        Locale.ROOT,
                        "%d,%s,%.2f,%.2f,%.4f,%.3f,%.3f,%.3f,%.4f,%.4f",
                        person,
                        capture,
                        quality.eyeDistance().pixels(),
                        quality.brightness().mean(),
                        quality.sharpness().detail(),
                        quality.headPose().yaw(),
                        quality.headPose().pitch(),
                        quality.headPose().roll(),
                        acquired.features().similarity(enrolled.get(person)),
                        acquired.features().similarity(enrolled.get((person + 1) % PEOPLE_COUNT))));
            }
        }
        return rows;
    }

    private Acquired acquired(int person, String capture) {
        Acquisition outcome =
                acquisition.acquire(Scenes.bytes(Scenes.people().get(person).resolve(capture + ".jpg")));
        assertThat(outcome).isInstanceOf(Acquired.class);
        return (Acquired) outcome;
    }

    private static boolean matches(String found, String expected) {
        String[] values = found.split(",");
        String[] others = expected.split(",");
        for (int i = 2; i < values.length; i++) {
            double value = Double.parseDouble(values[i]);
            double other = Double.parseDouble(others[i]);
            if (Math.abs(value - other) > TOLERANCE * Math.max(1, Math.abs(other))) {
                return false;
            }
        }
        return values[0].equals(others[0]) && values[1].equals(others[1]);
    }

    private static List<String> table() throws IOException {
        try (InputStream stream = ConformanceTest.class.getResourceAsStream("conformance.csv")) {
            assertThat(stream).describedAs("conformance.csv").isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
