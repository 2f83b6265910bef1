package org.facelane.bench.sample;

import java.nio.file.Path;
import java.util.List;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.bench.Recognition.Seen;
import org.facelane.face.Image;
import org.facelane.face.image.Warp;

/// The Face Research Lab London Set as a folder for each person with `neutral.jpg` and `smiling.jpg`.
final class LondonSet {
    private LondonSet() {}

    static List<Contributor> read(Path folder, Recognition recognition) {
        return Pictures.folders(folder).stream()
                .map(person -> contributor(person, recognition))
                .toList();
    }

    private static Contributor contributor(Path person, Recognition recognition) {
        Seen neutral = seen(person.resolve("neutral.jpg"), recognition);
        Seen smiling = seen(person.resolve("smiling.jpg"), recognition);
        Warp first = Shape.alignment(neutral.face().landmarks());
        Shape shape = Shape.of(neutral.face().landmarks(), first);
        Warp second = shape.alignmentOfAnother(smiling.face().landmarks());
        return new Contributor(
                person.getFileName().toString(),
                new Contributor.Capture(neutral.image(), first, shape, neutral.features()),
                new Contributor.Capture(
                        smiling.image(), second, Shape.of(smiling.face().landmarks(), second), smiling.features()));
    }

    private static Seen seen(Path file, Recognition recognition) {
        Image image = Pictures.read(file);
        return recognition.see(image).orElseThrow(() -> new IllegalArgumentException("no face is found in " + file));
    }
}
