package org.facelane.venue.pretix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.pretix.ConnectedLanes.admitted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.pretix.PretixSetup.DeviceState;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.trial.PretixServer;
import org.facelane.venue.trial.PretixServer.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of a lane's device at pretix, from its token to its revocation.
class PretixDevicesTest {
    @RegisterExtension
    static final FreshLanes lanes = new FreshLanes();

    private ConnectedLanes venue;

    @BeforeEach
    void prepare() {
        venue = lanes.now();
    }

    @Test
    void saysTheVersionThatIsBuilt() throws IOException {
        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<version>" + PretixDevices.SOFTWARE + "-SNAPSHOT</version>");
    }

    @Test
    void tellsPretixOnce_thatTheSoftwareChanged() {
        int before = venue.server.exchanges().size();
        keep();
        assertThat(venue.server.exchanges()).as("nothing has changed").hasSize(before);
        venue.test.execute("update pretix_device set software = '0.0.9' where lane_id = '" + lane() + "'");
        venue.server.faults(() -> Fault.LOST);
        keep();
        venue.server.faults(() -> Fault.NONE);
        keep();
        keep();
        assertThat(venue.server
                        .exchanges()
                        .subList(before, venue.server.exchanges().size()))
                .extracting(exchange -> exchange.call() + " " + exchange.status())
                .containsExactly("POST /api/v1/device/update 0", "POST /api/v1/device/update 200");
    }

    @Test
    void givesADeviceAnotherKey_andGoesOn() {
        String before = key();
        assertThat(roll()).isEqualTo(new RollOutcome.Rolled());
        assertThat(key()).isNotEqualTo(before);
        assertThat(states()).containsExactly(DeviceState.KNOWN, DeviceState.KNOWN);
        assertThatLaneAsks();
    }

    /// The same for pretix as a process that ends before the new key is stored.
    @Test
    void saysThatTheKeyIsLost_theAnswerWithTheNewOneWas() {
        Iterator<Fault> faults = List.of(Fault.ANSWER_LOST, Fault.NONE).iterator();
        venue.server.faults(faults::next);
        assertThat(roll()).isEqualTo(new RollOutcome.Lost());
        venue.server.faults(() -> Fault.NONE);
        assertThat(states()).containsExactlyInAnyOrder(DeviceState.KEY_LOST, DeviceState.KNOWN);
        Ticket ticket = venue.ticket("");
        assertThat(venue.enter(admitted(venue.admit(ticket))))
                .as("the lane goes on by its own rules")
                .isEmpty();
        venue.later();
        assertThat(venue.server.checkins(ticket.code()))
                .as("another lane's device tells it")
                .hasSize(1);
        add(lane());
        assertThat(states()).containsExactly(DeviceState.KNOWN, DeviceState.KNOWN);
        assertThat(venue.setup.leaving(venue.event.id()))
                .as("nobody has the key of the old one")
                .singleElement()
                .satisfies(leaving -> assertThat(leaving.byHand()).isTrue());
    }

    @Test
    void findsOutWhichKeyIsGood_pretixWasAwayWhenItWasAsked() {
        venue.server.faults(() -> Fault.LOST);
        assertThat(roll()).isInstanceOf(RollOutcome.Unclear.class);
        venue.server.faults(() -> Fault.NONE);
        keep();
        assertThat(states()).containsExactly(DeviceState.KNOWN, DeviceState.KNOWN);
        assertThatLaneAsks();
        venue.server.faults(() -> Fault.ANSWER_LOST);
        assertThat(roll()).isInstanceOf(RollOutcome.Unclear.class);
        venue.server.faults(() -> Fault.NONE);
        keep();
        assertThat(states()).containsExactlyInAnyOrder(DeviceState.KEY_LOST, DeviceState.KNOWN);
    }

    @Test
    void changesNothing_pretixBreaksInsteadOfGivingAKey() {
        Iterator<Fault> faults = List.of(Fault.BROKEN, Fault.NONE).iterator();
        venue.server.faults(faults::next);
        assertThat(roll()).isEqualTo(new RollOutcome.Unchanged());
        venue.server.faults(() -> Fault.NONE);
        assertThatLaneAsks();
    }

    @Test
    void saysThatPretixKnowsADeviceNoMore_andReadsByAnother() {
        venue.server.revoke(number());
        assertThat(roll()).isEqualTo(new RollOutcome.NotKnown());
        assertThat(states()).containsExactlyInAnyOrder(DeviceState.NOT_KNOWN, DeviceState.KNOWN);
        Ticket ticket = venue.ticket("");
        venue.server.scan(ticket.code(), "entry");
        venue.later();
        assertThat(venue.standing())
                .singleElement()
                .satisfies(each -> assertThat(each.made().means()).isEqualTo(AdmissionStore.Means.ELSEWHERE));
    }

