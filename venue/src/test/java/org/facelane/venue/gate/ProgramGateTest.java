package org.facelane.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;
import org.facelane.venue.gate.GateOutcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramGateTest {
    private static final Admission ADMISSION = new Admission(
            AdmissionId.random(),
            TicketId.random(),
            Optional.of(LaneId.random()),
            Instant.parse("2026-11-22T18:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void opens_theProgramEndsWell_andGetsTheAdmissionOnly() throws IOException {
        Path seen = folder.resolve("seen");
        ProgramGate gate = gate("echo \"$# $1\" > " + seen + "; env | sort >> " + seen + "; cat >> " + seen);
        assertThat(gate.open(ADMISSION)).isEqualTo(new Opened());
        assertThat(Files.readAllLines(seen))
                .startsWith("1 " + ADMISSION.id())
                .allMatch(line -> line.startsWith("1 ") || line.matches("(PATH|PWD|OLDPWD|SHLVL|_|LC_CTYPE)=.*"));
    }

    @Test
    void letsEverybodyPass_andOneAtATimeAgain() throws IOException {
        Path seen = folder.resolve("seen");
        ProgramGate gate = gate("echo $1 >> " + seen);
        assertThat(gate.letAllPass(true)).isEqualTo(new Opened());
        assertThat(gate.letAllPass(false)).isEqualTo(new Opened());
        assertThat(seen).hasContent("free\nguarded\n");
    }

    @Test
    void doesNotOpen_byExitStatus() throws IOException {
        assertNotOpened(gate("exit 75").open(ADMISSION), Reason.UNREACHABLE, "did not reach the gate");
        assertNotOpened(gate("exit 3").open(ADMISSION), Reason.REFUSED, "ended with 3");
    }

    @Test
    void isKilled_withWhatItStarted_atTheTimeout() throws IOException {
        Heartbeat started = new Heartbeat(folder);
        Path program = program(started.script() + " sleep 600");
        Duration timeout = Duration.ofMillis(300);
        while (!started.hasBegun()) {
            GateOutcome outcome = new ProgramGate(program, timeout).open(ADMISSION);
            assertNotOpened(outcome, Reason.NO_ANSWER, "took longer than " + timeout.toMillis() + " ms");
            timeout = timeout.multipliedBy(2);
        }
        started.awaitEnd();
    }

    @Test
    void doesNotOpen_noProgram() {
        ProgramGate gate = new ProgramGate(folder.resolve("nothing"), Duration.ofSeconds(5));
        assertNotOpened(gate.open(ADMISSION), Reason.UNREACHABLE, "no file that can be run");
        assertNotOpened(
                new ProgramGate(folder, Duration.ofSeconds(5)).open(ADMISSION),
                Reason.UNREACHABLE,
                "no file that can be run");
    }

    private ProgramGate gate(String script) throws IOException {
        return new ProgramGate(program(script), Duration.ofSeconds(20));
    }

    private Path program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("gate"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static void assertNotOpened(GateOutcome outcome, Reason reason, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(NotOpened.class, failure -> {
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.detail()).contains(detail);
        });
    }
}
