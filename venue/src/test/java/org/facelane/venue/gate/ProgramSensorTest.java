package org.facelane.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.trial.Waiting.until;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facelane.venue.LaneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSensorTest {
    private static final SensorWord PASSED = new SensorWord(true, Optional.empty());
    private static final SensorWord NOT_PASSED = new SensorWord(false, Optional.empty());
    private static final LaneId LANE = LaneId.random();

    @TempDir
    Path folder;

    private final List<SensorWord> words = new CopyOnWriteArrayList<>();
    private final List<Sensor> open = new ArrayList<>();
    private Gates gates;

    @BeforeEach
    void make() {
        gates = new Gates(folder, Optional.empty(), Duration.ofSeconds(1));
    }

    @AfterEach
    void end() {
        open.forEach(Sensor::close);
        gates.close();
    }

    @Test
    void handsOnEachLine_inOrder_andNothingElse() throws IOException {
        Sensor sensor =
                listen("echo passed; echo hello; head -c 5000 /dev/zero; echo; echo not passed; echo passed; sleep 60");
        until("three words", () -> words.size() == 3);
        assertThat(words).containsExactly(PASSED, NOT_PASSED, PASSED);
        until("it is heard", () -> sensor.connection() == 1);
    }

    @Test
    void isToldTheLaneOnly() throws IOException {
        Path seen = folder.resolve("seen");
        listen("echo \"$# $1\" > " + seen + "; env | sort >> " + seen + "; echo passed; sleep 60");
        until("it runs", () -> !words.isEmpty());
        assertThat(Files.readAllLines(seen))
                .startsWith("1 " + LANE)
                .allMatch(line -> line.startsWith("1 ") || line.matches("(PATH|PWD|OLDPWD|SHLVL|_|LC_CTYPE)=.*"));
    }

    @Test
    void isStartedAgain_itEnded_andCountsAsHeardAnewOnlyOnceItStays() throws IOException {
        Path ran = folder.resolve("ran");
        Sensor sensor = listen("echo x >> " + ran + "; echo passed; test $(wc -l < " + ran + ") -ge 3 && sleep 60");
        until("the third run stays", () -> sensor.connection() == 3);
        assertThat(words).containsExactly(PASSED, PASSED, PASSED);
    }

    @Test
    void isNotHeard_thereIsNoProgramYet_andIsWhenThereIs() throws IOException {
        Sensor sensor = listenTo("program:late");
        assertThat(sensor.connection()).isZero();
        program("late", "echo passed; sleep 60");
        until("it was found", () -> words.size() == 1);
    }

    @Test
    void isKilled_withWhatItStarted_nobodyListensAnyMore() throws Exception {
        Heartbeat started = new Heartbeat(folder);
        Sensor sensor = listen(started.script() + " echo passed; sleep 600");
        until("it runs", () -> !words.isEmpty() && started.hasBegun());
        sensor.close();
        assertThat(sensor.connection()).isZero();
        started.awaitEnd();
        assertThat(words).hasSize(1);
    }

    private Sensor listen(String script) throws IOException {
        program("sensor", script);
        return listenTo("program:sensor");
    }

    private Sensor listenTo(String address) {
        Sensor sensor = new Sensors(gates, folder, Duration.ofSeconds(1)).listen(address, LANE, words::add);
        open.add(sensor);
        return sensor;
    }

    private void program(String name, String script) throws IOException {
        Path made = Files.writeString(folder.resolve(name + ".new"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        Files.move(made, folder.resolve(name));
    }
}
