package org.facelane.venue.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A machine that answers every call with a head and half of a body, and then says nothing more.
public final class HalfAnswer implements AutoCloseable {
    private final String status;
    private final ServerSocket listener;
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final List<Socket> held = new CopyOnWriteArrayList<>();

    /// @param status as in the first line of the answer
    public HalfAnswer(String status) {
        this.status = status;
        try {
            listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    /// The first line of the next call, which may come after its caller has given it up; empty if none comes.
    public Optional<String> nextCall() throws InterruptedException {
        return Optional.ofNullable(calls.poll(60, TimeUnit.SECONDS));
    }

    /// Whether a call has come that nobody asked about.
    public boolean isCalledAgain() {
        return !calls.isEmpty();
    }

    private void listen() {
        while (true) {
            try {
                Socket socket = listener.accept();
                held.add(socket);
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            String first = lines.readLine();
            if (first == null) {
                return; // whoever called has gone
            }
            calls.add(first);
            String line = lines.readLine();
            while (line != null && !line.isEmpty()) {
                line = lines.readLine();
            }
            String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            return; // whoever called has gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : held) {
            socket.close();
        }
    }
}
