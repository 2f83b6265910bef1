package org.facelane.bench.limit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.facelane.bench.Arguments;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.Extraction;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.evaluate.data.LabelledPicture;
import org.facelane.face.evaluate.data.Sample;
import org.facelane.face.model.ModelPack;

/// Labeled Faces in the Wild and the London set as `facelane evaluate` takes them, with its cache of features: personal
/// data, to be deleted afterwards.
///
/// @param pictures of people with trusted names
/// @param samples of the same people, by person
/// @param london everybody of the London set
record Lfw(List<LabelledPicture> pictures, List<Sample> samples, List<Sample> london) {
    static final String USAGE = "--lfw <folder> --london <folder> --label-errors <csv> --pack <model pack>"
            + " --out <folder of the cache, outside the project>";

    Lfw {
        pictures = List.copyOf(pictures);
        samples = List.copyOf(samples);
        london = List.copyOf(london);
    }

    static Lfw read(Arguments arguments, ModelPack pack) throws IOException {
        requireNonNull(pack, "pack is null");
        LabelErrors errors = LabelErrors.read(arguments.file("--label-errors"));
        DataSet data = DataSet.read(arguments.folder("--lfw"));
        Path out = arguments.output("--out");
        try (Extraction extraction = new Extraction(pack, arguments.folder("--pack"), out, System.err)) {
            return new Lfw(
                    data.pictures().stream()
                            .filter(picture -> errors.trusted().test(picture.person()))
                            .toList(),
                    extraction.samples(data).only(errors.trusted()).samples(),
                    extraction
                            .samples(DataSet.read(arguments.folder("--london")))
                            .samples());
        }
    }
}
