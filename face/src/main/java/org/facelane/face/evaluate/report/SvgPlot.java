package org.facelane.face.evaluate.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import org.facelane.face.evaluate.report.Part.Curve;
import org.facelane.face.evaluate.report.Part.Place;

/// A plot as SVG with a legend. Curves differ by colour, dashes and marks, so that they can be told apart on paper.
final class SvgPlot {
    static final int COLOURS = 6;

    private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "12 4", "4 2");
    private static final double WIDTH = 760;
    private static final double HEIGHT = 420;
    private static final double LEFT = 74;
    private static final double RIGHT = 16;
    private static final double TOP = 12;
    private static final double BOTTOM = 52;

    private final Part.Plot plot;
    private final StringBuilder svg = new StringBuilder();

    SvgPlot(Part.Plot plot) {
        this.plot = requireNonNull(plot, "plot is null");
    }

    String svg() {
        svg.append(text(
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n",
                WIDTH, HEIGHT, Page.escaped(plot.title())));
        grid();
        for (int i = 0; i < plot.curves().size(); i++) {
            curve(plot.curves().get(i), i % COLOURS);
        }
        svg.append("</svg>\n");
        legend();
        return svg.toString();
    }

    private void grid() {
        for (double value : plot.x().ticks()) {
            double x = x(value);
            svg.append(text(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    x, x, TOP, HEIGHT - BOTTOM));
            label(x, HEIGHT - BOTTOM + 18, "middle", plot.x().text(value));
        }
        for (double value : plot.y().ticks()) {
            double y = y(value);
            svg.append(text(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y, y));
            label(LEFT - 8, y + 4, "end", plot.y().text(value));
        }
        svg.append(text(
                "<rect class=\"frame\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
        label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "middle", plot.x().label());
        svg.append(text(
                "<text transform=\"translate(16 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
                (TOP + HEIGHT - BOTTOM) / 2, Page.escaped(plot.y().label())));
    }

    private void curve(Curve curve, int colour) {
        band(curve, colour);
        if (curve.style() != Part.Style.MARKS) {
            StringBuilder points = new StringBuilder();
            curve.places().forEach(place -> points.append(text("%.1f,%.1f ", x(place.x()), y(place.y()))));
            boolean guide = curve.style() == Part.Style.GUIDE;
            svg.append(text(
                    "<polyline class=\"%s\" stroke-dasharray=\"%s\" points=\"%s\"/>\n",
                    guide ? "guide" : "line s" + colour, guide ? "4 4" : DASHES.get(colour), points));
        }
        if (curve.style() != Part.Style.GUIDE && curve.places().size() <= 60) {
            curve.places()
                    .forEach(place -> svg.append(text(
                            "<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s: %s, %s</title></circle>",
                            colour,
                            x(place.x()),
                            y(place.y()),
                            Page.escaped(curve.name()),
                            plot.x().text(place.x()),
                            plot.y().text(place.y()))));
        }
    }

    /// Where the curve lies with 95 % confidence.
    private void band(Curve curve, int colour) {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (Place place : curve.places()) {
            place.interval().ifPresent(interval -> {
                upper.append(text("%.1f,%.1f ", x(place.x()), y(interval[1])));
                lower.insert(0, text("%.1f,%.1f ", x(place.x()), y(interval[0])));
            });
        }
        if (!upper.isEmpty()) {
            svg.append(text("<polygon class=\"band f%d\" points=\"%s%s\"/>\n", colour, upper, lower));
        }
    }

    private void legend() {
        svg.append("<ul class=\"legend\">");
        for (int i = 0; i < plot.curves().size(); i++) {
            int colour = i % COLOURS;
            Curve curve = plot.curves().get(i);
            String sign = switch (curve.style()) {
                case LINE ->
                    "<line class=\"line s%d\" stroke-dasharray=\"%s\" x1=\"1\" x2=\"33\" y1=\"6\" y2=\"6\"/>"
                            .formatted(colour, DASHES.get(colour));
                case MARKS -> "<circle class=\"f%d\" cx=\"17\" cy=\"6\" r=\"3.5\"/>".formatted(colour);
                case GUIDE -> "<line class=\"guide\" x1=\"1\" x2=\"33\" y1=\"6\" y2=\"6\"/>";
            };
            svg.append("<li><svg viewBox=\"0 0 34 12\" aria-hidden=\"true\">%s</svg>%s</li>"
                    .formatted(sign, Page.escaped(curve.name())));
        }
        svg.append("</ul>\n");
    }

    private void label(double x, double y, String anchor, String words) {
        svg.append(
                text("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, Page.escaped(words)));
    }

    private double x(double value) {
        return LEFT + plot.x().part(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - plot.y().part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
