package io.micromirror.traffic;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What becomes of a summary: a table unless something else is asked for. */
final class TrafficOutput {
    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Option(names = "--csv", description = "Prints all counters as CSV, a row for each day and key.")
    private boolean csv;

    @Option(names = "--html", paramLabel = "OUT", description = "Writes the report as a page with plots.")
    private Path html;

    @Option(
            names = "--summary",
            paramLabel = "OUT",
            description = "Writes what 'micromirror traffic merge' and 'micromirror plan' read.")
    private Path summaryFile;

    void write(Summary summary, PrintWriter out) throws IOException {
        Report report = Report.of(summary);
        if (html != null) {
            Files.writeString(html, HtmlReport.render(report));
        }
        if (summaryFile != null) {
            try (OutputStream file = Files.newOutputStream(summaryFile)) {
                Json.pack(summary, file);
            }
        }
        if (json) {
            out.print(Json.writeForPeople(report));
        } else if (csv) {
            out.print(CsvReport.render(summary));
        } else if (html == null && summaryFile == null) {
            out.print(TableReport.render(report));
        }
        out.flush();
    }
}
