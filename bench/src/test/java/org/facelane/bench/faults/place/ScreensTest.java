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
        screens.say(Screens.IDLE);
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
}
