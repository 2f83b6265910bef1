package org.facelane.venue.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final RateLimit limit = new RateLimit(2, Duration.ofMinutes(1));

    @Test
    void allowsSoManyInAWindowForEachKey() {
        assertThat(limit.count("a", NOW)).isTrue();
        assertThat(limit.count("a", NOW.plusSeconds(59))).isTrue();
        assertThat(limit.allows("a", NOW.plusSeconds(59))).isFalse();
        assertThat(limit.count("a", NOW.plusSeconds(59))).isFalse();
        assertThat(limit.count("b", NOW.plusSeconds(59))).isTrue();
    }

    @Test
    void beginsAnewWithTheNextWindow() {
        limit.count("a", NOW);
        limit.count("a", NOW);
        assertThat(limit.allows("a", NOW.plusSeconds(60))).isTrue();
        assertThat(limit.count("a", NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void forgetsWhatIsCleared() {
        limit.count("a", NOW);
        limit.count("a", NOW);
        limit.clear("a");
        assertThat(limit.allows("a", NOW)).isTrue();
    }

    @Test
    void remembersABoundedNumberOfKeys() {
        limit.count("first", NOW);
        limit.count("first", NOW);
        for (int i = 0; i < RateLimit.KEYS_MAX; i++) {
            limit.count("key " + i, NOW);
        }
        assertThat(limit.allows("first", NOW)).isTrue();
        assertThat(limit.allows("key 1", NOW)).isTrue();
    }
}
