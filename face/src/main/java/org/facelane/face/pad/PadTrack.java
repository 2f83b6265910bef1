package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.facelane.face.Face;
import org.facelane.face.Image;

/// Puts together what the frames of one track say. Keeps numbers of the last frames, never an image. Not thread-safe.
public final class PadTrack {
    /// About two seconds of a lane; older frames are forgotten.
    private static final int FRAME_COUNT_MAX = 16;

    private final PassivePad pad;
    private final List<PadFrame> frames = new ArrayList<>();

    public PadTrack(PassivePad pad) {
        this.pad = requireNonNull(pad, "pad is null");
    }

    /// Judges one more frame.
    public void add(Image image, Face face) {
        frames.add(pad.judge(image, face));
        if (frames.size() > FRAME_COUNT_MAX) {
            frames.removeFirst();
        }
    }

    /// What the frames say so far.
    public PadEvidence evidence() {
        if (frames.isEmpty()) {
            return PadEvidence.NONE;
        }
        return new PadEvidence(
                frames.size(),
                median(frames.stream().mapToDouble(PadFrame::network)),
                median(frames.stream().mapToDouble(PadFrame::pattern)),
                Border.mean(frames.stream().map(PadFrame::border).toList()).framed(),
                Banding.of(frames.stream().map(PadFrame::banding).toList()),
                Parallax.of(frames.stream().map(PadFrame::landmarks).toList()));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
