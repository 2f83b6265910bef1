package org.facelane.bench.faults.place;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.facelane.venue.trial.MjpegServer;

/// A network camera that sees whoever is there, counts what it has sent, and can die. Safe for use by several threads.
final class StreamCamera implements AutoCloseable {
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(125);

    private final MjpegServer server;
    private byte[] picture;
    private int pictureCount;
    private int sentCount;

    StreamCamera(byte[] picture) {
        this.picture = picture;
        try {
            server = new MjpegServer(this::send);
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    String url() {
        return server.url();
    }

    synchronized void see(byte[] next) {
        picture = next;
        pictureCount++;
        sentCount = 0;
    }

    /// How often it has sent what it sees now.
    synchronized int sentCount() {
        return sentCount;
    }

    void breakDown() {
        behave(_ -> {});
    }

    void mend() {
        behave(this::send);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void behave(MjpegServer.Behaviour behaviour) {
        try {
            server.behave(behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Until the connection ends.
    private void send(OutputStream out) throws IOException, InterruptedException {
        MjpegServer.head(out);
        while (true) {
            byte[] now;
            int number;
            synchronized (this) {
                now = picture;
                number = pictureCount;
            }
            MjpegServer.part(out, now);
            sent(number);
            Thread.sleep(BETWEEN_FRAMES);
        }
    }

    private synchronized void sent(int number) {
        if (number == pictureCount) {
            sentCount++;
        }
    }
}
