package org.facelane.venue.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.keys.VerifyingKey;

/// How an agent becomes a lane's: it shows the code that an organiser was given, and the public half of a key that it
/// has made itself.
public final class Join {
    /// Where it is asked for.
    public static final String PATH = "/api/agent/join";

    private static final String SCHEME = "facelane-agent";

    private Join() {}

    /// What the square on the organiser's page says.
    ///
    /// @param server how agents reach it, without a slash at the end
    /// @param code as it is typed
    public record Scan(URI server, String code) {
        public Scan {
            requireNonNull(server, "server is null");
            requireNonNull(code, "code is null");
        }

        public String text() {
            return SCHEME + " " + server + " " + code;
        }

        /// What [#text] wrote; empty if it is another square.
        public static Optional<Scan> parse(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length != 3 || !parts[0].equals(SCHEME)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Scan(URI.create(parts[1]), parts[2]));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /// @param code as it stands on the organiser's page
    /// @param publicKey 32 bytes, in Base64
    /// @param proof the code and the key, signed by the key: whoever asks has its private half
    public record Ask(String code, String publicKey, String proof) {
        public Ask {
            requireNonNull(code, "code is null");
            requireNonNull(publicKey, "publicKey is null");
            requireNonNull(proof, "proof is null");
        }

        public static Ask of(String code, SigningKey key) {
            String publicKey =
                    Base64.getEncoder().encodeToString(key.verifyingKey().bytes());
            return new Ask(code, publicKey, Base64.getEncoder().encodeToString(key.sign(message(code, publicKey))));
        }

        /// The key.
        ///
        /// @throws IllegalArgumentException if it is none, or did not sign this
        public VerifyingKey proven() {
            VerifyingKey key = VerifyingKey.of(Base64.getDecoder().decode(publicKey));
            if (!key.verifies(Base64.getDecoder().decode(proof), message(code, publicKey))) {
                throw new IllegalArgumentException("the key did not sign this");
            }
            return key;
        }

        private static byte[] message(String code, String publicKey) {
            return ("facelane agent join\n" + code + "\n" + publicKey).getBytes(US_ASCII);
        }
    }

    /// @param eventName for people to read
    /// @param laneName for people to read
    public record Answer(UUID agent, UUID lane, String laneName, String eventName) {
        public Answer {
            requireNonNull(agent, "agent is null");
            requireNonNull(lane, "lane is null");
            requireNonNull(laneName, "laneName is null");
            requireNonNull(eventName, "eventName is null");
        }
    }
}
