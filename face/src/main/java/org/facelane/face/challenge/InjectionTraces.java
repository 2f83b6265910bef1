package org.facelane.face.challenge;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.Image;
import org.facelane.face.challenge.Injection.NothingSeen;
import org.facelane.face.challenge.Injection.Suspected;
import org.facelane.face.challenge.Injection.Trace;
import org.jspecify.annotations.Nullable;

/// Looks for traces of [Injection] in the frames of one session: first [#encoded] for each as it arrived, then
/// [#picture] for each as it decoded. Not thread-safe: one a session.
public final class InjectionTraces {
    private static final List<String> VIRTUAL = List.of(
            "obs virtual",
            "obs-camera",
            "manycam",
            "xsplit",
            "snap camera",
            "v4l2loopback",
            "dummy video device",
            "camtwist",
            "virtual cam",
            "e2esoft",
            "splitcam",
            "youcam",
            "chromacam",
            "deepfacelive");

    /// A pair of pictures in which more of the pixels than this are exactly alike has no sensor behind it.
    private static final double ALIKE_MAX = 0.985;

    /// So many pairs of a session may be alike: a camera in the dark repeats a picture now and then.
    private static final double ALIKE_PAIRS_MAX = 0.34;

    private static final int STRIDE = 3;

    private final Set<Trace> traces = EnumSet.noneOf(Trace.class);
    private final Set<String> seen = new HashSet<>();
    private @Nullable Image last;
    private int frames;
    private int again;
    private int pairs;
    private int alike;

    /// @param camera as the browser calls it
    public InjectionTraces(Optional<String> camera) {
        String name = camera.orElse("").toLowerCase(Locale.ROOT);
        if (VIRTUAL.stream().anyMatch(name::contains)) {
            traces.add(Trace.VIRTUAL_CAMERA_NAME);
        }
    }

    /// One more frame as it arrived.
    public void encoded(byte[] bytes) {
        frames++;
        if (!seen.add(Fingerprint.of(bytes))) {
            again++;
        }
        if (FileMarks.in(bytes)) {
            traces.add(Trace.FILE_MARKS);
        }
    }

    /// One more frame as it decoded.
    public void picture(Image image) {
        Image before = last;
        last = image;
        if (before == null) {
            return;
        }
        if (before.width() != image.width() || before.height() != image.height()) {
            traces.add(Trace.SIZE_CHANGED);
            return;
        }
        pairs++;
        if (sameShare(before, image) > ALIKE_MAX) {
            alike++;
        }
    }

    /// What all frames so far say together.
    public Injection verdict() {
        Set<Trace> found = EnumSet.noneOf(Trace.class);
        found.addAll(traces);
        if (again > ALIKE_PAIRS_MAX * frames) {
            found.add(Trace.SAME_FRAME_AGAIN);
        } else if (alike > ALIKE_PAIRS_MAX * pairs) {
            found.add(Trace.NO_SENSOR_NOISE);
        }
        return found.isEmpty() ? new NothingSeen() : new Suspected(found);
    }

    private static double sameShare(Image a, Image b) {
        int same = 0;
        int count = 0;
        for (int at = 0; at + 2 < a.rgb().length; at += 3 * STRIDE) {
            count++;
            if (a.rgb()[at] == b.rgb()[at]
                    && a.rgb()[at + 1] == b.rgb()[at + 1]
                    && a.rgb()[at + 2] == b.rgb()[at + 2]) {
                same++;
            }
        }
        return (double) same / count;
    }
}
