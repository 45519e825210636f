package io.micromirror.fleet;

import io.micromirror.sync.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet for a terminal: a line for each mirror, below it what is wrong, at the end all of them in one sentence. */
final class StatusTable {
    private static final List<String> HEAD =
            List.of("MIRROR", "STATE", "PROJECTS", "CHECKERS SAY", "OLDEST SYNC", "FREE", "SENT IN 30 DAYS");

    private static final int STATE = 1;
    private static final int NOTES = 3;
    private static final String UNKNOWN = "-";

    private StatusTable() {}

    static String render(List<Report> reports, Instant now, boolean colours) {
        List<List<String>> rows =
                reports.stream().map(report -> cells(report, now)).toList();
        int[] widths = new int[HEAD.size()];
        Stream.concat(Stream.of(HEAD), rows.stream())
                .forEach(row -> Arrays.setAll(
                        widths, i -> Math.max(widths[i], row.get(i).length())));
        StringBuilder table = new StringBuilder(line(HEAD, widths, "")).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            table.append(line(
                            rows.get(i), widths, colours ? colour(reports.get(i).state()) : ""))
                    .append('\n');
            notes(reports.get(i))
                    .forEach(note -> table.append("  ").append(note).append('\n'));
        }
        return table.append(summary(reports)).append('\n').toString();
    }

    private static List<String> cells(Report report, Instant now) {
        String name = Objects.requireNonNullElse(Plain.words(report.member().name()), UNKNOWN);
        return report.overview()
                .map(told -> List.of(
                        name,
                        report.state().name(),
                        projects(report.member(), told),
                        checkers(told),
                        told.projects().stream()
                                .map(Overview.Project::succeeded)
                                .filter(Objects::nonNull)
                                .min(Instant::compareTo)
                                .map(oldest -> Plain.span(Duration.between(oldest, now)))
                                .orElse(UNKNOWN),
                        told.space() == null ? UNKNOWN : Size.words(told.space().free()),
                        told.sent() == null ? UNKNOWN : Size.words(told.sent().bytes())))
                .orElseGet(() -> List.of(name, report.state().name(), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN));
    }

    private static String projects(Member member, Overview told) {
        long published = told.projects().stream()
                .filter(project -> project.published() != null)
                .count();
        long all = Stream.concat(
                        member.projects().stream(), told.projects().stream().map(Overview.Project::name))
                .distinct()
                .count();
        return published == all ? Long.toString(all) : published + " of " + all;
    }

    /** Such as {@code 1 DROPPED, 6 OK}. */
    private static String checkers(Overview told) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        for (String level : List.of("DROPPED", "PARTIAL", "LAGGING", "UNKNOWN", "OK")) {
            levels.put(level, 0);
        }
        told.projects().stream()
                .filter(project -> project.verdict() != null)
                .forEach(project -> levels.computeIfPresent(project.verdict().level(), (_, count) -> count + 1));
        String words = levels.entrySet().stream()
                .filter(level -> level.getValue() > 0)
                .map(level -> level.getValue() + " " + level.getKey())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? UNKNOWN : words;
    }

    private static List<String> notes(Report report) {
        List<String> notes = new ArrayList<>(
                report.notes().subList(0, Math.min(NOTES, report.notes().size())));
        if (report.notes().size() > NOTES) {
            notes.add("and " + (report.notes().size() - NOTES) + " more; see "
                    + report.member().status());
        }
        return notes;
    }

    static String summary(List<Report> reports) {
        String states = Arrays.stream(State.values())
                .map(state -> Map.entry(
                        state,
                        reports.stream()
                                .filter(report -> report.state() == state)
                                .count()))
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        long sent = sent(reports);
        return "%d mirror%s%s%s."
                .formatted(
                        reports.size(),
                        reports.size() == 1 ? "" : "s",
                        states.isEmpty() ? "" : ": " + states,
                        sent == 0 ? "" : "; " + Size.words(sent) + " sent in 30 days");
    }

    static long sent(List<Report> reports) {
        return reports.stream()
                .flatMap(report -> report.overview().stream())
                .map(Overview::sent)
                .filter(Objects::nonNull)
                .mapToLong(Overview.Sent::bytes)
                .sum();
    }

    private static String line(List<String> row, int[] widths, String colour) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = i == STATE && !colour.isEmpty() ? colour + row.get(i) + "\u001b[0m" : row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String colour(State state) {
        return switch (state) {
            case OK -> "\u001b[32m";
            case TROUBLE -> "\u001b[33m";
            case DOWN -> "\u001b[31m";
        };
    }
}
