package org.facelane.bench.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.facelane.face.Features;

/// Whether it helps to weight the frames of a track by their quality: three pictures of a person, plain or spoilt, are
/// fused and compared with a fourth, plain one.
///
/// @param equal similarities with equal weights
/// @param weighted similarities with [org.facelane.face.quality.Quality#weight()]
record FusedFrames(List<Double> equal, List<Double> weighted) {
    private static final int FRAMES = 3;

    /// @param spoilt how many of the three pictures are spoilt copies, 0 to 3
    static FusedFrames of(List<MeasuredPicture> pictures, int spoilt) {
        Map<String, List<MeasuredPicture>> people = pictures.stream()
                .collect(Collectors.groupingBy(MeasuredPicture::person, TreeMap::new, Collectors.toList()));
        FusedFrames fused = new FusedFrames(new ArrayList<>(), new ArrayList<>());
        for (List<MeasuredPicture> person : people.values()) {
            List<MeasuredPicture> plain =
                    person.stream().filter(MeasuredPicture::isPlain).toList();
            for (MeasuredPicture reference : plain) {
                List<MeasuredPicture> frames = frames(person, reference, spoilt);
                if (frames.size() == FRAMES) {
                    fused.add(reference, frames);
                }
            }
        }
        return fused;
    }

    double missed(List<Double> similarities, double similarity) {
        return similarities.stream().filter(found -> found < similarity).count() / (double) similarities.size();
    }

    private void add(MeasuredPicture reference, List<MeasuredPicture> frames) {
        List<Features> features = frames.stream().map(MeasuredPicture::features).toList();
        equal.add(reference.features().similarity(Features.fuse(features, List.of(1.0, 1.0, 1.0))));
        weighted.add(reference
                .features()
                .similarity(Features.fuse(
                        features,
                        frames.stream().map(frame -> frame.quality().weight()).toList())));
    }

    /// The first other pictures by name, of which the first ones are taken in their spoilt copies.
    private static List<MeasuredPicture> frames(List<MeasuredPicture> person, MeasuredPicture reference, int spoilt) {
        List<MeasuredPicture> frames = new ArrayList<>();
        for (MeasuredPicture picture : person) {
            boolean wanted = picture.isPlain() == (frames.size() >= spoilt);
            boolean taken = frames.stream().anyMatch(frame -> frame.file().equals(picture.file()));
            if (wanted && !taken && !picture.file().equals(reference.file()) && frames.size() < FRAMES) {
                frames.add(picture);
            }
        }
        return frames;
    }
}
