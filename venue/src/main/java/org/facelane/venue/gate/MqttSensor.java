package org.facelane.venue.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// A sensor behind an MQTT 5 broker: one message a passage.
///
/// What the broker kept for whoever comes later is no passage of now: retained messages are neither asked for nor
/// believed, and nothing is queued while this side is away. A message that carries correlation data counts once,
/// however often it is sent; so does one that names its admission.
final class MqttSensor implements Sensor {
    private static final System.Logger LOG = System.getLogger(MqttSensor.class.getName());

    /// So many words may wait; a passage takes seconds, so that many mean that something else is wrong.
    private static final int WAITING_MAX = 1_000;

    /// So many correlations are known again.
    private static final int KNOWN_MAX = 1_000;

    private final MqttBroker broker;
    private final String topic;
    private final BlockingQueue<SensorWord> words = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Set<ByteBuffer> known = new HashSet<>();
    private final Deque<ByteBuffer> knownInOrder = new ArrayDeque<>();
    private final Thread teller;
    private final MqttBroker.Ear ear;

    MqttSensor(MqttBroker broker, String topic, Consumer<SensorWord> heard) {
        this.broker = requireNonNull(broker, "broker is null");
        this.topic = requireNonNull(topic, "topic is null");
        requireNonNull(heard, "heard is null");
        teller = Thread.ofVirtual().name("sensor " + topic).start(() -> tell(heard));
        ear = broker.listen(topic, this::hear);
        connection();
    }

    @Override
    public int connection() {
        try {
            return broker.connect(Duration.ZERO) ? ear.subscription() : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        broker.leave(ear);
        teller.interrupt();
    }

    /// On the client's own thread: it must not block.
    private void hear(Mqtt5Publish message) {
        if (message.isRetain()
                || message.getCorrelationData().filter(this::isKnown).isPresent()) {
            return;
        }
        Optional<SensorWord> word = SensorWord.parse(new String(message.getPayloadAsBytes(), UTF_8));
        if (word.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "sensor {0}/{1} said what is no word of a sensor", broker, topic);
        } else if (!words.offer(word.get())) {
            LOG.log(System.Logger.Level.WARNING, "sensor {0}/{1}: too many words wait", broker, topic);
        }
    }

    private boolean isKnown(ByteBuffer correlation) {
        byte[] copy = new byte[correlation.remaining()];
        correlation.duplicate().get(copy);
        ByteBuffer kept = ByteBuffer.wrap(copy);
        if (!known.add(kept)) {
            return true;
        }
        knownInOrder.add(kept);
        if (knownInOrder.size() > KNOWN_MAX) {
            known.remove(knownInOrder.remove());
        }
        return false;
    }

    private void tell(Consumer<SensorWord> heard) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                heard.accept(words.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
