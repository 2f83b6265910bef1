package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.facelane.venue.Admission;
import org.facelane.venue.gate.GateOutcome.Reason;

/// A gate behind an MQTT 5 broker: one message for each admission, and the gate answers.
///
/// The message's payload and correlation data are the admission's id, nothing else about the guest; it is delivered
/// exactly once (QoS 2) and dropped by the broker after the time-out. The gate publishes `opened` with the same
/// correlation data to the response topic that came along; any other text means that it did not open, and is logged. No
/// answer means that nobody knows: the gate may not even be connected to its broker.
///
/// Blocks at most for the time-out, connecting included. Safe for use by several threads.
public final class MqttGate implements Gate {
    private static final String OPENED = "opened";
    private static final int DETAIL_LENGTH_MAX = 100;

    private final MqttBroker broker;
    private final String topic;
    private final Duration timeout;

    /// @param broker shared by all its gates; closed by whoever made it
    /// @param topic that the gate listens to
    /// @param timeout from the command to the answer, above 0
    public MqttGate(MqttBroker broker, String topic, Duration timeout) {
        this.broker = requireNonNull(broker, "broker is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a gate's time-out is above 0, got " + timeout);
        }
    }

    @Override
    public GateOutcome open(Admission admission) {
        long last = System.nanoTime() + timeout.toNanos();
        CompletableFuture<String> answer = broker.answer(admission.id());
        try {
            if (!broker.connect(timeout)) {
                return notOpened(Reason.UNREACHABLE, "cannot be reached: no connection to its broker");
            }
            // Completes once the broker has the command, or fails with the reason why it has not taken it.
            broker.send(topic, admission.id(), timeout).get(last - System.nanoTime(), TimeUnit.NANOSECONDS);
            String said = answer.get(last - System.nanoTime(), TimeUnit.NANOSECONDS);
            return said.equals(OPENED)
                    ? new GateOutcome.Opened()
                    : notOpened(Reason.REFUSED, "answered '" + printable(said) + "'");
        } catch (TimeoutException e) {
            return notOpened(Reason.NO_ANSWER, "did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return e.getCause() instanceof Mqtt5PubRecException refused
                    ? notOpened(
                            Reason.REFUSED,
                            "was not commanded, the broker says "
                                    + refused.getMqttMessage().getReasonCode())
                    : notOpened(Reason.NO_ANSWER, "did not answer: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notOpened(Reason.NO_ANSWER, "was not waited for: the lane is stopping");
        } finally {
            broker.forget(admission.id());
        }
    }

    /// A message `free` or `guarded` to the topic, to which no answer is awaited: the broker has it, and the gate
    /// if it is connected.
    @Override
    public GateOutcome letAllPass(boolean all) {
        try {
            if (!broker.connect(timeout)) {
                return notOpened(Reason.UNREACHABLE, "cannot be reached: no connection to its broker");
            }
            broker.tell(topic, all ? "free" : "guarded", timeout).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new GateOutcome.Opened();
        } catch (TimeoutException | ExecutionException e) {
            return notOpened(Reason.NO_ANSWER, "was not told: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notOpened(Reason.NO_ANSWER, "was not told: the lane is stopping");
        }
    }

    private GateOutcome notOpened(Reason reason, String what) {
        return new GateOutcome.NotOpened(reason, "gate " + broker + "/" + topic + " " + what);
    }

    private static String printable(String said) {
        return said.substring(0, Math.min(said.length(), DETAIL_LENGTH_MAX)).replaceAll("\\p{Cntrl}", "?");
    }
}
