package io.micromirror.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Verdicts as a table for people, or as JSON. */
final class CheckReport {
    private static final List<String> HEAD = List.of("PROJECT", "CHECKER", "VERDICT", "REASON", "DROPS IN");

    private CheckReport() {}

    static String json(List<Verdict> verdicts) {
        return Json.writeForPeople(Map.of("verdicts", verdicts));
    }

    /** A line for each project; below it, what is not good. */
    static String table(List<Verdict> verdicts, Instant now) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        verdicts.forEach(verdict -> rows.add(List.of(
                verdict.project(),
                verdict.checker(),
                verdict.level().word(),
                verdict.reason(),
                dropsIn(verdict, now))));
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            table.append(line(rows.get(i), widths));
            if (i > 0) {
                verdicts.get(i - 1)
                        .findings()
                        .forEach(finding -> table.append("  %s %s: %s%n"
                                .formatted(finding.level().word(), finding.reason(), finding.message())));
            }
        }
        return table.toString();
    }

    private static String dropsIn(Verdict verdict, Instant now) {
        return verdict.dropsAt() == null ? "-" : Moment.words(Duration.between(now, verdict.dropsAt()));
    }

    private static String line(List<String> row, int... widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing() + System.lineSeparator();
    }
}
