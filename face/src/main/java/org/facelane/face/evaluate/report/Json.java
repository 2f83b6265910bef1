package org.facelane.face.evaluate.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.facelane.face.evaluate.rate.Rate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A report as JSON: an object for each section, in it one for each table, plot and list of facts, by their keys. A
/// measured rate is `{"value", "errors", "of", "low", "high"}`; what the data cannot say is
/// `{"unknown": "why"}`.
final class Json {
    private final Report report;

    Json(Report report) {
        this.report = report;
    }

    String text() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("title", report.title());
            json.writeStringProperty("says", report.says());
            for (Report.Section section : report.sections()) {
                line(json);
                json.writeObjectPropertyStart(section.key());
                json.writeStringProperty("title", section.title());
                section.parts().forEach(part -> part(json, part));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void part(JsonGenerator json, Part part) {
        switch (part) {
            case Part.Words _ -> {}
            case Part.Facts facts -> {
                line(json);
                json.writeObjectPropertyStart(facts.key());
                for (Part.Fact fact : facts.facts()) {
                    json.writeName(fact.key());
                    cell(json, fact.value());
                }
                json.writeEndObject();
            }
            case Part.Table table -> table(json, table);
            case Part.Plot plot -> plot(json, plot);
        }
    }

    private static void table(JsonGenerator json, Part.Table table) {
        line(json);
        json.writeArrayPropertyStart(table.key());
        for (List<Cell> row : table.rows()) {
            line(json);
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeName(table.columns().get(i).key());
                cell(json, row.get(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void plot(JsonGenerator json, Part.Plot plot) {
        line(json);
        json.writeObjectPropertyStart(plot.key());
        json.writeStringProperty("x", plot.x().label());
        json.writeStringProperty("y", plot.y().label());
        json.writeArrayPropertyStart("curves");
        for (Part.Curve curve : plot.curves()) {
            line(json);
            json.writeStartObject();
            json.writeStringProperty("name", curve.name());
            json.writeArrayPropertyStart("places");
            for (Part.Place place : curve.places()) {
                json.writeStartArray();
                number(json, place.x());
                number(json, place.y());
                place.interval().ifPresent(interval -> {
                    number(json, interval[0]);
                    number(json, interval[1]);
                });
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void cell(JsonGenerator json, Cell cell) {
        switch (cell) {
            case Cell.Text(String text) -> json.writeString(text);
            case Cell.Count(long value) -> json.writeNumber(value);
            case Cell.Number(double value, int _) -> number(json, value);
            case Cell.Asked(double rate) -> number(json, rate);
            case Cell.Unknown(String why) -> {
                json.writeStartObject();
                json.writeStringProperty("unknown", why);
                json.writeEndObject();
            }
            case Cell.Measured(Rate rate) -> {
                json.writeStartObject();
                json.writeName("value");
                number(json, rate.value());
                json.writeName("errors");
                number(json, rate.errors());
                json.writeNumberProperty("of", rate.of());
                json.writeName("low");
                number(json, rate.interval().low());
                json.writeName("high");
                number(json, rate.interval().high());
                json.writeEndObject();
            }
        }
    }

    /// Six digits say all there is to say; whole numbers are written as such, and what is none is null.
    private static void number(JsonGenerator json, double value) {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(Double.parseDouble(String.format(Locale.ROOT, "%.6g", value)));
        }
    }

    /// A line for each row: readable, and comparable line by line.
    private static void line(JsonGenerator json) {
        json.writeRaw("\n");
    }
}
