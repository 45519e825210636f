package io.micromirror.traffic;

import io.micromirror.traffic.Report.Change;
import io.micromirror.traffic.Report.Row;
import io.micromirror.traffic.Summary.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link Report} as one page that needs nothing else: its style and its plots are in it. */
final class HtmlReport {
    private static final int LAYERS = 9;
    private static final int TOP = 25;

    private final Report report;

    private HtmlReport(Report report) {
        this.report = report;
    }

    static String render(Report report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        String title = "Traffic, " + report.first() + " to " + report.last();
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body><main>
                <h1>%1$s</h1>
                """.formatted(title, Pages.style()) + headline() + byProject() + workingSet()
                + table("Projects", report.projects()) + table("Releases", report.releases())
                + table("File types", report.types()) + hours() + clients()
                + changes("Hotter", report.hotter()) + changes("Cooler", report.cooler()) + files() + missing()
                + "<footer>No client's address was kept: of each line only whether it came over IPv6.</footer>\n"
                + "</main></body>\n</html>\n";
    }

    private String headline() {
        long half = WorkingSet.sizeOf(report.curves().get("file"), 2.0 / 3);
        return "<ul class=\"facts\">"
                + fact(Amounts.bytes(report.total().bytes()), "sent")
                + fact(Amounts.count(report.total().requests()), "requests")
                + fact(Amounts.percent(report.total().ipv6()), "over IPv6")
                + fact(Amounts.bits(report.peakRate()), "95th percentile")
                + fact(Amounts.bytes(report.total().stored()), "asked for, on disk")
                + (half > 0 ? fact(Amounts.bytes(half), "of it have two thirds of the traffic") : "")
                + "</ul>\n";
    }

    private static String fact(String figure, String meaning) {
        return "<li><b>%s</b> %s</li>".formatted(figure, meaning);
    }

    private String byProject() {
        List<String> names = new ArrayList<>(
                report.projects().stream().limit(LAYERS).map(Row::name).toList());
        List<String> days =
                report.days().keySet().stream().map(Object::toString).toList();
        List<Svg.Series> layers = names.stream()
                .map(name -> series(name, day -> day.getOrDefault(name, 0L)))
                .collect(Collectors.toCollection(ArrayList::new));
        if (report.projects().size() > LAYERS) {
            layers.add(series(
                    "others",
                    day -> day.entrySet().stream()
                            .filter(entry -> !names.contains(entry.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum()));
        }
        return "<h2>Traffic by project</h2>\n"
                + Svg.layers(new Svg.Axes("Bytes a day by project", "", "B", days), layers)
                + Svg.legend(layers.stream().map(Svg.Series::name).toList());
    }

    private Svg.Series series(String name, ToLongFunction<Map<String, Long>> bytes) {
        List<Double> y = report.days().values().stream()
                .map(day -> (double) bytes.applyAsLong(day))
                .toList();
        return new Svg.Series(name, numbers(y.size()), y);
    }

    private static List<Double> numbers(int size) {
        return IntStream.range(0, size).mapToObj(i -> (double) i).toList();
    }

    private String workingSet() {
        List<Svg.Series> lines = report.curves().entrySet().stream()
                .filter(curve -> curve.getValue().size() > 1)
                .map(curve -> line("by " + curve.getKey(), curve.getValue()))
                .toList();
        return "<h2>Working set</h2>\n<p>Which share of the traffic the densest files, releases or projects have.</p>\n"
                + Svg.lines(new Svg.Axes("Share of traffic against size", "B", "%", List.of()), lines)
                + Svg.legend(lines.stream().map(Svg.Series::name).toList());
    }

    private static Svg.Series line(String name, List<CurvePoint> curve) {
        double all = Math.max(1, curve.getLast().bytes());
        return new Svg.Series(
                name,
                curve.stream().map(point -> (double) point.size()).toList(),
                curve.stream().map(point -> 100 * point.bytes() / all).toList());
    }

    private static String table(String title, List<Row> rows) {
        return section(
                title,
                "<th>Name<th>Requests<th>Sent<th>Share<th>IPv6<th>Files<th>Stored<th>Sent a day per stored byte",
                rows.stream()
                        .limit(TOP)
                        .map(row -> cells(
                                row.name(),
                                Amounts.count(row.requests()),
                                Amounts.bytes(row.bytes()),
                                Amounts.percent(row.share()),
                                Amounts.percent(row.ipv6()),
                                Amounts.count(row.files()),
                                Amounts.bytes(row.stored()),
                                String.format(Locale.ROOT, "%.3g", row.density())))
                        .toList());
    }

    private String hours() {
        List<Double> y = report.hours().stream().map(Long::doubleValue).toList();
        return "<h2>Hour of the day</h2>\n"
                + Svg.layers(
                        new Svg.Axes(
                                "Bytes by hour of the day",
                                "",
                                "B",
                                IntStream.range(0, y.size())
                                        .mapToObj("%02d:00"::formatted)
                                        .toList()),
                        List.of(new Svg.Series("all projects", numbers(y.size()), y)));
    }

    private String clients() {
        return section(
                "Clients",
                "<th>Kind<th>Requests<th>Sent",
                report.clients().entrySet().stream()
                        .map(client -> cells(
                                client.getKey(),
                                Amounts.count(client.getValue().requests()),
                                Amounts.bytes(client.getValue().bytes())))
                        .toList());
    }

    private static String changes(String title, List<Change> changes) {
        return changes.isEmpty()
                ? ""
                : section(
                        title,
                        "<th>Name<th>Before, a day<th>After, a day",
                        changes.stream()
                                .map(change -> cells(
                                        change.name(), Amounts.bytes(change.before()), Amounts.bytes(change.after())))
                                .toList());
    }

    private String files() {
        return section(
                "Files",
                "<th>Path<th>Requests<th>Sent",
                report.files().stream()
                        .limit(TOP)
                        .map(file -> cells(file.path(), Amounts.count(file.requests()), Amounts.bytes(file.bytes())))
                        .toList());
    }

    private String missing() {
        return section(
                "Asked for and not here",
                "<th>Path<th>Requests",
                report.missing().stream()
                        .limit(TOP)
                        .map(one -> cells(one.path(), Amounts.count(one.requests())))
                        .toList());
    }

    private static String section(String title, String head, List<String> rows) {
        return "<h2>%s</h2>\n<div class=\"wide\"><table><thead><tr>%s</thead><tbody>\n%s</tbody></table></div>\n"
                .formatted(title, head, String.join("", rows));
    }

    private static String cells(String... cells) {
        return List.of(cells).stream().map(Svg::escaped).collect(Collectors.joining("<td>", "<tr><td>", "\n"));
    }
}
