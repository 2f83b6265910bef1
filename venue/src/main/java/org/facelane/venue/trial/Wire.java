package org.facelane.venue.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.venue.store.DatabaseAddress;

/// A network between two processes that can be cut: a TCP proxy on this machine. While it is cut nobody gets through,
/// and whoever was connected is thrown out. Safe for use by several threads.
public final class Wire implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;

    /// @param target port on this machine
    public Wire(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
        Thread.ofVirtual().name("wire").start(this::accept);
    }

    /// The network to a database on this machine.
    public static Wire to(DatabaseAddress database) {
        return new Wire(port(database));
    }

    /// Where to connect.
    public int port() {
        return listener.getLocalPort();
    }

    /// How to reach the database at its end.
    public DatabaseAddress through(DatabaseAddress direct) {
        String url = direct.url().replace(":" + port(direct) + "/", ":" + port() + "/");
        return new DatabaseAddress(url, direct.name(), direct.password());
    }

    /// Where it leads from now on.
    public void leadTo(DatabaseAddress database) {
        target = port(database);
    }

    public void cut() {
        cut = true;
        open.forEach(Wire::close);
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private static int port(DatabaseAddress database) {
        String host = database.host();
        return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1, host.lastIndexOf('/')));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket from = listener.accept();
                if (cut) {
                    close(from);
                } else {
                    join(from);
                }
            } catch (IOException e) {
                // The listener was closed, and the loop ends.
                continue;
            }
        }
    }

    private void join(Socket from) {
        try {
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(from);
            open.add(to);
            Thread.ofVirtual().start(() -> pass(from, to));
            Thread.ofVirtual().start(() -> pass(to, from));
            if (cut) {
                cut();
            }
        } catch (IOException e) {
            // Nobody listens there at the moment: whoever connects sees the connection end.
            close(from);
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut, or one side has gone; both are closed below.
            return;
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
