package org.facelane.venue.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A network camera on loopback that sends Motion JPEG over HTTP, and does to its connections whatever is asked for.
/// Safe for use by several threads.
public final class MjpegServer implements AutoCloseable {
    /// What is done with one connection.
    @FunctionalInterface
    public interface Behaviour {
        void serve(OutputStream out) throws Exception;
    }

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connectionCount = new AtomicInteger();
    private volatile Behaviour behaviour;
    private volatile String account = "";

    /// @param behaviour for connections until it is told otherwise
    public MjpegServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// Sends one picture ten times a second.
    public static Behaviour sending(byte[] picture) {
        return out -> {
            head(out);
            while (true) {
                part(out, picture);
                Thread.sleep(100);
            }
        };
    }

    public static void head(OutputStream out) throws IOException {
        out.write(HEAD.getBytes(US_ASCII));
    }

    public static void partHead(OutputStream out, byte[] picture) throws IOException {
        String head = "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n";
        out.write(head.getBytes(US_ASCII));
    }

    public static void part(OutputStream out, byte[] picture) throws IOException {
        partHead(out, picture);
        out.write(picture);
        out.write("\r\n".getBytes(US_ASCII));
        out.flush();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/mjpeg";
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connectionCount() {
        return connectionCount.get();
    }

    /// For connections from now on; those that stand are cut.
    public void behave(Behaviour next) throws IOException {
        behaviour = next;
        for (Socket socket : connections) {
            socket.close();
        }
    }

    /// From now on only who gives these is served.
    public void protect(String name, String password) {
        account = "Authorization: Basic "
                + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
        behave(_ -> {});
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connectionCount.incrementAndGet();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            byte[] request = new byte[4_096];
            int length = socket.getInputStream().read(request);
            if (length > 0 && new String(request, 0, length, US_ASCII).contains(account)) {
                behaviour.serve(socket.getOutputStream());
            } else {
                String answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"camera\"\r\n"
                        + "Content-Length: 0\r\n\r\n";
                socket.getOutputStream().write(answer.getBytes(US_ASCII));
            }
        } catch (Exception e) {
            // The other side has gone, or it is to do something else by now.
            connections.remove(socket);
        }
    }
}
