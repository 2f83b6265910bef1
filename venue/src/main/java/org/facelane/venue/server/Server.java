package org.facelane.venue.server;

import java.util.Optional;

/// A running Facelane: database, models, flows, lanes and web server. `Main` starts one, and so do end-to-end tests
/// and the demo, on port 0 with a folder of their own.
public final class Server implements AutoCloseable {
    private Server() {}

    /// Starts everything; takes a few seconds, more on the first start.
    ///
    /// @throws CannotStart if the environment does not let it: a taken port, an unreachable database, a damaged
    ///     model pack, a data folder that cannot be written to, a master key that others may read
    public static Server start(Settings settings) {
        throw new UnsupportedOperationException();
    }

    /// Where the server listens.
    public int port() {
        throw new UnsupportedOperationException();
    }

    /// How browsers reach the server, without a slash at the end.
    public String url() {
        throw new UnsupportedOperationException();
    }

    /// The password of the account `organiser`, if this start created it; it is nowhere else.
    public Optional<String> organiserPassword() {
        throw new UnsupportedOperationException();
    }

    /// Stops lanes, web server and an embedded database, in this order. Closing twice does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
