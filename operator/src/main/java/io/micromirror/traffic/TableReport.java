package io.micromirror.traffic;

import io.micromirror.traffic.Report.Row;
import java.util.List;
import java.util.Locale;

/** A {@link Report} as text for a terminal. */
final class TableReport {
    private static final int TOP = 15;
    private static final String LINE = "%-34s %10s %10s %7s %6s %9s %10s %8s%n";

    private final StringBuilder text = new StringBuilder();
    private final Report report;

    private TableReport(Report report) {
        this.report = report;
    }

    static String render(Report report) {
        return new TableReport(report).text();
    }

    private String text() {
        add(
                "%s to %s: %s sent in %s requests, %s over IPv6, 95th percentile %s%n",
                report.first(),
                report.last(),
                Amounts.bytes(report.total().bytes()),
                Amounts.count(report.total().requests()),
                Amounts.percent(report.total().ipv6()),
                Amounts.bits(report.peakRate()));
        add("%s lines, of which %s could not be read%n", Amounts.count(report.lines()), Amounts.count(report.unread()));
        if (report.error() > 0) {
            add("only the heaviest files were kept: a file's bytes may be %s too low%n", Amounts.bytes(report.error()));
        }
        rows("PROJECT", report.projects());
        rows("RELEASE", report.releases());
        rows("FILE TYPE", report.types());
        curve();
        add("%n%-34s %10s %10s%n", "CLIENT", "REQUESTS", "SENT");
        report.clients()
                .forEach((client, amount) -> add(
                        "%-34s %10s %10s%n", client, Amounts.count(amount.requests()), Amounts.bytes(amount.bytes())));
        changes("HOTTER", report.hotter());
        changes("COOLER", report.cooler());
        add("%n%-80s %10s %10s%n", "FILE", "REQUESTS", "SENT");
        report.files().stream()
                .limit(TOP)
                .forEach(file -> add(
                        "%-80s %10s %10s%n", file.path(), Amounts.count(file.requests()), Amounts.bytes(file.bytes())));
        add("%n%-80s %10s%n", "NOT HERE (404)", "REQUESTS");
        report.missing().stream()
                .limit(TOP)
                .forEach(one -> add("%-80s %10s%n", one.path(), Amounts.count(one.requests())));
        return text.toString();
    }

    private void rows(String title, List<Row> rows) {
        text.append('\n');
        add(LINE, title, "REQUESTS", "SENT", "SHARE", "IPV6", "FILES", "STORED", "DENSITY");
        rows.stream()
                .limit(TOP)
                .forEach(row -> add(
                        LINE,
                        row.name(),
                        Amounts.count(row.requests()),
                        Amounts.bytes(row.bytes()),
                        Amounts.percent(row.share()),
                        Math.round(100 * row.ipv6()) + " %",
                        Amounts.count(row.files()),
                        Amounts.bytes(row.stored()),
                        String.format(Locale.ROOT, "%.3g", row.density())));
    }

    private void curve() {
        add("%n%-34s %s%n", "SHARE OF TRAFFIC", "SMALLEST SIZE THAT HAS IT, BY FILE");
        for (double share : new double[] {0.25, 0.5, 2.0 / 3, 0.75, 0.9}) {
            add(
                    "%-34s %s%n",
                    Amounts.percent(share),
                    Amounts.bytes(WorkingSet.sizeOf(report.curves().get("file"), share)));
        }
    }

    private void changes(String title, List<Report.Change> changes) {
        if (!changes.isEmpty()) {
            add("%n%-34s %12s %12s%n", title, "BEFORE/DAY", "AFTER/DAY");
            changes.forEach(change -> add(
                    "%-34s %12s %12s%n", change.name(), Amounts.bytes(change.before()), Amounts.bytes(change.after())));
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library of its own
    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
