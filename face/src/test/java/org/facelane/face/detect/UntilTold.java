package org.facelane.face.detect;

import java.time.Duration;
import org.facelane.face.Image;
import org.facelane.face.model.DefaultPack;

/// A program of its own, for [EndingTest]: computes on several threads until it is told to end, and ends slowly, as a
/// server does that has lanes to stop.
final class UntilTold {
    static final String COMPUTING = "computing";

    private static final Duration ENDING = Duration.ofMillis(700);
    private static final int THREAD_COUNT = 3;

    private UntilTold() {}

    public static void main(String[] arguments) {
        FaceDetector detector = new FaceDetector(DefaultPack.open().detector());
        Image image = new Image(320, 240, new byte[3 * 320 * 240]);
        Runtime.getRuntime().addShutdownHook(new Thread(UntilTold::end));
        for (int i = 0; i < THREAD_COUNT; i++) {
            Thread.ofPlatform().start(() -> {
                while (true) {
                    detector.detect(image);
                }
            });
        }
        System.out.println(COMPUTING);
    }

    private static void end() {
        try {
            Thread.sleep(ENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
