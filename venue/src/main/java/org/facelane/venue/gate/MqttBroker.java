package org.facelane.venue.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.facelane.venue.AdmissionId;

/// One connection to one MQTT 5 broker, for all gates behind it: sends commands, and hears the gates' answers and what
/// their sensors say.
///
/// It connects when it is first used and again whenever the connection is lost. A command is sent only while it is
/// connected and lives for its time-out: neither this client nor the broker keeps one for later, so that no gate opens
/// for a guest who has long gone to another. Safe for use by several threads.
public final class MqttBroker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MqttBroker.class.getName());

    /// Seconds without a word from the broker after which the connection counts as lost.
    private static final int KEEP_ALIVE_SECONDS = 5;

    private final GateAddress.Broker address;
    private final Mqtt5AsyncClient client;
    private final String answers;
    private final Map<ByteBuffer, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
    private final Set<Ear> ears = ConcurrentHashMap.newKeySet();
    private final AtomicInteger subscriptions = new AtomicInteger();

    /// Who listens to a topic, until it leaves.
    static final class Ear {
        private final String topic;
        private final Consumer<Mqtt5Publish> hears;
        private final AtomicInteger subscription = new AtomicInteger();

        private Ear(String topic, Consumer<Mqtt5Publish> hears) {
            this.topic = topic;
            this.hears = hears;
        }

        /// Which subscription stands, in the order in which they were made; 0 while none does.
        int subscription() {
            return subscription.get();
        }
    }

    /// @param account for the broker, if it wants one
    public MqttBroker(GateAddress.Broker address, Optional<MqttAccount> account) {
        this.address = requireNonNull(address, "address is null");
        String id = "facelane-" + UUID.randomUUID();
        answers = "facelane/answers/" + id;
        Mqtt5ClientBuilder builder = Mqtt5Client.builder()
                .identifier(id)
                .serverHost(address.host())
                .serverPort(address.port())
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(2, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(_ -> subscribe())
                .addDisconnectedListener(_ -> ears.forEach(ear -> ear.subscription.set(0)));
        if (address.tls()) {
            builder = builder.sslWithDefaultConfig();
        }
        if (account.isPresent()) {
            builder = builder.simpleAuth()
                    .username(account.get().name())
                    .password(account.get().password().getBytes(UTF_8))
                    .applySimpleAuth();
        }
        client = builder.buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::hear);
    }

    /// Connects, if it is not connected.
    ///
    /// @return whether it is connected after `timeout` at the latest
    boolean connect(Duration timeout) throws InterruptedException {
        synchronized (client) {
            if (client.getState() == MqttClientState.DISCONNECTED) {
                told(client.connectWith()
                        .cleanStart(true)
                        .sessionExpiryInterval(0)
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .send());
            }
        }
        long last = System.nanoTime() + timeout.toNanos();
        while (!client.getState().isConnected() && System.nanoTime() < last) {
            Thread.sleep(10);
        }
        return client.getState().isConnected();
    }

    /// Sends one command.
    ///
    /// @return what the broker said of it
    CompletableFuture<Mqtt5PublishResult> send(String topic, AdmissionId admission, Duration timeout) {
        return client.publish(Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.EXACTLY_ONCE)
                .payload(admission.toString().getBytes(UTF_8))
                .messageExpiryInterval(Math.max(1, timeout.toSeconds()))
                .responseTopic(answers)
                .correlationData(correlation(admission))
                .build());
    }

    /// Sends a word to which no answer is awaited.
    CompletableFuture<Mqtt5PublishResult> tell(String topic, String word, Duration timeout) {
        return client.publish(Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.EXACTLY_ONCE)
                .payload(word.getBytes(UTF_8))
                .messageExpiryInterval(Math.max(1, timeout.toSeconds()))
                .build());
    }

    /// What the gate answers to the command for `admission`; to be asked for before the command is sent.
    CompletableFuture<String> answer(AdmissionId admission) {
        return waiting.computeIfAbsent(ByteBuffer.wrap(correlation(admission)), _ -> new CompletableFuture<>());
    }

    /// No answer is waited for any more.
    void forget(AdmissionId admission) {
        waiting.remove(ByteBuffer.wrap(correlation(admission)));
    }

    /// Hears what is published to `topic` from now on, whenever the broker is connected.
    ///
    /// @param hears on the client's own thread: it must not block
    Ear listen(String topic, Consumer<Mqtt5Publish> hears) {
        Ear ear = new Ear(topic, hears);
        ears.add(ear);
        if (client.getState().isConnected()) {
            subscribe(ear);
        }
        return ear;
    }

    /// Hears nothing any more.
    void leave(Ear ear) {
        ears.remove(ear);
        if (client.getState().isConnected() && ears.stream().noneMatch(other -> other.topic.equals(ear.topic))) {
            told(client.unsubscribeWith().topicFilter(ear.topic).send());
        }
    }

    @Override
    public void close() {
        told(client.disconnect());
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private void subscribe() {
        told(client.subscribeWith()
                .topicFilter(answers)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send());
        ears.forEach(this::subscribe);
    }

    private void subscribe(Ear ear) {
        told(client.subscribeWith()
                .topicFilter(ear.topic)
                .qos(MqttQos.EXACTLY_ONCE)
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .send()
                .thenAccept(_ -> ear.subscription.set(subscriptions.incrementAndGet())));
    }

    private void hear(Mqtt5Publish message) {
        String topic = message.getTopic().toString();
        ears.stream().filter(ear -> ear.topic.equals(topic)).forEach(ear -> ear.hears.accept(message));
        Optional<CompletableFuture<String>> one =
                message.getCorrelationData().map(correlation -> waiting.get(copy(correlation)));
        one.ifPresent(answer -> answer.complete(new String(message.getPayloadAsBytes(), UTF_8)));
    }

    /// What fails here shows again in the next command's outcome; the log says why.
    private void told(CompletableFuture<?> step) {
        CompletableFuture<?> unused = step.whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.log(System.Logger.Level.WARNING, "MQTT broker {0}: {1}", address, failure.getMessage());
            }
        });
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return ByteBuffer.wrap(copy);
    }

    private static byte[] correlation(AdmissionId admission) {
        return admission.toString().getBytes(UTF_8);
    }
}
