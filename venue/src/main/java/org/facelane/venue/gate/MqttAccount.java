package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

/// As whom to sign in at an MQTT broker.
public record MqttAccount(String name, String password) {
    public MqttAccount {
        requireNonNull(name, "name is null");
        requireNonNull(password, "password is null");
    }

    /// Never the password.
    @Override
    public String toString() {
        return "MqttAccount[" + name + "]";
    }
}
