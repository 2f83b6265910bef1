package org.facelane.venue.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.venue.ReferReason;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.enrol.EnrolmentOutcome.Hindrance;
import org.junit.jupiter.api.Test;

/// Whatever goes wrong, somebody is told what it is and what to do, in sentences.
class ProblemsTest {
    @Test
    void everyOutcomeHasATitleAndAdviceInSentences() {
        List<Problem> problems = Stream.of(
                        Stream.of(AcquisitionFailure.values()).map(Problems::of),
                        Stream.of(Hindrance.values()).map(Problems::of),
                        Stream.of(ReferReason.values()).map(Problems::of),
                        Stream.of(
                                Problems.of(new AlreadyAdmitted(Instant.EPOCH, Optional.empty())),
                                Problems.pictureTooLarge(15_000_000),
                                Problems.internal("1234abcd"),
                                Problems.BUSY,
                                Problems.DATABASE_UNREACHABLE,
                                Problems.LINK_EXPIRED,
                                Problems.LINK_FORGED,
                                Problems.LINK_REVOKED))
                .flatMap(some -> some)
                .toList();
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.title()).matches("[A-Z].*\\.");
            assertThat(problem.advice()).matches("[A-Z].*\\.");
            assertThat(problem.code()).matches("[A-Z_]+");
            assertThat(problem.status()).isBetween(400, 503);
        });
    }

    @Test
    void alreadyAdmittedSaysWhen() {
        Problem problem = Problems.of(new AlreadyAdmitted(Instant.parse("2026-11-22T19:05:59Z"), Optional.empty()));
        assertThat(problem.title()).isEqualTo("This ticket was admitted before, at 19:05 UTC on 22 November.");
    }

    @Test
    void tooLargeNamesTheLimitThatIsSet() {
        assertThat(Problems.pictureTooLarge(8_000_000).advice()).isEqualTo("Choose a picture of at most 8 MB.");
    }
}
