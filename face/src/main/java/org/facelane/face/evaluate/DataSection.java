package org.facelane.face.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.facelane.face.evaluate.data.SampleSet;
import org.facelane.face.evaluate.rate.Interval;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Part.Fact;
import org.facelane.face.evaluate.report.Report.Section;

/// What the data are, and how often nothing could be taken from a picture.
final class DataSection {
    private DataSection() {}

    /// @param everybody as read
    /// @param trusted without the people whose names are doubtful
    static Section of(SampleSet everybody, SampleSet trusted) {
        SampleSet.Counts counts = everybody.looks();
        int pictures = counts.pictures() - counts.notDecoded();
        int refused = counts.enrolment().entrySet().stream()
                .filter(reason -> !reason.getKey().equals("ACQUIRED"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Facts(
                "counts",
                List.of(
                        fact("people", "people", everybody.people().size()),
                        fact("pictures", "picture files", counts.pictures()),
                        fact("damaged", "files that are damaged or no picture, left out", counts.notDecoded()),
                        fact(
                                "people-compared",
                                "people compared, known label errors left out",
                                trusted.people().size()),
                        fact(
                                "samples-compared",
                                "pictures compared",
                                trusted.samples().size()),
                        new Fact("fta", "failure to acquire (FTA): no face found", rate(counts.noFace(), pictures)),
                        new Fact(
                                "fte",
                                "failure to enrol (FTE): enrolment would ask for another picture",
                                rate(refused, counts.pictures())))));
        parts.add(
                new Part.Words("Failure to acquire is counted without any rule but that a face must be found; features"
                    + " of every such picture are compared below. Failure to enrol is what the product's rules for a"
                    + " selfie say of the same files: they refuse pictures that are too small, too dark, blurred,"
                    + " turned away, or show several people."));
        parts.add(new Part.Table(
                "enrolment",
                "What enrolment would say",
                List.of(new Column("outcome", "outcome"), new Column("pictures", "pictures")),
                counts.enrolment().entrySet().stream()
                        .map(reason -> List.of(Cell.text("`" + reason.getKey() + "`"), Cell.count(reason.getValue())))
                        .toList()));
        return new Section("data", "Data and acquisition", parts);
    }

    private static Fact fact(String key, String label, int count) {
        return new Fact(key, label, Cell.count(count));
    }

    private static Cell rate(int errors, int of) {
        if (errors == 0 || of == 0) {
            return Cell.of(new Rate(errors, of, Interval.withoutErrors(of)));
        }
        double p = (double) errors / of;
        double z2 = 1.96 * 1.96;
        double middle = (p + z2 / (2 * of)) / (1 + z2 / of);
        double half = 1.96 * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of)) / (1 + z2 / of);
        return Cell.of(new Rate(errors, of, new Interval(Math.max(0, middle - half), Math.min(1, middle + half))));
    }
}
