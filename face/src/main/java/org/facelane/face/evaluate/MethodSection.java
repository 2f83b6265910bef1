package org.facelane.face.evaluate;

import java.util.List;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Report.Section;

/// How the figures were made, for whoever wants to make them again.
final class MethodSection {
    private MethodSection() {}

    static Section of(Terms terms) {
        return new Section(
                "method",
                "How this was measured",
                List.of(
                        new Part.Words(
                                "Terms are those of ISO/IEC 19795-1 and 19795-10. Features are made by the product's"
                                    + " own steps. A comparison matches if it exceeds the threshold; a threshold for a"
                                    + " rate is the lowest similarity that no more than that share of the non-mated"
                                    + " comparisons exceeds. People whose names are doubtful by the list of label"
                                    + " errors stand on neither side of any comparison. Every count is exact."),
                        new Part.Words(
                                "Intervals are 95 % bootstrap intervals over people, for comparisons that share a"
                                        + " person are not independent: " + terms.replicates()
                                        + " times as many people as there are are drawn with replacement; a mated"
                                        + " comparison or a search weighs as often as its person was drawn, a"
                                        + " non-mated comparison as the product of its two people (the bootstrap over"
                                        + " two person indexes). Thresholds are set anew in each replicate. Where no"
                                        + " error was counted, `< 1/n` stands with the rate at which no error in as"
                                        + " many people (for FMR: as many comparisons) would happen once in twenty"
                                        + " times."),
                        new Part.Words(
                                "What the data do not resolve, that is less than one expected error, is not given."
                                        + " FTA and FTE have Wilson intervals over pictures.")));
    }
}
