package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.pretix.PretixCalls.Reply.Later;
import org.facelane.venue.testing.HalfAnswer;
import org.junit.jupiter.api.Test;

class PretixCallsTest {
    @Test
    void isNoAnswer_thatStopsAfterItsHead() throws Exception {
        try (HalfAnswer there = new HalfAnswer("200 OK");
                PretixCalls calls = new PretixCalls(Duration.ofSeconds(2))) {
            assertThat(calls.post(there.address("/redeem"), Optional.of("token"), Map.of("secret", "a")))
                    .isInstanceOf(Later.class);
            assertThat(calls.get(there.address("/list"), "token")).isInstanceOf(Later.class);
            assertThat(there.nextCall()).contains("POST /redeem HTTP/1.1");
            assertThat(there.nextCall()).contains("GET /list HTTP/1.1");
            assertThat(there.isCalledAgain()).isFalse();
        }
    }
}
