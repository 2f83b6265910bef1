package org.facelane.venue.enrol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGeneratorFactory;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.facelane.face.challenge.Challenge;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.TicketStore;

/// Hands out challenges, each for one ticket, one use and a short time, and knows them again.
///
/// Nothing is kept of a session that was handed out: its token holds the format, the ticket, the instant, and a random
/// nonce from which the challenge is drawn again, signed by the event's link key (HMAC-SHA256). Only the nonces that
/// were used are remembered, in this process and until they expire; a second process would take a replay, and the
/// database then decides that the ticket is enrolled already. Safe for use by several threads.
public final class CameraSessions {
    /// Another than that of enrolment links, which are signed by the same key.
    private static final byte FORMAT = 2;

    private static final int NONCE_BYTES = 16;
    private static final int SIGNED_BYTES = 1 + 16 + 8 + NONCE_BYTES;
    private static final int SIGNATURE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final MasterKey master;
    private final Duration life;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    /// @param life from handing a challenge out until the last frame must have arrived
    public CameraSessions(Database database, MasterKey master, Duration life) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.life = requireNonNull(life, "life is null");
    }

    /// A challenge that was handed out.
    public record Opened(String token, Challenge challenge, Instant deadline) {
        public Opened {
            requireNonNull(token, "token is null");
            requireNonNull(challenge, "challenge is null");
            requireNonNull(deadline, "deadline is null");
        }

        /// Never the token.
        @Override
        public String toString() {
            return "Opened[until " + deadline + "]";
        }
    }

    /// What a token is worth.
    public sealed interface Taking {
        /// It is this challenge, and was not used before.
        ///
        /// @param taken since it was handed out
        record Taken(Challenge challenge, Duration taken) implements Taking {
            public Taken {
                requireNonNull(challenge, "challenge is null");
                requireNonNull(taken, "taken is null");
            }
        }

        /// Its time is over.
        record Expired() implements Taking {}

        /// Frames came for it before, whatever became of them.
        record Used() implements Taking {}

        /// Not handed out here, or for another ticket.
        record Forged() implements Taking {}
    }

    /// Draws a challenge for the ticket.
    ///
    /// @return empty if there is no such ticket, or its event's keys are destroyed
    public Optional<Opened> open(TicketId ticket, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(FORMAT)
                .putLong(ticket.value().getMostSignificantBits())
                .putLong(ticket.value().getLeastSignificantBits())
                .putLong(now.toEpochMilli())
                .put(nonce)
                .array();
        return keys(ticket).map(keys -> {
            byte[] token = Arrays.copyOf(signed, SIGNED_BYTES + SIGNATURE_BYTES);
            System.arraycopy(signature(signed, keys), 0, token, SIGNED_BYTES, SIGNATURE_BYTES);
            return new Opened(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(token), challenge(nonce), now.plus(life));
        });
    }

    /// Takes a token back; the first who does so has it. No token makes this fail.
    public Taking take(String token, TicketId ticket, Instant now) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.getBytes(US_ASCII));
        } catch (IllegalArgumentException e) {
            return new Taking.Forged();
        }
        if (bytes.length != SIGNED_BYTES + SIGNATURE_BYTES || bytes[0] != FORMAT) {
            return new Taking.Forged();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
        boolean genuine = keys(ticket)
                .filter(keys -> MessageDigest.isEqual(signature(signed, keys), signature))
                .isPresent();
        ByteBuffer in = ByteBuffer.wrap(signed, 1, SIGNED_BYTES - 1);
        UUID of = new UUID(in.getLong(), in.getLong());
        if (!genuine || !of.equals(ticket.value())) {
            return new Taking.Forged();
        }
        Instant issued = Instant.ofEpochMilli(in.getLong());
        Instant deadline = issued.plus(life);
        if (!now.isBefore(deadline)) {
            return new Taking.Expired();
        }
        used.values().removeIf(end -> !now.isBefore(end));
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(nonce);
        return used.putIfAbsent(token, deadline) == null
                ? new Taking.Taken(challenge(nonce), Duration.between(issued, now))
                : new Taking.Used();
    }

    private Optional<EventKeys> keys(TicketId id) {
        return database.read(tx -> {
            Optional<Ticket> ticket = TicketStore.find(tx, id);
            return ticket.isEmpty()
                    ? Optional.empty()
                    : EventKeyStore.find(tx, ticket.get().event(), master);
        });
    }

    private static Challenge challenge(byte[] nonce) {
        return Challenge.draw(RandomGeneratorFactory.of("L64X128MixRandom")
                .create(ByteBuffer.wrap(nonce).getLong()));
    }

    private static byte[] signature(byte[] signed, EventKeys keys) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.linkKey(), "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(signed), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
