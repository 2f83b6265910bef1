package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.pretix.ConnectedLanes.admitted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is heard of pretix's own doors.
class PretixPollingTest {
    @RegisterExtension
    static final FreshLanes lanes = new FreshLanes();

    private ConnectedLanes venue;

    @BeforeEach
    void prepare() {
        venue = lanes.now();
    }

    @Test
    void readsPageByPage_andKnowsEachEntryOnce() {
        venue.server.pageSize(3);
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Ticket ticket = venue.ticket("");
            venue.server.scan(ticket.code(), "entry");
            tickets.add(ticket);
        }
        assertThat(poll()).isEqualTo(7);
        assertThat(poll()).as("each look goes a little further back").isEqualTo(7);
        assertThat(venue.standing())
                .hasSize(7)
                .allSatisfy(each -> assertThat(each.made().means()).isEqualTo(Means.ELSEWHERE));
        venue.server.scan(tickets.getFirst().code(), "exit");
        poll();
        assertThat(venue.standing())
                .filteredOn(each -> each.leftAt().isPresent())
                .hasSize(1);
    }

    @Test
    void looksATicketUpOnce_howeverOftenItReadsOfIt() {
        venue.server.scan(venue.ticket("").code(), "entry");
        poll();
        int before = lookedUp();
        poll();
        assertThat(lookedUp()).isEqualTo(before);
    }

    /// Nobody went through the turnstile of an ordinary door, which says so long after its entry was read.
    @Test
    void takesBack_whatAnOrdinaryDoorTookBack() {
        Ticket ticket = venue.ticket("");
        venue.server.scan(ticket.code(), "entry");
        poll();
        assertThat(venue.admit(ticket)).isInstanceOf(AlreadyAdmitted.class);
        venue.clock.pass(Duration.ofMinutes(14));
        venue.server.takeBack(ticket.code());
        poll();
        poll();
        assertThat(venue.enter(admitted(venue.admit(ticket)))).isEmpty();
        assertThat(venue.server.checkins(ticket.code())).hasSize(1);
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().refused()).isEmpty();
    }

    private int lookedUp() {
        return (int) venue.server.exchanges().stream()
                .filter(exchange -> exchange.call().contains("/positions/"))
                .count();
    }

    @Test
    void saysThatTheDeviceMayNotRead_andGoesOnOnceItMay() {
        Ticket ticket = venue.ticket("");
        venue.server.forbid(true);
        assertThat(venue.enter(admitted(venue.admit(ticket)))).isEmpty();
        venue.later();
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().failing().orElseThrow())
                .contains("security profile");
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().devices())
                .allSatisfy(device -> assertThat(device.state()).isEqualTo(PretixSetup.DeviceState.KNOWN));
        venue.server.forbid(false);
        venue.later();
        assertThat(venue.setup.shown(venue.event.id()).orElseThrow().failing()).isEmpty();
        assertThat(venue.server.checkins(ticket.code())).hasSize(1);
    }

    @Test
    void waits_forAsLongAsPretixAsks() {
        venue.server.scan(venue.ticket("").code(), "entry");
        venue.server.faults(() -> Fault.THROTTLED);
        assertThat(poll()).isZero();
        venue.server.faults(() -> Fault.NONE);
        int before = venue.server.exchanges().size();
        venue.clock.pass(Duration.ofSeconds(6));
        assertThat(poll()).isZero();
        assertThat(venue.server.exchanges()).as("7 s are not over").hasSize(before);
        venue.clock.pass(Duration.ofSeconds(2));
        assertThat(poll()).isEqualTo(1);
    }

    private int poll() {
        return venue.polling.poll(venue.event.id(), venue.clock.instant());
    }
}
