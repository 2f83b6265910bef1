package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.bench.faults.place.Place;
import org.facelane.face.Features;
import org.facelane.face.model.ModelPack;

/// How much somebody who was taken for somebody else looks like them, by the networks that the lane uses.
final class Likeness {
    private final Place place;

    Likeness(Place place) {
        this.place = requireNonNull(place, "place is null");
    }

    /// The other's ticket, with the similarity and the score of the two pictures.
    String of(Reckoning.Mistaken mistaken) {
        if (mistaken.other().isEmpty()) {
            return "somebody whose ticket the lane did not name";
        }
        try (ModelPack pack = ModelPack.load(place.models())) {
            Recognition recognition = new Recognition(pack);
            double similarity = features(recognition, mistaken.stand().ticket(), "arrive")
                    .similarity(features(recognition, mistaken.other(), "enrol"));
            return String.format(
                    Locale.ROOT,
                    "%s, similarity %.3f, score %.1f",
                    mistaken.other(),
                    similarity,
                    pack.calibration().orElseThrow().score(similarity).value());
        }
    }

    private Features features(Recognition recognition, String ticket, String capture) {
        return recognition
                .see(Pictures.read(place.people().file(place.person(ticket), capture)))
                .orElseThrow(() -> new IllegalStateException("nobody is seen in the picture of " + ticket))
                .features();
    }
}
