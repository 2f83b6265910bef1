package org.facelane.venue.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.venue.store.DatabaseAddress;

/// A way to the database, or to a server, that can be cut: a TCP proxy on this machine. While it is cut nobody gets
/// through, and whoever was connected is thrown out.
public final class CuttableProxy implements AutoCloseable {
    private final int port;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /// @param port on this machine
    public CuttableProxy(int port) throws IOException {
        this.port = port;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    /// The way through this proxy.
    public static CuttableProxy to(DatabaseAddress address) throws IOException {
        String host = address.host();
        int port = Integer.parseInt(host.substring(host.lastIndexOf(':') + 1, host.lastIndexOf('/')));
        return new CuttableProxy(port);
    }

    public DatabaseAddress through(DatabaseAddress address) {
        String url = address.url().replace(":" + port + "/", ":" + listener.getLocalPort() + "/");
        return new DatabaseAddress(url, address.name(), address.password());
    }

    /// Where it listens.
    public int listens() {
        return listener.getLocalPort();
    }

    public void cut() {
        cut = true;
        open.forEach(CuttableProxy::close);
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
                if (cut) {
                    cut();
                }
            } catch (IOException e) {
                // The listener is closed, or the server did not take the connection: the client sees
                // it fail.
                continue;
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // Cut, or one side has gone; both are closed below.
        } finally {
            open.remove(from);
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
