package org.facelane.bench.faults.place;

import static java.util.Objects.requireNonNull;

/// A lane whose camera is apart from its screen: it hangs above the lane and is read by the server, which tells the
/// screen.
class Watched implements Spot {
    private final StreamCamera camera;
    private final FollowedScreen screen;

    Watched(StreamCamera camera, FollowedScreen screen) {
        this.camera = requireNonNull(camera, "camera is null");
        this.screen = requireNonNull(screen, "screen is null");
    }

    @Override
    public void see(byte[] picture) {
        screen.screens().forget();
        camera.see(picture);
    }

    @Override
    public int sentCount() {
        return camera.sentCount();
    }

    @Override
    public Screens screens() {
        return screen.screens();
    }

    @Override
    public void breakDown() {
        camera.breakDown();
    }

    @Override
    public void mend() {
        camera.mend();
    }

    @Override
    public void close() {
        screen.close();
        camera.close();
    }
}
