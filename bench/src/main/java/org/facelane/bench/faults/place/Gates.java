package org.facelane.bench.faults.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Gates that open whenever they are told to and write down for which admission: some behind HTTP, one behind an MQTT
/// broker. Unlike good gates they do not drop a command that they have had before: that is what is looked for.
public final class Gates implements AutoCloseable {
    static final String TOPIC = "gates/south";

    private final List<Opening> openings = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private final Mqtt5AsyncClient mqtt;

    /// One command that was followed.
    ///
    /// @param gate the last part of its address
    public record Opening(Instant at, String gate, UUID admission) {}

    /// @param brokerPort of the broker on this machine
    Gates(int brokerPort) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
        http.createContext("/open", this::open);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        mqtt = MqttClient.builder()
                .useMqttVersion5()
                .identifier("gate")
                .serverHost("127.0.0.1")
                .serverPort(brokerPort)
                .automaticReconnectWithDefaultConfig()
                .addConnectedListener(_ -> subscribe())
                .buildAsync();
        mqtt.publishes(MqttGlobalPublishFilter.ALL, this::open);
        CompletableFuture<?> _ = mqtt.connectWith().cleanStart(true).send();
    }

    /// Where a gate behind HTTP stands, seen from the machine itself.
    static String path(String gate) {
        return "/open/" + gate;
    }

    int httpPort() {
        return http.getAddress().getPort();
    }

    /// Whether the MQTT gate hears its broker.
    boolean isConnected() {
        return mqtt.getState().isConnected();
    }

    /// Every opening so far, in order.
    public List<Opening> openings() {
        return List.copyOf(openings);
    }

    @Override
    public void close() {
        http.stop(0);
        CompletableFuture<?> _ = mqtt.disconnect();
    }

    private void open(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            openings.add(new Opening(
                    Instant.now(),
                    path.substring(path.lastIndexOf('/') + 1),
                    UUID.fromString(exchange.getRequestHeaders().getFirst("Idempotency-Key"))));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void subscribe() {
        CompletableFuture<?> _ = mqtt.subscribeWith()
                .topicFilter(TOPIC)
                .qos(MqttQos.EXACTLY_ONCE)
                .send();
    }

    private void open(Mqtt5Publish command) {
        openings.add(new Opening(
                Instant.now(),
                TOPIC.substring(TOPIC.lastIndexOf('/') + 1),
                UUID.fromString(UTF_8.decode(command.getPayload().orElseThrow()).toString())));
        CompletableFuture<?> _ = mqtt.publishWith()
                .topic(command.getResponseTopic().orElseThrow())
                .correlationData(command.getCorrelationData().orElseThrow())
                .payload("opened".getBytes(UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }
}
