package org.facelane.venue.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits until something is so.
public final class Waiting {
    /// Longer than anything takes that does not hang, on a slow machine too.
    private static final Duration HANGS_AFTER = Duration.ofSeconds(300);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);

    private Waiting() {}

    /// @throws IllegalStateException if it hangs
    public static void until(String what, BooleanSupplier isSo) {
        if (!within(HANGS_AFTER, isSo)) {
            throw new IllegalStateException("not within " + HANGS_AFTER.toSeconds() + " s: " + what);
        }
    }

    /// @return whether it became so in time
    public static boolean within(Duration time, BooleanSupplier isSo) {
        long end = System.nanoTime() + time.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(BETWEEN_LOOKS);
        }
        return true;
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Whether somebody takes connections at a port of this machine.
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// A port of this machine that nobody had a moment ago.
    public static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }
}
