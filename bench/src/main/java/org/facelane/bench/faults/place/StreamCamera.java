package org.facelane.bench.faults.place;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A network camera on this machine that sends Motion JPEG over HTTP, and can die. Safe for use by several threads.
final class StreamCamera implements AutoCloseable {
    private static final String BOUNDARY = "frame";
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(125);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private byte[] picture;
    private int pictureCount;
    private int sentCount;
    private volatile boolean broken;
    private volatile boolean closed;

    StreamCamera(byte[] picture) {
        this.picture = picture;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
        server.createContext("/stream", this::send);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/stream";
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
        broken = true;
    }

    void mend() {
        broken = false;
    }

    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }

    private void send(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (broken) {
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=" + BOUNDARY);
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (!broken && !closed) {
                part(out);
                Waiting.pause(BETWEEN_FRAMES);
            }
        }
    }

    private void part(OutputStream out) throws IOException {
        byte[] now;
        int number;
        synchronized (this) {
            now = picture;
            number = pictureCount;
        }
        out.write(("--" + BOUNDARY + "\r\nContent-Type: image/jpeg\r\nContent-Length: " + now.length + "\r\n\r\n")
                .getBytes(US_ASCII));
        out.write(now);
        out.write("\r\n".getBytes(US_ASCII));
        out.flush();
        sent(number);
    }

    private synchronized void sent(int number) {
        if (number == pictureCount) {
            sentCount++;
        }
    }
}
