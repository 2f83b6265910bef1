package org.facelane.bench.faults.place;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Waiting;

/// A gate's light barrier, which says again what nobody has heard.
public final class GateSensor {
    /// Silence annuls after it, if the sensor was not heard.
    static final Duration PASSAGE = Duration.ofMinutes(5);

    private final Visitor sensor;
    private final String path;

    /// @param sensor signed in with the sensor's secret
    /// @param lane its id
    GateSensor(Visitor sensor, String lane) {
        this.sensor = requireNonNull(sensor, "sensor is null");
        path = "/api/lanes/" + lane + "/passage";
    }

    /// Until the server has heard it.
    ///
    /// @param passed whether somebody went through after the gate was opened for this admission
    public void say(UUID admission, boolean passed) {
        Map<String, Object> word = Map.of("passed", passed, "admission", admission.toString());
        Waiting.until("the sensor is heard", () -> sensor.tryPost(path, word).isSuccess());
    }
}
