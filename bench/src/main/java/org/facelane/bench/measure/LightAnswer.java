package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.facelane.face.pad.LightResponse;

/// What one film answered to the colours of a screen.
///
/// @param set where the person is from
/// @param species of the attack, or `bona-fide`
/// @param lane four quick colours, rather than the six of an enrolment
/// @param lux of the room on the face
/// @param looks frames in which the light on the face could be measured
/// @param middle how much the middle of the face answered
/// @param rim how much its sides did
public record LightAnswer(
        String set,
        String person,
        String species,
        boolean lane,
        int lux,
        int looks,
        LightResponse response,
        double middle,
        double rim) {
    public LightAnswer {
        requireNonNull(set, "set is null");
        requireNonNull(person, "person is null");
        requireNonNull(species, "species is null");
        requireNonNull(response, "response is null");
    }

    /// Whether it was no attack.
    boolean living() {
        return species.equals("bona-fide");
    }

    public String line() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%b,%d,%d,%s,%s,%s,%s",
                set,
                person,
                species,
                lane,
                lux,
                looks,
                response.agreement(),
                response.strength(),
                middle,
                rim);
    }

    public static LightAnswer of(String line) {
        String[] f = line.split(",", -1);
        return new LightAnswer(
                f[0],
                f[1],
                f[2],
                Boolean.parseBoolean(f[3]),
                Integer.parseInt(f[4]),
                Integer.parseInt(f[5]),
                new LightResponse(Double.parseDouble(f[6]), Double.parseDouble(f[7])),
                Double.parseDouble(f[8]),
                Double.parseDouble(f[9]));
    }
}
