package org.facelane.bench.faults.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScreensTest {
    private final Screens screens = new Screens();

    @Test
    void answersWhoeverItAskedToLook() {
        screens.forget();
        screens.say("LOOK");
        assertThat(screens.answer()).isEmpty();
        screens.say(Screens.WELCOME);
        screens.say("IDLE");
        assertThat(screens.answer()).isEqualTo(Screens.WELCOME);
    }

    @Test
    void takesNoAnswerToWhoeverWasThereBefore_toldAgainByAConnectionThatCameBack() {
        screens.say(Screens.WELCOME);
        screens.forget();
        screens.say(Screens.WELCOME);
        assertThat(screens.answer()).isEmpty();
        screens.say("LOOK");
        screens.say(Screens.TICKET);
        assertThat(screens.answer()).isEqualTo(Screens.TICKET);
    }

    @Test
    void answersWhoeverHoldsAPassUp_alsoThatItOpensNothing() {
        screens.say("SHOW_PASS");
        assertThat(screens.isFree()).isTrue();
        screens.forget();
        screens.say(Screens.PASS_REFUSED);
        assertThat(screens.isFree()).isFalse();
        assertThat(screens.answerToPass()).isEqualTo(Screens.PASS_REFUSED);
        assertThat(screens.answer()).as("nobody was asked to look").isEmpty();
        screens.say("LOOK");
        screens.say(Screens.WELCOME);
        assertThat(screens.answerToPass()).as("taken after all").isEqualTo(Screens.WELCOME);
    }
}
