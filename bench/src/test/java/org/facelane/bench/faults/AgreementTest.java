package org.facelane.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.bench.faults.Agreement.Recorded;
import org.facelane.bench.faults.Agreement.There;
import org.facelane.bench.faults.Books.Ask;
import org.facelane.bench.faults.Books.Entry;
import org.facelane.bench.faults.Reckoning.Breach;
import org.junit.jupiter.api.Test;

final class AgreementTest {
    private static final Instant THEN = Instant.parse("2026-11-22T19:00:00.123456Z");
    private static final Entry OURS = new Entry("T-1", UUID.randomUUID(), THEN, false, false);
    private static final Entry ELSEWHERE = new Entry("T-1", UUID.randomUUID(), THEN, true, false);
    private static final Recorded TOLD = new Recorded(OURS.nonce().toString(), THEN);
    private static final Recorded ORDINARY = new Recorded("", THEN);

    @Test
    void agrees_eachEntryIsOnRecordOnce() {
        assertThat(breaches(List.of(OURS), List.of(TOLD), List.of())).isEmpty();
        assertThat(breaches(List.of(ELSEWHERE), List.of(), List.of(ORDINARY))).isEmpty();
        assertThat(breaches(List.of(), List.of(), List.of())).isEmpty();
    }

    @Test
    void disagrees_entryWasNotTold_orTwice_orAsOfAnotherTime() {
        assertThat(breaches(List.of(OURS), List.of(), List.of())).hasSize(1);
        assertThat(breaches(List.of(OURS), List.of(TOLD, TOLD), List.of())).hasSize(1);
        Recorded later = new Recorded(TOLD.nonce(), THEN.plusSeconds(3));
        assertThat(breaches(List.of(OURS), List.of(later), List.of())).hasSize(1);
    }

    @Test
    void disagrees_whatWasTakenBackIsStillOnRecord() {
        assertThat(breaches(List.of(), List.of(TOLD), List.of())).hasSize(1);
    }

    @Test
    void disagrees_ordinaryDoorWasNotHeardOf() {
        assertThat(breaches(List.of(), List.of(), List.of(ORDINARY))).hasSize(1);
    }

    @Test
    void disagrees_ticketWasUsedAtBoth_unlessAStewardWasTold() {
        List<Entry> both = List.of(OURS, ELSEWHERE);
        assertThat(breaches(both, List.of(TOLD), List.of(ORDINARY))).hasSize(1);
        Entry conflict = new Entry("T-1", UUID.randomUUID(), THEN, true, true);
        assertThat(breaches(List.of(OURS, conflict), List.of(TOLD), List.of(ORDINARY)))
                .isEmpty();
        Ask asked = new Ask("T-1", "North", "ADMITTED_TWICE", THEN, Optional.empty());
        assertThat(new Agreement(both, List.of(asked), List.of(new There("T-1", List.of(TOLD), List.of(ORDINARY))))
                        .breaches())
                .isEmpty();
    }

    private static List<Breach> breaches(List<Entry> entries, List<Recorded> lanes, List<Recorded> ordinary) {
        return new Agreement(entries, List.of(), List.of(new There("T-1", lanes, ordinary))).breaches();
    }
}
