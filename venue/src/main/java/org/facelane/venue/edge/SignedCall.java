package org.facelane.venue.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.Sha256;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.keys.VerifyingKey;

/// The head of an agent's call: who calls, by which number, signed over these, the path and the body (Ed25519).
///
/// Numbers go up within a strand of calls, and the server takes each once: a call that somebody overheard cannot be
/// made again. No clock has to be right for that.
///
/// @param strand calls of one strand follow each other, those of two go side by side
/// @param number 1 or more, greater than that of any call of the strand before
/// @param signature 64 bytes, in Base64
public record SignedCall(AgentId agent, Strand strand, long number, String signature) {
    /// The HTTP header in which it travels.
    public static final String HEADER = "Facelane-Agent";

    /// What is called.
    public enum Strand {
        SYNC,
        ADMIT,
        NEWS
    }

    public SignedCall {
        requireNonNull(agent, "agent is null");
        requireNonNull(strand, "strand is null");
        requireNonNull(signature, "signature is null");
        if (number < 1) {
            throw new IllegalArgumentException("calls count from 1, got " + number);
        }
    }

    /// Signs a call.
    public static SignedCall of(SigningKey key, AgentId agent, Strand strand, long number, String path, byte[] body) {
        byte[] signature = key.sign(message(agent, strand, number, path, body));
        return new SignedCall(agent, strand, number, Base64.getEncoder().encodeToString(signature));
    }

    /// As the header has it.
    public String header() {
        return agent + " " + strand + " " + number + " " + signature;
    }

    /// What [#header] wrote; empty if it is none.
    public static Optional<SignedCall> parse(String header) {
        String[] parts = header.split(" ", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SignedCall(
                    new AgentId(UUID.fromString(parts[0])),
                    Strand.valueOf(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the agent with this key made this call.
    public boolean isBy(VerifyingKey key, String path, byte[] body) {
        try {
            return key.verifies(Base64.getDecoder().decode(signature), message(agent, strand, number, path, body));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] message(AgentId agent, Strand strand, long number, String path, byte[] body) {
        String text = "facelane agent call\n" + agent + "\n" + strand + "\n" + number + "\n" + path + "\n"
                + HexFormat.of().formatHex(Sha256.of(body));
        return text.getBytes(US_ASCII);
    }
}
