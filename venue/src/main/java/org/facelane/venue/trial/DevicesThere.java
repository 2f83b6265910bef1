package org.facelane.venue.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.trial.PretixServer.Answer;
import tools.jackson.databind.JsonNode;

/// The devices that a [PretixServer] knows: a token makes one and is good once, another key kills the one before, and
/// who is revoked stays so.
public final class DevicesThere {
    private final List<String> invitations = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();

    /// @param software its version, as it said last
    public record Device(long number, String key, String software) {}

    String invite(String token) {
        invitations.add(token);
        return token;
    }

    List<Device> all() {
        return List.copyOf(devices);
    }

    void revokeAll() {
        devices.clear();
    }

    void revoke(long number) {
        devices.removeIf(device -> device.number() == number);
    }

    Optional<Device> by(String key) {
        return devices.stream().filter(device -> device.key().equals(key)).findFirst();
    }

    Answer initialise(JsonNode json, long number) {
        String token = json.path("token").asString("");
        if (!invitations.remove(token)) {
            return new Answer(400, Map.of("token", List.of("This initialization token has already been used.")));
        }
        return keep(new Device(number, "api-" + token, software(json)));
    }

    /// What a device says about itself.
    ///
    /// @param number that was not used
    Answer about(Device device, String call, JsonNode json, long number) {
        devices.remove(device);
        return switch (call) {
            case "update" -> keep(new Device(device.number(), device.key(), software(json)));
            case "roll" -> keep(new Device(device.number(), "api-rolled-" + number, device.software()));
            case "revoke" -> shown(device);
            default -> {
                devices.add(device);
                yield new Answer(404, Map.of("detail", "Not found."));
            }
        };
    }

    private Answer keep(Device device) {
        devices.add(device);
        return shown(device);
    }

    private static Answer shown(Device device) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("organizer", PretixServer.ORGANIZER);
        shown.put("device_id", device.number());
        shown.put("unique_serial", "HHZ9LW9JWP390VFZ");
        shown.put("api_token", device.key());
        shown.put("name", "Lane");
        shown.put("gate", null);
        return new Answer(200, shown);
    }

    private static String software(JsonNode json) {
        return json.path("software_version").asString("");
    }
}
