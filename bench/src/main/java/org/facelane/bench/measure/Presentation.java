package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.facelane.face.pad.PadEvidence;

/// One presentation to a camera, and what the product's attack detection measured of it.
///
/// @param set the species, or the name of a set of real pictures
/// @param person whose face it is
/// @param attack whether it was one
/// @param made by the simulated camera rather than a real one
/// @param pictures how many there are; 1 as at an enrolment
/// @param evidence of the pictures together
record Presentation(String set, String person, boolean attack, boolean made, int pictures, PadEvidence evidence) {
    private static final int STILL_FRAMES = 3;

    Presentation {
        requireNonNull(set, "set is null");
        requireNonNull(person, "person is null");
        requireNonNull(evidence, "evidence is null");
    }

    /// Half of the people are learned from, the others are tested with; a person of a real set falls into the same
    /// half as what was made of them.
    boolean isLearned() {
        return Math.floorMod(person.hashCode(), 2) == 0;
    }

    /// Whether it counts where a track, or where a single picture is judged. A real picture counts for both.
    boolean counts(boolean track) {
        return !made || track == pictures > 1;
    }

    /// As it counts there: a real picture stands for a person who stands still before a lane and looks the same in
    /// every frame.
    Presentation as(boolean track) {
        PadEvidence e = evidence;
        return made || !track
                ? this
                : new Presentation(
                        set,
                        person,
                        attack,
                        made,
                        STILL_FRAMES,
                        new PadEvidence(STILL_FRAMES, e.network(), e.pattern(), e.framed(), e.banding(), e.parallax()));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%b,%b,%d,%d,%s,%s,%s,%s,%s",
                set,
                person,
                attack,
                made,
                pictures,
                evidence.frameCount(),
                evidence.network(),
                evidence.pattern(),
                evidence.framed(),
                evidence.banding(),
                evidence.parallax());
    }

    static Presentation of(String line) {
        String[] f = line.split(",", -1);
        PadEvidence evidence = new PadEvidence(
                Integer.parseInt(f[5]),
                Double.parseDouble(f[6]),
                Double.parseDouble(f[7]),
                Double.parseDouble(f[8]),
                Double.parseDouble(f[9]),
                Double.parseDouble(f[10]));
        return new Presentation(
                f[0], f[1], Boolean.parseBoolean(f[2]), Boolean.parseBoolean(f[3]), Integer.parseInt(f[4]), evidence);
    }
}
