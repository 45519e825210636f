package io.micromirror.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the days' summaries tell of this calendar month and the two before it: amounts alone, a few kilobytes a day, so that
 * a finished month can be reported on for two more.
 */
final class Past {
    private static final int MONTHS_BEFORE = 2;

    private final SortedMap<LocalDate, long[]> rates = new TreeMap<>();
    private final SortedMap<LocalDate, Map<String, Long>> projects = new TreeMap<>();

    Past() {}

    /** A copy, which may become more without its model. */
    Past(Past of) {
        rates.putAll(of.rates);
        of.projects.forEach((day, bytes) -> projects.put(day, new HashMap<>(bytes)));
    }

    /** The first day of which anything is wanted; never later than what {@link Month} wants. */
    static LocalDate first(Instant now) {
        return month(now).minusMonths(MONTHS_BEFORE).atDay(1);
    }

    void add(Summary summary) {
        summary.days().forEach((day, counts) -> {
            add(day, counts.rates());
            counts.keys().forEach(count -> add(day, count.key().project(), count.bytes()));
        });
    }

    void add(DayFile file) {
        file.days().forEach((day, counts) -> {
            add(day, counts.rates());
            counts.keys().forEach(count -> add(day, count.key().project(), count.bytes()));
        });
    }

    private void add(LocalDate day, List<Long> bytes) {
        rates.merge(day, bytes.stream().mapToLong(Long::longValue).toArray(), DayCounts::sum);
    }

    private void add(LocalDate day, String project, long bytes) {
        projects.computeIfAbsent(day, _ -> new HashMap<>()).merge(project.intern(), bytes, Long::sum);
    }

    Sent sent(Instant now) {
        List<CalendarMonth> months = new ArrayList<>();
        Optional<Instant> begin = Rates.firstBusy(rates, Instant.MIN);
        for (int before = MONTHS_BEFORE; before >= 0 && begin.isPresent(); before--) {
            YearMonth month = month(now).minusMonths(before);
            Instant since = later(start(month), begin.get());
            Instant end = start(month.plusMonths(1));
            Instant until = end.isBefore(now) ? end : now;
            if (since.isBefore(until)) {
                months.add(sent(month, since, until));
            }
        }
        return new Sent(Month.of(rates, now), months);
    }

    private CalendarMonth sent(YearMonth month, Instant since, Instant until) {
        Map<String, Long> sum = new TreeMap<>();
        projects.subMap(month.atDay(1), month.plusMonths(1).atDay(1))
                .values()
                .forEach(day -> day.forEach((project, bytes) -> sum.merge(project, bytes, Long::sum)));
        return new CalendarMonth(
                month.toString(),
                since,
                until,
                sum.values().stream().mapToLong(Long::longValue).sum(),
                Rates.between(rates, since, until).rate95(),
                sum);
    }

    private static YearMonth month(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
