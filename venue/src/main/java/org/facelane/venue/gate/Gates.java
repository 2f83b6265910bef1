package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.venue.Lane;

/// Makes each lane's gate from its address, and keeps what gates share: one HTTP client, one connection a broker.
///
/// Safe for use by several threads. Closing it disconnects from the brokers.
public final class Gates implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Path programs;
    private final Optional<MqttAccount> account;
    private final Duration timeout;
    private final HttpClient http;
    private final Map<GateAddress.Broker, MqttBroker> brokers = new ConcurrentHashMap<>();

    /// @param programs the folder of the programs that lanes may name
    /// @param account for every broker
    /// @param timeout of one command, and how long an unreachable gate is tried again
    public Gates(Path programs, Optional<MqttAccount> account, Duration timeout) {
        this.programs = requireNonNull(programs, "programs is null");
        this.account = requireNonNull(account, "account is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// The gate of a lane; simulated if the lane has no address.
    ///
    /// @throws IllegalArgumentException if the lane's address is none: a lane is stored with a parsed one only
    public Gate of(Lane lane) {
        if (lane.gateUrl().isEmpty()) {
            return new SimulatedGate();
        }
        String text = lane.gateUrl().get().toString();
        GateAddress address =
                GateAddress.parse(text).orElseThrow(() -> new IllegalArgumentException("no gate address: " + text));
        return new PatientGate(gate(address), timeout, PAUSE);
    }

    private Gate gate(GateAddress address) {
        return switch (address) {
            case GateAddress.Http where -> new HttpGate(http, where.uri(), timeout);
            case GateAddress.Mqtt where -> new MqttGate(broker(where.broker()), where.topic(), timeout);
            case GateAddress.Program where -> new ProgramGate(programs.resolve(where.name()), timeout);
        };
    }

    /// The connection to this broker, which closes with these gates.
    MqttBroker broker(GateAddress.Broker address) {
        return brokers.computeIfAbsent(address, _ -> new MqttBroker(address, account));
    }

    @Override
    public void close() {
        brokers.values().forEach(MqttBroker::close);
        http.close();
    }
}
