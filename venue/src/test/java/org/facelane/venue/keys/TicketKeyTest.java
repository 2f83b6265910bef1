package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicketKeyTest {
    private static final byte[] KNOWN = "what is known".getBytes(US_ASCII);

    private final GalleryKey agent = GalleryKey.draw();
    private final TicketKey key = TicketKey.of(agent);

    @Test
    void opensByTheCode_andByNoOther() {
        TicketKey.Lock lock = key.lock("T-4711");
        byte[] sealed = lock.seal(KNOWN);
        TicketKey again = TicketKey.of(GalleryKey.of(agent.bytes()));
        assertThat(again.isSame(key)).isTrue();
        assertThat(again.lock("T-4711").mark()).isEqualTo(lock.mark()).hasSize(TicketKey.MARK_BYTES);
        assertThat(again.lock("T-4711").open(sealed)).contains(KNOWN);
        assertThat(key.lock("T-4712").open(sealed)).isEmpty();
        sealed[sealed.length - 1] ^= 1;
        assertThat(lock.open(sealed)).isEmpty();
    }

    @Test
    void anotherAgentFindsAndOpensNothing() {
        TicketKey other = TicketKey.of(GalleryKey.draw());
        assertThat(other.isSame(key)).isFalse();
        assertThat(other.lock("T-4711").mark()).isNotEqualTo(key.lock("T-4711").mark());
        assertThat(other.lock("T-4711").open(key.lock("T-4711").seal(KNOWN))).isEmpty();
    }

    @Test
    void sealsTheSameDifferentlyEachTime() {
        TicketKey.Lock lock = key.lock("T-4711");
        assertThat(lock.seal(KNOWN)).isNotEqualTo(lock.seal(KNOWN));
    }
}
