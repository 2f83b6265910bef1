package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a lane's gate is commanded, as an organiser gives it.
///
/// Nothing secret stands in an address: it is shown to organisers and written to logs.
public sealed interface GateAddress {
    /// What an address may look like, for whoever gave another.
    String FORMS = "Give http://… or https://…, mqtt://broker/topic or mqtts://broker/topic, program:name,"
            + " or nothing for a simulated gate.";

    /// One `POST` for each admission.
    record Http(URI uri) implements GateAddress {
        public Http {
            requireNonNull(uri, "uri is null");
        }
    }

    /// One message for each admission.
    ///
    /// @param broker host and port
    /// @param topic that the gate listens to
    record Mqtt(Broker broker, String topic) implements GateAddress {
        public Mqtt {
            requireNonNull(broker, "broker is null");
            requireNonNull(topic, "topic is null");
        }
    }

    /// An MQTT broker.
    ///
    /// @param port 1 to 65,535
    /// @param tls whether the connection is encrypted
    record Broker(String host, int port, boolean tls) {
        public Broker {
            requireNonNull(host, "host is null");
        }

        @Override
        public String toString() {
            return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
        }
    }

    /// A program that whoever runs the server has put into the folder of gate programs; an organiser can name one,
    /// and cannot bring one along.
    record Program(String name) implements GateAddress {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

        public Program {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a gate program's name has letters, digits, - and _, got " + name);
            }
        }
    }

    /// @return empty if `text` has none of the [#FORMS]
    static Optional<GateAddress> parse(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null || uri.getRawFragment() != null || uri.getScheme() == null) {
                return Optional.empty();
            }
            return switch (uri.getScheme()) {
                case "http", "https" -> uri.getHost() == null ? Optional.empty() : Optional.of(new Http(uri));
                case "mqtt" -> mqtt(uri, 1883);
                case "mqtts" -> mqtt(uri, 8883);
                case "program" -> program(uri);
                case String _ -> Optional.empty();
            };
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<GateAddress> mqtt(URI uri, int usualPort) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        String topic = path.startsWith("/") ? path.substring(1) : path;
        boolean usable = uri.getHost() != null
                && uri.getPort() != 0
                && uri.getRawQuery() == null
                && !topic.isBlank()
                && topic.length() <= 200
                && topic.chars().noneMatch(c -> c == '+' || c == '#' || Character.isISOControl(c));
        int port = uri.getPort() > 0 ? uri.getPort() : usualPort;
        return usable
                ? Optional.of(
                        new Mqtt(new Broker(uri.getHost(), port, uri.getScheme().equals("mqtts")), topic))
                : Optional.empty();
    }

    private static Optional<GateAddress> program(URI uri) {
        String name = uri.getRawSchemeSpecificPart();
        return Program.NAME.matcher(name).matches() ? Optional.of(new Program(name)) : Optional.empty();
    }
}
