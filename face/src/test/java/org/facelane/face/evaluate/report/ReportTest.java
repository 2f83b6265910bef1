package org.facelane.face.evaluate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.face.evaluate.rate.Interval;
import org.facelane.face.evaluate.rate.Rate;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Part.Curve;
import org.facelane.face.evaluate.report.Part.Place;
import org.facelane.face.evaluate.report.Part.Style;
import org.facelane.face.evaluate.report.Report.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

final class ReportTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"quoted\"";

    @TempDir
    private Path folder;

    @Test
    void textFromOutsideIsEscaped() throws IOException {
        report().write(folder, "report");

        String html = Files.readString(folder.resolve("report.html"));
        assertThat(html)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&#39;x&#39;)")
                .contains("&amp;");
    }

    @Test
    void pageNeedsNothingFromOutside() throws IOException {
        report().write(folder, "report");

        assertThat(Files.readString(folder.resolve("report.html")))
                .doesNotContain("http", "src=", "url(", "@import")
                .contains("<svg", "prefers-color-scheme: dark", "@media print");
    }

    @Test
    void jsonHasTheSameFiguresInFull() throws IOException {
        report().write(folder, "report");

        String json = Files.readString(folder.resolve("report.json"));
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                parser.currentToken();
            }
        }
        assertThat(json)
                .contains("{\"rate\":{\"value\":0.0256703,\"errors\":45,\"of\":1753,\"low\":0.02,\"high\":0.03}")
                .contains("\"asked\":1.0E-5")
                .contains("{\"unknown\":\"not resolved\"}");
        assertThat(DataFiles.names(folder)).containsExactly("report.html", "report.json");
    }

    @Test
    void figuresReadAsPeopleWriteThem() {
        assertThat(Figures.rate(0.0285)).isEqualTo("2.85 %");
        assertThat(Figures.rate(1)).isEqualTo("100 %");
        assertThat(Figures.rate(1.23e-5)).isEqualTo("1.2 × 10⁻⁵");
        assertThat(Figures.asked(1e-5)).isEqualTo("10⁻⁵");
        assertThat(Figures.asked(0.003)).isEqualTo("0.3 %");
        assertThat(Figures.asked(0.1)).isEqualTo("10 %");
        assertThat(Figures.asked(1)).isEqualTo("100 %");
        assertThat(Figures.rate(3.3e-4)).isEqualTo("0.033 %");
        assertThat(Figures.rate(9.99e-6)).isEqualTo("10⁻⁵");
        assertThat(Figures.counts(new Rate(5.375, 6246, new Interval(0, 1)))).isEqualTo("5.4 of 6,246");
    }

    @Test
    void noErrorIsShownAsLessThanOneOfAll() throws IOException {
        report().write(folder, "report");

        assertThat(Files.readString(folder.resolve("report.html"))).contains("&lt; 1/102", "at most 2.89 %");
    }

    private static Report report() {
        Rate rate = new Rate(45, 1753, new Interval(0.02, 0.03));
        Rate none = new Rate(0, 102, Interval.withoutErrors(102));
        Part table = new Part.Table(
                "table",
                HOSTILE,
                List.of(new Column("rate", HOSTILE), new Column("asked", "asked"), new Column("c", "c")),
                List.of(
                        List.of(Cell.of(rate), new Cell.Asked(1e-5), Cell.text(HOSTILE)),
                        List.of(Cell.of(none), Cell.count(6), new Cell.Unknown("not resolved"))));
        Part plot = new Part.Plot(
                "plot",
                HOSTILE,
                new Axis(HOSTILE, Axis.Scale.LOGARITHMIC, 1e-6, 1),
                new Axis("y", Axis.Scale.PERCENT, 0, 0.5),
                List.of(new Curve(HOSTILE, Style.LINE, List.of(Place.of(1e-3, 0.2), Place.of(1, 0.1)))));
        return new Report(
                HOSTILE, HOSTILE, List.of(new Section("one", HOSTILE, List.of(new Part.Words(HOSTILE), table, plot))));
    }

    private static final class DataFiles {
        static List<String> names(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> String.valueOf(file.getFileName()))
                        .sorted()
                        .toList();
            }
        }
    }
}
