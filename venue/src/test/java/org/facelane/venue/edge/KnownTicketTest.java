package org.facelane.venue.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Ticket.Status;
import org.facelane.venue.edge.SyncAnswer.Companion;
import org.junit.jupiter.api.Test;

class KnownTicketTest {
    private static final Instant AT = Instant.parse("2026-11-22T19:45:00.123456Z");

    private final KnownTicket bare = new KnownTicket(
            UUID.randomUUID(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Status.VALID,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    @Test
    void isReadAsItWasWritten() {
        KnownTicket full = new KnownTicket(
                UUID.randomUUID(),
                Optional.of("Gate Süd"),
                Optional.of(AT),
                Optional.of(AT.plusSeconds(60)),
                Status.BLOCKED,
                Optional.of(AT),
                Optional.of(UUID.randomUUID()),
                Optional.of(AT.plusSeconds(1)),
                List.of(
                        new Companion(
                                UUID.randomUUID(),
                                Optional.of(""),
                                Optional.empty(),
                                Optional.of(AT),
                                Status.UNPAID,
                                true),
                        new Companion(
                                UUID.randomUUID(),
                                Optional.empty(),
                                Optional.of(AT),
                                Optional.empty(),
                                Status.VALID,
                                false)));
        assertThat(KnownTicket.of(full.bytes())).isEqualTo(full);
        assertThat(KnownTicket.of(bare.bytes())).isEqualTo(bare);
    }

    @Test
    void whatIsCutOffIsNone() {
        byte[] bytes = bare.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> KnownTicket.of(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
