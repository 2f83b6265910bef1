package org.facelane.venue.http.route;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.ObjectMapper;

/// Takes request bodies into memory: never more bytes than a body may have, never more bodies than there is room for.
/// Safe for use by several threads.
public final class Uploads {
    /// The longest that a body may take to arrive.
    private static final Duration ARRIVAL_MAX = Duration.ofSeconds(90);

    /// How much of a body that is too large is read and thrown away, so that the sender gets to read the answer and
    /// not a broken connection.
    private static final long DISCARDED_BYTES_MAX = 256_000_000;

    private static final int CHUNK_BYTES = 16_384;

    private final Semaphore room;
    private final ObjectMapper json;
    private final InstantSource time;

    /// @param countMax bodies in memory at once
    public Uploads(int countMax, ObjectMapper json, InstantSource time) {
        this.room = new Semaphore(countMax);
        this.json = requireNonNull(json, "json is null");
        this.time = requireNonNull(time, "time is null");
    }

    /// What is done with a body.
    @FunctionalInterface
    public interface Use {
        ServerResponse with(byte[] body) throws Exception;
    }

    /// Reads the body and hands it over.
    ///
    /// @param bytesMax largest body
    /// @param tooLarge the answer to a larger one, given before more than `bytesMax` bytes are read
    public ServerResponse take(ServerRequest request, int bytesMax, Problem tooLarge, Use use) throws Exception {
        HttpServletRequest servlet = request.servletRequest();
        if (servlet.getContentLengthLong() > bytesMax) {
            return refuse(tooLarge);
        }
        if (!room.tryAcquire()) {
            return refuse(Problems.BUSY);
        }
        try {
            Instant deadline = time.instant().plus(ARRIVAL_MAX);
            ByteArrayOutputStream body =
                    new ByteArrayOutputStream(Math.max(CHUNK_BYTES, (int) servlet.getContentLengthLong()));
            InputStream in = servlet.getInputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (body.size() + count > bytesMax) {
                    return refuse(tooLarge);
                }
                if (time.instant().isAfter(deadline)) {
                    return Problems.TOO_SLOW.answer();
                }
                body.write(chunk, 0, count);
            }
            return use.with(body.toByteArray());
        } finally {
            room.release();
        }
    }

    private ServerResponse refuse(Problem problem) {
        return ServerResponse.status(problem.status()).build((request, response) -> {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(problem));
            response.flushBuffer();
            discard(request.getInputStream());
            return null;
        });
    }

    private void discard(InputStream in) throws IOException {
        Instant deadline = time.instant().plus(ARRIVAL_MAX);
        byte[] chunk = new byte[CHUNK_BYTES];
        long discarded = 0;
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            discarded += count;
            if (discarded > DISCARDED_BYTES_MAX || time.instant().isAfter(deadline)) {
                return;
            }
        }
    }
}
