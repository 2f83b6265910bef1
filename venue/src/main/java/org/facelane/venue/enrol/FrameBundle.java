package org.facelane.venue.enrol;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.facelane.face.challenge.CameraFrame;

/// The frames of a camera session as a page sends them, in one body: for each frame its step (1 byte), the milliseconds
/// since that step began (4), its length (4, both big-endian), and the picture.
public final class FrameBundle {
    /// More frames than a page ever sends.
    static final int FRAMES_MAX = 150;

    private static final int HEAD_BYTES = 9;

    private FrameBundle() {}

    /// @return empty if the bytes are no such bundle, or it has too many frames
    public static Optional<List<CameraFrame>> read(byte[] body) {
        List<CameraFrame> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(body);
        while (in.hasRemaining()) {
            if (in.remaining() < HEAD_BYTES || frames.size() == FRAMES_MAX) {
                return Optional.empty();
            }
            int step = Byte.toUnsignedInt(in.get());
            long milliseconds = Integer.toUnsignedLong(in.getInt());
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                return Optional.empty();
            }
            byte[] picture = Arrays.copyOfRange(body, in.position(), in.position() + length);
            in.position(in.position() + length);
            frames.add(new CameraFrame(step, Duration.ofMillis(milliseconds), picture));
        }
        return Optional.of(frames);
    }
}
