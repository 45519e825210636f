package io.micromirror.fleet;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mirror's month for who hosts it. All of it comes from the public {@code status.json} of the boxes: what was sent from the
 * mirror's own, how long it could be reached from those of the mirrors that watch it; so it needs the folder of sites and
 * nothing else, on any machine. A box tells of this month and the two before, and of what it watches for 62 days. Pure.
 *
 * @param remarks a sentence for what is not known or not whole
 */
record MonthReport(
        Report report, YearMonth month, Optional<MonthSent> sent, Optional<Uptime> uptime, List<String> remarks) {
    static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Less of a month than that is told of, because restarts take a minute here and there. */
    private static final double WATCHED = 0.99;

    MonthReport {
        remarks = List.copyOf(remarks);
    }

    /** Of each mirror, in their order. */
    static List<MonthReport> of(List<Report> reports, YearMonth month, Instant now) {
        Map<String, Map<String, Watched>> seen = new TreeMap<>();
        for (Report each : reports) {
            Watched.of(status(each).path("observed"))
                    .forEach((mirror, watched) -> seen.computeIfAbsent(mirror, _ -> new TreeMap<>())
                            .put(each.member().name(), watched));
        }
        return reports.stream()
                .map(each -> of(each, month, seen.getOrDefault(each.member().name(), Map.of()), now))
                .toList();
    }

    private static MonthReport of(Report report, YearMonth month, Map<String, Watched> seen, Instant now) {
        Instant begin = start(month);
        Instant end = start(month.plusMonths(1));
        Instant until = end.isBefore(now) ? end : now;
        Optional<MonthSent> sent = MonthSent.of(status(report), month);
        Optional<Uptime> uptime = Optional.of(Uptime.of(begin, until, seen))
                .filter(each -> each.all().known() > 0);
        List<String> remarks = new ArrayList<>();
        if (until.isBefore(end)) {
            remarks.add("The month is not over: this is how it stood on " + DAY.format(until) + ".");
        }
        remarks.addAll(unsent(report, sent, month));
        remarks.addAll(unseen(uptime, Duration.between(begin, until), month));
        return new MonthReport(report, month, sent, uptime, remarks);
    }

    private static List<String> unsent(Report report, Optional<MonthSent> sent, YearMonth month) {
        if (sent.isPresent()) {
            return sent.get().since().isAfter(start(month))
                    ? List.of("Counting began on " + DAY.format(sent.get().since())
                            + "; what was sent before that is not in here.")
                    : List.of();
        }
        return switch (report.answer()) {
            case Answer.Silent(String why) ->
                List.of("What it sent is not known: "
                        + (why.startsWith("its ") ? "" : "when this was written, the mirror ")
                        + why
                        + ".");
            case Answer.Told _ ->
                List.of("What it sent is not known: its status.json does not tell of " + MONTH.format(month) + ".");
        };
    }

    private static List<String> unseen(Optional<Uptime> uptime, Duration length, YearMonth month) {
        if (uptime.isEmpty()) {
            return List.of("How long it could be reached is not known: no mirror that watches it told of "
                    + MONTH.format(month) + ".");
        }
        double share = uptime.get().all().known() / (double) Math.max(1, length.toMinutes());
        return share >= WATCHED
                ? List.of()
                : List.of("Nobody could tell whether it was there for %.1f %% of the time, which is left out."
                        .formatted(100 * (1 - share)));
    }

    private static JsonNode status(Report report) {
        try {
            return report.answer() instanceof Answer.Told told
                    ? JSON.readTree(told.words())
                    : MissingNode.getInstance();
        } catch (JacksonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    String hostname() {
        return report.member().root().getHost();
    }

    /** Whether all that belongs into it is known. */
    boolean isWhole() {
        return sent.isPresent() && uptime.isPresent();
    }

    Optional<Member.Sponsor> sponsor() {
        return FleetPage.sponsor(report);
    }

    /** Where it stands; empty where that is not known. */
    String place() {
        return FleetPage.place(report)
                .map(at -> Stream.of(at.city(), at.region(), at.country())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", ")))
                .orElse("");
    }

    /** What each project sent, the largest first. */
    List<MonthSent.Share> shares() {
        return sent.map(MonthSent::shares).orElse(List.of());
    }

    /** A project as people call it. */
    String title(MonthSent.Share share) {
        return share.project().equals("-")
                ? "Other files"
                : report.overview().stream()
                        .flatMap(told -> told.projects().stream())
                        .filter(project -> project.name().equals(share.project()))
                        .map(Overview.Project::title)
                        .findFirst()
                        .orElse(share.project());
    }

    /** Of all that was sent. */
    String percent(MonthSent.Share share) {
        double part =
                100.0 * share.bytes() / Math.max(1, sent.map(MonthSent::bytes).orElse(0L));
        return part < 0.1 ? "< 0.1 %" : part < 10 ? "%.1f %%".formatted(part) : "%.0f %%".formatted(part);
    }
}
