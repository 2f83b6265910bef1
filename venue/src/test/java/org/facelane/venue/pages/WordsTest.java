package org.facelane.venue.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.venue.enrol.EnrolmentOutcome.Hindrance;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server says to guests in English, the pages say in each of their other languages.
class WordsTest {
    private static final List<Problem> FOR_GUESTS = List.of(
            Problems.NO_SUCH_PAGE,
            Problems.LINK_FORGED,
            Problems.LINK_EXPIRED,
            Problems.LINK_REVOKED,
            Problems.EVENT_OVER,
            Problems.CONSENT_OUTDATED,
            Problems.NO_CONSENT,
            Problems.NOT_ENROLLED,
            Problems.PASS_NOT_CURRENT,
            Problems.CAMERA_NEEDED,
            Problems.SESSION_EXPIRED,
            Problems.SESSION_NOT_VALID,
            Problems.FRAMES_UNREADABLE,
            Problems.TOO_SLOW,
            Problems.TOO_MANY_REQUESTS,
            Problems.BUSY,
            Problems.DATABASE_UNREACHABLE);

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es"})
    void everyProblemOfAGuest_hasWords(String language) throws IOException {
        String words = Files.readString(Path.of("src/main/pages/shared/words", language + ".ts"));
        List<String> untold = Stream.of(
                        FOR_GUESTS.stream().map(Problem::code),
                        names(AcquisitionFailure.values()),
                        names(ChallengeFailure.values()),
                        names(Hindrance.values()))
                .flatMap(codes -> codes)
                .filter(code -> !words.contains("    " + code + ": {\n"))
                .toList();
        assertThat(untold).isEmpty();
    }

    private static Stream<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name);
    }
}
