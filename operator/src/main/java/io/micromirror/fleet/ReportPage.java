package io.micromirror.fleet;

import io.micromirror.serve.Html;
import io.micromirror.sync.Size;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link MonthReport} as HTML that is XML too and fetches nothing: a page that stands by itself, and the body of a mail. Mail
 * programs know less of CSS than browsers do (caniemail.com): so no variables, no light-dark(), no grid, and where all of the
 * style is thrown away, tables and headings still say everything. Pure.
 */
final class ReportPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { margin: 0; background: #ffffff; }
            .sheet { background: #ffffff; color: #1b1f24; max-width: 640px; margin: 0 auto; padding: 24px 16px;
              font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }
            .sheet a { color: #0b57a4; }
            h1 { font-size: 24px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
            h2 { font-size: 16px; margin: 28px 0 4px; }
            .faint { color: #595f69; margin: 0; }
            .note { color: #8a5a00; margin: 12px 0 0; }
            .small { color: #595f69; font-size: 13px; margin: 12px 0 0; }
            table { border-collapse: collapse; width: 100%; }
            th { text-align: left; font-weight: 400; }
            th, td { padding: 8px 12px 8px 0; border-bottom: 1px solid #dde1e7; vertical-align: top; overflow-wrap: anywhere; }
            .facts { margin: 20px 0 0; }
            .facts td { width: 65%; }
            .facts b { font-size: 20px; line-height: 1.2; }
            .facts span { color: #595f69; font-size: 13px; display: block; }
            .amount { text-align: right; white-space: nowrap; padding-right: 0; padding-left: 12px; }
            .bar { background: #0b57a4; height: 4px; margin: 4px 0 0; font-size: 0; line-height: 0; border-radius: 2px; }
            ul { margin: 4px 0 0; padding: 0 0 0 20px; }
            @media screen and (prefers-color-scheme: dark) {
              body, .sheet { background: #14171c; color: #e4e7ec; }
              .sheet a { color: #8ab8f2; }
              .faint, .small, .facts span { color: #a3abb8; }
              .note { color: #e3b341; }
              th, td { border-color: #343a44; }
              .bar { background: #8ab8f2; }
            }
            @media print {
              .sheet { max-width: none; padding: 0; }
              tr, li { break-inside: avoid; }
              .bar { print-color-adjust: exact; }
            }
            """;

    private ReportPage() {}

    static String render(MonthReport report) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <div class="sheet">
                %s%s%s%s%s%s</div>
                </body>
                </html>
                """.formatted(
                        Html.text(ReportWords.title(report)),
                        STYLE,
                        head(report),
                        facts(report),
                        paragraphs("note", report.remarks()),
                        outages(report),
                        projects(report),
                        paragraphs("small", ReportWords.method(report)));
    }

    private static String head(MonthReport report) {
        String host = Stream.of(
                        report.sponsor()
                                .map(each -> "Hosted by " + Html.link(each.url(), each.name()))
                                .orElse(""),
                        Html.text(report.place()))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        return "<h1>%s</h1>\n".formatted(Html.text(ReportWords.title(report)))
                + (host.isEmpty() ? "" : "<p class=\"faint\">" + host + "</p>\n");
    }

    private static String facts(MonthReport report) {
        List<ReportWords.Fact> facts = ReportWords.facts(report);
        return facts.isEmpty()
                ? ""
                : "<table class=\"facts\">\n"
                        + facts.stream()
                                .map(each -> "<tr><th scope=\"row\">%s</th><td><b>%s</b> <span>%s</span></td></tr>\n"
                                        .formatted(
                                                Html.text(each.name()),
                                                Html.text(each.value()),
                                                Html.text(each.note())))
                                .collect(Collectors.joining())
                        + "</table>\n";
    }

    private static String outages(MonthReport report) {
        List<String> lines = ReportWords.outages(report);
        return lines.isEmpty()
                ? ""
                : "<h2>It did not answer</h2>\n<ul>\n"
                        + lines.stream()
                                .map(each -> "<li>" + Html.text(each) + "</li>\n")
                                .collect(Collectors.joining())
                        + "</ul>\n";
    }

    private static String projects(MonthReport report) {
        List<MonthSent.Share> shares = report.shares();
        return shares.isEmpty()
                ? ""
                : "<h2>Projects</h2>\n<table>\n"
                        + shares.stream().map(each -> project(report, each)).collect(Collectors.joining())
                        + "</table>\n";
    }

    private static String project(MonthReport report, MonthSent.Share share) {
        long all = Math.max(1, report.sent().map(MonthSent::bytes).orElse(0L));
        double width = Math.min(100, 100.0 * share.bytes() / all);
        return """
                <tr><th scope="row">%s<div class="bar" style="width: %.1f%%">&#160;</div></th><td class="amount">%s</td><td class="amount">%s</td></tr>
                """.formatted(
                        Html.name(report.title(share)),
                        width,
                        Html.text(Size.words(share.bytes())),
                        Html.text(report.percent(share)));
    }

    private static String paragraphs(String kind, List<String> all) {
        return all.stream()
                .map(each -> "<p class=\"%s\">%s</p>\n".formatted(kind, Html.text(each)))
                .collect(Collectors.joining());
    }
}
