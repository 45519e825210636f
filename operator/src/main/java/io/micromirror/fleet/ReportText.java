package io.micromirror.fleet;

import io.micromirror.sync.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link MonthReport} as plain text, in lines that a mail may have. Pure. */
final class ReportText {
    private static final int WIDTH = 72;
    private static final int LONGEST_TITLE = 44;

    private ReportText() {}

    static String render(MonthReport report) {
        return Stream.of(head(report), facts(report), outages(report), projects(report), notes(report))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String head(MonthReport report) {
        String title = ReportWords.title(report);
        String host = Stream.of(
                        report.sponsor().map(each -> "Hosted by " + each.name()).orElse(""), report.place())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        return title + "\n" + "=".repeat(Math.min(WIDTH, title.length())) + "\n"
                + (host.isEmpty() ? "" : wrapped(host));
    }

    private static String facts(MonthReport report) {
        List<ReportWords.Fact> facts = ReportWords.facts(report);
        int names = facts.stream().mapToInt(each -> each.name().length()).max().orElse(0);
        return facts.stream()
                .map(each -> padded(each.name(), names) + "   " + each.value() + "\n"
                        + (each.note().isEmpty() ? "" : " ".repeat(names + 3) + each.note() + "\n"))
                .collect(Collectors.joining());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String outages(MonthReport report) {
        List<String> lines = ReportWords.outages(report);
        return lines.isEmpty() ? "" : "It did not answer\n" + listed(lines);
    }

    private static String projects(MonthReport report) {
        List<MonthSent.Share> shares = report.shares();
        if (shares.isEmpty()) {
            return "";
        }
        List<List<String>> rows = shares.stream()
                .map(share -> List.of(cut(report.title(share)), Size.words(share.bytes()), report.percent(share)))
                .toList();
        int[] widths = new int[3];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return "Projects\n"
                + rows.stream()
                        .map(row -> "  " + padded(row.get(0), widths[0]) + "   "
                                + " ".repeat(widths[1] - row.get(1).length()) + row.get(1) + "   "
                                + " ".repeat(widths[2] - row.get(2).length()) + row.get(2) + "\n")
                        .collect(Collectors.joining());
    }

    /** With room for the figures behind it. */
    private static String cut(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
    }

    private static String notes(MonthReport report) {
        List<String> all = new ArrayList<>(report.remarks());
        all.addAll(ReportWords.method(report));
        return all.stream().map(ReportText::wrapped).collect(Collectors.joining("\n"));
    }

    private static String listed(List<String> lines) {
        return lines.stream().map(each -> "  " + each + "\n").collect(Collectors.joining());
    }

    /** At spaces; a word that is longer has a line of its own. */
    private static String wrapped(String paragraph) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String word : paragraph.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? "" : " ").append(word);
            column += (column == 0 ? 0 : 1) + word.length();
        }
        return text.append('\n').toString();
    }
}