    @Test
    void revokesADevice_asSoonAsPretixAnswers() {
        long number = number();
        venue.server.faults(() -> Fault.THROTTLED);
        assertThat(venue.setup.devices().revoke(venue.event.id(), lane(), "staff Ada", now()))
                .isTrue();
        assertThat(venue.setup.leaving(venue.event.id()))
                .singleElement()
                .satisfies(leaving -> assertThat(leaving.number()).isEqualTo(number));
        venue.server.faults(() -> Fault.NONE);
        farewell();
        assertThat(venue.server.devices()).extracting(device -> device.number()).doesNotContain(number);
        assertThat(venue.setup.leaving(venue.event.id())).isEmpty();
        assertThat(venue.setup.devices().revoke(venue.event.id(), lane(), "staff Ada", now()))
                .isFalse();
    }

    @Test
    void revokesThem_theLaneWasRevoked_gotAnother_orTheEventWasDisconnected() {
        venue.test.database().transact(tx -> LaneStore.revoke(tx, lane(), now()));
        farewell();
        assertThat(venue.server.devices()).hasSize(1);
        add(venue.lanes.getLast().id());
        farewell();
        assertThat(venue.server.devices()).as("only the new one is left").hasSize(1);
        venue.setup.disconnect(venue.event.id(), "staff Ada", now());
        farewell();
        assertThat(venue.server.devices()).isEmpty();
    }

    @Test
    void takesNoKeyToAnotherServer() throws IOException {
        try (PretixServer other = new PretixServer(venue.clock)) {
            PretixConnection moved =
                    new PretixConnection(other.url(), PretixServer.ORGANIZER, PretixServer.EVENT, PretixServer.LIST);
            venue.setup.connect(venue.event.id(), moved, "staff Ada", now());
            venue.later();
            farewell();
            assertThat(other.exchanges()).isEmpty();
            assertThat(venue.server.devices()).isEmpty();
        }
    }

    @Test
    void revokesThem_inTheHourBeforeTheRetentionDeadline() {
        venue.clock.pass(Duration.between(now(), deadline().minus(Duration.ofMinutes(61))));
        venue.setup.devices().farewell(now());
        assertThat(venue.server.devices()).hasSize(2);
        farewell();
        assertThat(venue.server.devices()).isEmpty();
        assertThat(venue.setup.leaving(venue.event.id())).isEmpty();
    }

    @Test
    void saysThatTheyAreToBeRevokedByHand_pretixWasAwayUntilTheKeysWereDestroyed() {
        venue.clock.pass(Duration.between(now(), deadline().minus(Duration.ofMinutes(2))));
        venue.server.faults(() -> Fault.LOST);
        farewell();
        venue.clock.pass(Duration.ofMinutes(5));
        new Erasures(venue.test.database(), "node").sweepRetention(now());
        venue.server.faults(() -> Fault.NONE);
        int before = venue.server.exchanges().size();
        farewell();
        assertThat(venue.server.exchanges()).as("nobody has a key").hasSize(before);
        assertThat(venue.setup.leaving(venue.event.id()))
                .hasSize(2)
                .allSatisfy(leaving -> assertThat(leaving.byHand()).isTrue());
    }

    @Test
    void knowsItsOwnEntries_madeByADeviceThatLeft() {
        Ticket ticket = venue.ticket("");
        venue.enter(admitted(venue.admit(ticket)));
        assertThat(venue.server.checkins(ticket.code())).hasSize(1);
        add(lane());
        farewell();
        venue.later();
        assertThat(venue.standing()).hasSize(1);
        assertThat(venue.open()).isEmpty();
    }

    private LaneId lane() {
        return venue.lanes.getFirst().id();
    }

    private Instant now() {
        return venue.clock.instant();
    }

    private Instant deadline() {
        return venue.event.eraseAfter();
    }

    private void add(LaneId lane) {
        assertThat(venue.setup.devices().add(venue.event.id(), lane, venue.server.newDevice(), "staff Ada", now()))
                .isInstanceOf(SetupOutcome.Added.class);
    }

    private RollOutcome roll() {
        return venue.setup.devices().roll(venue.event.id(), lane(), "staff Ada", now());
    }

    /// Some minutes later the courier has been there.
    private void keep() {
        venue.clock.pass(Duration.ofMinutes(2));
        venue.setup.devices().keep(venue.event.id(), now());
    }

    private void farewell() {
        venue.clock.pass(Duration.ofMinutes(2));
        venue.setup.devices().farewell(now());
    }

    private long number() {
        return device().number();
    }

    private String key() {
        return venue.setup.devices().key(venue.event.id(), device()).orElseThrow();
    }

    private DeviceStore.Device device() {
        return venue.test
                .database()
                .read(tx -> DeviceStore.of(tx, venue.event.id(), lane()))
                .orElseThrow();
    }

    private List<DeviceState> states() {
        return venue.setup.shown(venue.event.id()).orElseThrow().devices().stream()
                .map(PretixSetup.DeviceLine::state)
                .toList();
    }

    private void assertThatLaneAsks() {
        venue.clock.pass(Duration.ofMinutes(1));
        Ticket ticket = venue.ticket("");
        assertThat(venue.enter(admitted(venue.admit(ticket)))).isEmpty();
        assertThat(venue.server.checkins(ticket.code())).hasSize(1);
    }
}
