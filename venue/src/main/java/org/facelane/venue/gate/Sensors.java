package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.facelane.venue.LaneId;

/// Makes each lane's sensor from its address; the connections to brokers are those of the [Gates].
public final class Sensors {
    /// What a sensor's address may look like, for whoever gave another.
    public static final String FORMS =
            "Give mqtt://broker/topic, mqtts://broker/topic or program:name, or nothing for a sensor that calls.";

    private final Gates gates;
    private final Path programs;
    private final Duration retryMax;

    /// @param programs the folder of the programs that lanes may name
    /// @param retryMax the longest wait before a program that ended is started again
    public Sensors(Gates gates, Path programs, Duration retryMax) {
        this.gates = requireNonNull(gates, "gates is null");
        this.programs = requireNonNull(programs, "programs is null");
        this.retryMax = requireNonNull(retryMax, "retryMax is null");
    }

    /// @return empty if a sensor cannot be listened to there
    public static Optional<GateAddress> parse(String text) {
        return GateAddress.parse(text).filter(address -> !(address instanceof GateAddress.Http));
    }

    /// Begins to listen.
    ///
    /// @param address as [#parse] takes it
    /// @param heard gets each word; it may block, and then the next one waits
    public Sensor listen(String address, LaneId lane, Consumer<SensorWord> heard) {
        GateAddress where =
                parse(address).orElseThrow(() -> new IllegalArgumentException("no sensor's address: " + address));
        return switch (where) {
            case GateAddress.Mqtt mqtt -> new MqttSensor(gates.broker(mqtt.broker()), mqtt.topic(), heard);
            case GateAddress.Program program ->
                new ProgramSensor(programs.resolve(program.name()), lane, retryMax, heard);
            case GateAddress.Http _ -> throw new IllegalArgumentException("a sensor behind HTTP calls by itself");
        };
    }
}
