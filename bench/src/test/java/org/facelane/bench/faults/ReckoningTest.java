package org.facelane.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.bench.faults.place.Screens.STEWARD;
import static org.facelane.bench.faults.place.Screens.TICKET;
import static org.facelane.bench.faults.place.Screens.WELCOME;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.bench.faults.Books.Ask;
import org.facelane.bench.faults.Books.Let;
import org.facelane.bench.faults.Books.Pages;
import org.facelane.bench.faults.Reckoning.Breach;
import org.facelane.bench.faults.Reckoning.Mistaken;
import org.facelane.bench.faults.place.Gates;
import org.junit.jupiter.api.Test;

final class ReckoningTest {
    private static final Instant ERASED_AT = Instant.parse("2026-11-22T19:00:00Z");
    private static final Instant BEFORE = ERASED_AT.minusSeconds(20);
    private static final Instant AFTER = ERASED_AT.plusSeconds(20);

    @Test
    void allIsWell_comesInIsErasedAndIsAskedForTheTicket() {
        Let let = let("T-1", "North", BEFORE);
        Reckoning reckoning = reckoning(
                List.of(let), List.of(), List.of(opening(let, "north")), welcome("T-1", BEFORE), erased("T-1", TICKET));
        assertThat(reckoning.breaches()).isEmpty();
        assertThat(reckoning.mistaken()).isEmpty();
    }

    @Test
    void breaksAPromise_erasedGuestIsAdmittedOnTheirOwnTicket() {
        Let let = let("T-1", "North", AFTER);
        Reckoning welcomed = reckoning(List.of(let), List.of(), List.of(opening(let, "north")), erased("T-1", WELCOME));
        assertThat(welcomed.breaches()).extracting(Breach::ticket).containsExactly("T-1");
        Reckoning unseen = reckoning(List.of(let), List.of(), List.of(), erased("T-1", ""));
        assertThat(unseen.breaches()).as("though no screen said so").hasSize(1);
        assertThat(unseen.mistaken()).isEmpty();
    }

    @Test
    void breaksAPromise_gateClaimedBeforeOpensForTheErasedGuest() {
        Let let = let("T-1", "North", BEFORE);
        Gates.Opening late = new Gates.Opening(AFTER, "north", let.id());
        Reckoning reckoning = reckoning(List.of(let), List.of(), List.of(late), erased("T-1", WELCOME));
        assertThat(reckoning.breaches()).hasSize(1);
    }

    @Test
    void breaksAPromise_stewardIsAskedAboutTheErasedGuest() {
        Ask ask = ask("T-1", "ALREADY_ADMITTED", AFTER);
        assertThat(reckoning(List.of(), List.of(ask), List.of(), erased("T-1", STEWARD))
                        .breaches())
                .hasSize(1);
        Ask late = ask("T-1", "GATE_DID_NOT_OPEN", AFTER.plusSeconds(9));
        assertThat(reckoning(List.of(), List.of(late), List.of(), erased("T-1", TICKET))
                        .breaches())
                .as("nobody was recognised then")
                .isEmpty();
    }

    @Test
    void countsAFalseMatch_erasedGuestIsTakenForAnother() {
        Let other = living("T-2", "North");
        Reckoning welcomed =
                reckoning(List.of(other), List.of(), List.of(opening(other, "north")), erased("T-1", WELCOME));
        assertThat(welcomed.breaches()).isEmpty();
        assertThat(welcomed.mistaken()).extracting(Mistaken::other).containsExactly("T-2");
        Ask ask = new Ask("T-2", "North", "ALREADY_ADMITTED", AFTER, Optional.empty());
        Reckoning referred = reckoning(List.of(), List.of(ask), List.of(), erased("T-1", STEWARD));
        assertThat(referred.breaches()).isEmpty();
        assertThat(referred.mistaken()).extracting(Mistaken::other).containsExactly("T-2");
        Reckoning again = reckoning(List.of(), List.of(), List.of(), erased("T-1", STEWARD));
        assertThat(again.mistaken()).as("asked about that other before").hasSize(1);
    }

    @Test
    void countsNothing_stewardIsAskedBecauseThePictureIsBad() {
        Ask ask = new Ask("", "North", "PICTURE_UNUSABLE", AFTER, Optional.empty());
        Reckoning reckoning = reckoning(List.of(), List.of(ask), List.of(), erased("T-1", STEWARD));
        assertThat(reckoning.breaches()).isEmpty();
        assertThat(reckoning.mistaken()).isEmpty();
    }

    @Test
    void breaksAPromise_welcomedAndNoGateOpened() {
        assertThat(reckoning(List.of(), List.of(), List.of(), welcome("T-1", BEFORE))
                        .breaches())
                .hasSize(1);
    }

    @Test
    void breaksAPromise_admissionIsLost_orNobodyIsToldOfASecond_orAGateOpensTwice() {
        Let let = let("T-1", "North", BEFORE);
        Gates.Opening opening = opening(let, "north");
        assertThat(reckoning(List.of(), List.of(), List.of(opening), welcome("T-1", BEFORE))
                        .breaches())
                .as("lost")
                .hasSize(1);
        Let second = let("T-1", "South", BEFORE);
        assertThat(reckoning(List.of(let, second), List.of(), List.of()).breaches())
                .as("admitted twice")
                .hasSize(1);
        assertThat(reckoning(List.of(let), List.of(), List.of(opening, opening)).breaches())
                .as("opened twice")
                .hasSize(1);
    }

    private static Reckoning reckoning(List<Let> lets, List<Ask> asks, List<Gates.Opening> openings, Stand... stands) {
        return new Reckoning(new Pages(lets, asks), openings, List.of(stands));
    }

    private static Let let(String ticket, String lane, Instant at) {
        return new Let(UUID.randomUUID(), UUID.randomUUID(), ticket, lane, at, false, false, Optional.of(ERASED_AT));
    }

    private static Let living(String ticket, String lane) {
        return new Let(UUID.randomUUID(), UUID.randomUUID(), ticket, lane, AFTER, false, false, Optional.empty());
    }

    private static Ask ask(String ticket, String reason, Instant at) {
        return new Ask(ticket, "North", reason, at, Optional.of(ERASED_AT));
    }

    /// Under the name that the lane has for the admission.
    private static Gates.Opening opening(Let let, String gate) {
        return new Gates.Opening(let.at(), gate, let.name());
    }

    private static Stand welcome(String ticket, Instant at) {
        return stand(ticket, false, at, WELCOME);
    }

    private static Stand erased(String ticket, String screen) {
        return stand(ticket, true, AFTER, screen);
    }

    private static Stand stand(String ticket, boolean erased, Instant at, String screen) {
        return new Stand(
                ticket, erased, "North", at.minus(Duration.ofSeconds(1)), at.plus(Duration.ofSeconds(1)), screen);
    }
}
