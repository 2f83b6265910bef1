package org.facelane.venue.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// One-time passwords against the values of RFC 6238, appendix B, of which we show the last six digits.
class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    @Test
    void agreesWithTheStandard() {
        Map.of(
                        59L, "287082",
                        1_111_111_109L, "081804",
                        1_111_111_111L, "050471",
                        1_234_567_890L, "005924",
                        2_000_000_000L, "279037",
                        20_000_000_000L, "353130")
                .forEach((second, code) -> assertThat(Totp.code(SECRET, second / 30))
                        .as("at " + second)
                        .isEqualTo(code));
        assertThat(Totp.text(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.text(new byte[] {(byte) 0xf0})).isEqualTo("6A");
        assertThat(Totp.uri("Ada B", SECRET))
                .isEqualTo("otpauth://totp/Facelane%3AAda%20B?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Facelane");
    }

    @Test
    void takesTheStepBeforeAndAfter_andNoOther() {
        long now = NOW.getEpochSecond() / 30;
        for (long step = now - 3; step <= now + 3; step++) {
            OptionalLong found = Totp.step(SECRET, Totp.code(SECRET, step), NOW, Long.MIN_VALUE);
            boolean near = Math.abs(step - now) <= 1;
            assertThat(found).isEqualTo(near ? OptionalLong.of(step) : OptionalLong.empty());
        }
    }

    @Test
    void refusesWhatWasUsed() {
        long now = NOW.getEpochSecond() / 30;
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now), NOW, now)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now - 1), NOW, now)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, now + 1), NOW, now)).hasValue(now + 1);
        assertThat(Totp.step(SECRET, "", NOW, Long.MIN_VALUE)).isEmpty();
    }
}
