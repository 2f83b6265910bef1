package org.facelane.face.evaluate.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.facelane.face.evaluate.rate.Rate;

/// A report as one page of HTML: no script, nothing fetched, light and dark, and on paper.
final class Page {
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    private static final String STYLE = """
        :root { color-scheme: light dark; --ink: #1b2330; --soft: #5b6675; --line: #d9dfe7; --ground: #ffffff;
          --card: #f5f7fa; --c0: #0b62c4; --c1: #c2410c; --c2: #0f7b53; --c3: #8434b8; --c4: #a16207; --c5: #0e7490; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa6b6; --line: #2f3947;
          --ground: #12161c; --card: #1a2029; --c0: #6cb0ff; --c1: #ff9a5c; --c2: #5fd3a2; --c3: #d09bff; --c4: #e5c04e;
          --c5: #62d3ea; } }
        @media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --ground: #fff;
          --card: #fff; --c0: #0b4f9e; --c1: #a8360a; --c2: #0b6644; --c3: #6c2a98; --c4: #7d4c05; --c5: #0b5d74; }
          body { font-size: 9.5pt } figure, .facts, tr { break-inside: avoid } h2, h3 { break-after: avoid }
          nav { display: none } main { max-width: none; padding: 0 } @page { margin: 16mm } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
        main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.25rem 5rem }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.015em; text-wrap: balance }
        h2 { font-size: 1.35rem; margin: 3.2rem 0 .6rem; padding-top: 1rem; border-top: 1px solid var(--line) }
        h3 { font-size: 1rem; margin: 1.8rem 0 .5rem }
        p { margin: .6rem 0; max-width: 46rem } .says { color: var(--soft); font-size: 1.05rem }
        code { font: .9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--card);
          padding: .1em .3em; border-radius: .25em }
        nav { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin: 1.4rem 0 0; font-size: .92rem }
        a { color: var(--c0); text-decoration: none } a:hover { text-decoration: underline }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .8rem; margin: 1.2rem 0 }
        .facts div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem }
        .facts dt { color: var(--soft); font-size: .85rem; line-height: 1.35 }
        .facts dd { margin: .25rem 0 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums }
        .facts dd small { font-size: .8rem; font-weight: 400 }
        .scroll { overflow-x: auto } table { border-collapse: collapse; min-width: min(100%, 30rem); font-size: .92rem;
          font-variant-numeric: tabular-nums }
        caption { text-align: left; font-weight: 600; padding: 1.4rem 0 .4rem }
        th { text-align: left; font-weight: 600; color: var(--soft); font-size: .85rem; line-height: 1.3;
          vertical-align: bottom; border-bottom: 1.5px solid var(--ink); padding: .35rem .9rem .35rem 0 }
        td { border-bottom: 1px solid var(--line); padding: .42rem .9rem .42rem 0; vertical-align: top }
        .n { text-align: right; white-space: nowrap } th.n { white-space: normal }
        small { display: block; color: var(--soft); font-size: .8rem; line-height: 1.4 }
        .unknown { color: var(--soft); font-style: italic }
        figure { margin: 1.6rem 0; } figcaption { font-weight: 600; margin-bottom: .4rem }
        svg { width: 100%; height: auto; max-width: 46rem; display: block; font: 12px system-ui, sans-serif }
        svg text { fill: var(--soft) } .grid { stroke: var(--line); stroke-width: 1 } .frame { stroke: var(--soft);
          fill: none; stroke-width: 1 } .line { fill: none; stroke-width: 2.2; stroke-linejoin: round }
        .guide { fill: none; stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 4 4 } .band { opacity: .16 }
        .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.3rem; font-size: .88rem; margin: .4rem 0 0; padding: 0;
          list-style: none } .legend svg { width: 34px; display: inline-block; vertical-align: middle; margin-right: .4rem }
        """;

    private final Report report;
    private final StringBuilder html = new StringBuilder();

    Page(Report report) {
        this.report = requireNonNull(report, "report is null");
    }

    String html() {
        html.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(escaped(report.title()))
                .append("</title>\n<style>\n")
                .append(STYLE);
        for (int i = 0; i < SvgPlot.COLOURS; i++) {
            html.append(".s%d{stroke:var(--c%d)} .f%d{fill:var(--c%d)} ".formatted(i, i, i, i));
        }
        html.append("\n</style>\n<main>\n<h1>")
                .append(escaped(report.title()))
                .append("</h1>\n<p class=\"says\">")
                .append(words(report.says()))
                .append("</p>\n<nav>");
        for (Report.Section section : report.sections()) {
            html.append("<a href=\"#%s\">%s</a> ".formatted(escaped(section.key()), escaped(section.title())));
        }
        html.append("</nav>\n");
        for (Report.Section section : report.sections()) {
            html.append(
                    "<section>\n<h2 id=\"%s\">%s</h2>\n".formatted(escaped(section.key()), escaped(section.title())));
            section.parts().forEach(this::part);
            html.append("</section>\n");
        }
        return html.append("</main>\n</html>\n").toString();
    }

    /// Text as it may stand anywhere in HTML.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private void part(Part part) {
        switch (part) {
            case Part.Words(String text) ->
                html.append("<p>").append(words(text)).append("</p>\n");
            case Part.Facts facts -> facts(facts);
            case Part.Table table -> table(table);
            case Part.Plot plot ->
                html.append("<figure>\n<figcaption>")
                        .append(escaped(plot.title()))
                        .append("</figcaption>\n")
                        .append(new SvgPlot(plot).svg())
                        .append("</figure>\n");
        }
    }

    private void facts(Part.Facts facts) {
        html.append("<dl class=\"facts\">\n");
        for (Part.Fact fact : facts.facts()) {
            html.append("<div><dt>")
                    .append(escaped(fact.label()))
                    .append("</dt><dd>")
                    .append(cell(fact.value()))
                    .append("</dd></div>\n");
        }
        html.append("</dl>\n");
    }

    private void table(Part.Table table) {
        html.append("<div class=\"scroll\"><table>\n<caption>")
                .append(escaped(table.title()))
                .append("</caption>\n<tr>");
        for (int i = 0; i < table.columns().size(); i++) {
            html.append("<th scope=\"col\"%s>%s</th>"
                    .formatted(
                            isNumeric(table, i) ? " class=\"n\"" : "",
                            escaped(table.columns().get(i).heading())));
        }
        html.append("</tr>\n");
        for (List<Cell> row : table.rows()) {
            html.append("<tr>");
            for (Cell cell : row) {
                html.append(cell instanceof Cell.Text ? "<td>" : "<td class=\"n\">")
                        .append(cell(cell))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private static boolean isNumeric(Part.Table table, int column) {
        return table.rows().stream().noneMatch(row -> row.get(column) instanceof Cell.Text);
    }

    private static String cell(Cell cell) {
        return switch (cell) {
            case Cell.Text(String text) -> words(text);
            case Cell.Count(long value) -> Figures.count(value);
            case Cell.Number(double value, int digits) -> Figures.number(value, digits);
            case Cell.Asked(double rate) -> Figures.asked(rate);
            case Cell.Unknown(String why) -> "<span class=\"unknown\">" + escaped(why) + "</span>";
            case Cell.Measured(Rate rate) ->
                (rate.errors() == 0 ? "&lt; 1/" + Figures.count(rate.of()) : Figures.rate(rate.value())) + "<small>"
                        + Figures.interval(rate) + "<br>" + Figures.counts(rate) + "</small>";
        };
    }

    private static String words(String text) {
        return CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    }
}
