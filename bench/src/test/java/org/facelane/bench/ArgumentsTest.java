package org.facelane.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final String USAGE = "--from <folder> [--seed <number>]";

    @Test
    void readsWhatIsGiven() {
        Arguments arguments = Arguments.parse(USAGE, "--from", "here");
        assertThat(arguments.text("--from")).isEqualTo("here");
        assertThat(arguments.number("--seed", 7)).isEqualTo(7);
        assertThat(arguments.given("--seed")).isEmpty();
    }

    @Test
    void refuses_anUnknownKey() {
        assertThatThrownBy(() -> Arguments.parse(USAGE, "--form", "here"))
                .hasMessage("cannot use '--form'; the arguments are: " + USAGE);
    }

    @Test
    void refuses_aMissingValue() {
        assertThatThrownBy(() -> Arguments.parse(USAGE, "--from")).hasMessageContaining("cannot use '--from'");
        assertThatThrownBy(() -> Arguments.parse(USAGE).text("--from")).hasMessageContaining("--from is missing");
    }

    @Test
    void refuses_aFolderThatIsNotThere() {
        assertThatThrownBy(
                        () -> Arguments.parse(USAGE, "--from", "no/such/folder").folder("--from"))
                .hasMessageContaining("there is no folder");
    }
}
