package org.facelane.bench.faults.place;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.facelane.venue.trial.LanePage;
import org.jspecify.annotations.Nullable;

/// A lane's tablet, camera and screen in one: opens its page again whenever the connection ends. Safe for use by
/// several threads.
final class Tablet implements Spot {
    private static final Duration AGAIN_AFTER = Duration.ofMillis(200);

    /// As the lane's page: a server that says nothing for so long is gone.
    private static final Duration SILENT_MAX = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final Map<String, String> greeting;
    private final Screens screens = new Screens();
    private final Thread keeper;
    private @Nullable LanePage page;
    private byte @Nullable [] picture;
    private int sentBefore;
    private volatile boolean broken;
    private volatile boolean closed;

    Tablet(String url, Map<String, String> greeting) {
        this.url = requireNonNull(url, "url is null");
        this.greeting = Map.copyOf(greeting);
        keeper = Thread.ofVirtual().name("tablet").start(this::keepConnected);
    }

    @Override
    public synchronized void see(byte[] next) {
        picture = next;
        sentBefore = 0;
        screens.forget();
        if (page != null) {
            page.see(next);
        }
    }

    @Override
    public Screens screens() {
        return screens;
    }

    @Override
    public synchronized int sentCount() {
        return sentBefore + (page == null ? 0 : page.sentCount());
    }

    /// The whole tablet dies, and does not come back before it is mended.
    @Override
    public void breakDown() {
        broken = true;
        hangUp();
    }

    @Override
    public void mend() {
        broken = false;
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        hangUp();
    }

    private synchronized void hangUp() {
        if (page != null) {
            sentBefore += page.sentCount();
            page.close();
            page = null;
        }
    }

    private synchronized boolean isConnected() {
        return page != null && page.closed().isEmpty() && page.silence().compareTo(SILENT_MAX) <= 0;
    }

    private void keepConnected() {
        while (!closed) {
            if (!isConnected()) {
                hangUp();
                if (!broken) {
                    connect();
                }
            }
            try {
                Thread.sleep(AGAIN_AFTER);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void connect() {
        try {
            LanePage made = new LanePage(client, url, greeting, screens::say);
            synchronized (this) {
                page = made;
                if (picture != null) {
                    made.see(picture);
                }
            }
            if (broken || closed) {
                hangUp();
            }
        } catch (CompletionException e) {
            // The server is away: again in a moment.
            hangUp();
        }
    }
}
