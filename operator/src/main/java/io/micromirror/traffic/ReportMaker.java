package io.micromirror.traffic;

import io.micromirror.traffic.Report.Change;
import io.micromirror.traffic.Report.Dated;
import io.micromirror.traffic.Report.Row;
import io.micromirror.traffic.Summary.Amount;
import io.micromirror.traffic.Summary.CurvePoint;
import io.micromirror.traffic.Summary.Day;
import io.micromirror.traffic.Summary.KeyCount;
import io.micromirror.traffic.Summary.ProjectDay;
import io.micromirror.traffic.Summary.Stored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes a {@link Report} of a {@link Summary}; pure. */
final class ReportMaker {
    private static final int MOST_CHANGES = 10;
    private static final long SECONDS_OF_RATE = 60L * DayCounts.MINUTES_OF_RATE;

    private final Summary summary;
    private final List<Dated> counts;
    private final long bytes;
    private final int days;

    ReportMaker(Summary summary) {
        this.summary = summary;
        this.counts = Dated.all(summary.days());
        this.bytes = Math.max(1, summary.bytes());
        this.days = Math.max(1, summary.days().size());
    }

    Report report() {
        boolean empty = summary.days().isEmpty();
        List<Row> projects = rows(Key::project);
        Map<String, List<CurvePoint>> curves = new LinkedHashMap<>();
        curves.put("file", summary.curve());
        curves.put("release", curve(rows(ReportMaker::part)));
        curves.put("project", curve(projects));
        List<Change> changes = changes();
        return new Report(
                empty ? LocalDate.EPOCH : summary.days().firstKey(),
                empty ? LocalDate.EPOCH : summary.days().lastKey(),
                summary.lines(),
                summary.unread(),
                summary.error(),
                rows(_ -> "all").stream().findFirst().orElse(new Row("all", 0, 0, 0, 0, 0, 0, 0)),
                projects,
                rows(ReportMaker::release),
                rows(Key::type),
                clients(),
                byDay(),
                perProject(ProjectDay::hours),
                perProject(ProjectDay::answers),
                peakRate(),
                changes.stream()
                        .filter(change -> change.after() > change.before())
                        .limit(MOST_CHANGES)
                        .toList(),
                changes.reversed().stream()
                        .filter(change -> change.after() < change.before())
                        .limit(MOST_CHANGES)
                        .toList(),
                curves,
                summary.files(),
                summary.missing());
    }

    private static String release(Key key) {
        return key.release().equals(Key.NONE) ? key.project() : key.project() + " " + key.release();
    }

    private static String part(Key key) {
        return key.architecture().equals(Key.NONE) ? release(key) : release(key) + " " + key.architecture();
    }

    private List<Row> rows(Function<Key, String> name) {
        Map<String, List<KeyCount>> groups =
                counts.stream().map(Dated::count).collect(Collectors.groupingBy(count -> name.apply(count.key())));
        Map<String, List<Stored>> stored =
                summary.stored().stream().collect(Collectors.groupingBy(one -> name.apply(one.key())));
        return groups.entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue(), stored.getOrDefault(group.getKey(), List.of())))
                .sorted(Comparator.comparingLong(Row::bytes).reversed().thenComparing(Row::name))
                .toList();
    }

    private Row row(String name, List<KeyCount> group, List<Stored> stored) {
        long sent = group.stream().mapToLong(KeyCount::bytes).sum();
        long size = stored.stream().mapToLong(Stored::bytes).sum();
        return new Row(
                name,
                group.stream().mapToLong(KeyCount::requests).sum(),
                sent,
                (double) sent / bytes,
                (double) group.stream().mapToLong(KeyCount::bytes6).sum() / Math.max(1, sent),
                stored.stream().mapToLong(Stored::files).sum(),
                size,
                size == 0 ? 0 : (double) sent / days / size);
    }

    private static List<CurvePoint> curve(List<Row> rows) {
        List<CurvePoint> points = new ArrayList<>(List.of(new CurvePoint(0, 0, 0)));
        rows.stream()
                .sorted(Comparator.comparingDouble(Row::density).reversed())
                .forEach(row -> {
                    CurvePoint last = points.getLast();
                    points.add(new CurvePoint(
                            last.files() + row.files(), last.size() + row.stored(), last.bytes() + row.bytes()));
                });
        return points;
    }

    private Map<String, Amount> clients() {
        Map<String, Amount> sums = new TreeMap<>();
        projectDays()
                .forEach(day -> day.clients().forEach((client, amount) -> sums.merge(client, amount, Amount::plus)));
        Map<String, Amount> sorted = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingLong(Amount::bytes).reversed()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private Collection<ProjectDay> projectDays() {
        return summary.days().values().stream()
                .flatMap(day -> day.projects().values().stream())
                .toList();
    }

    private SortedMap<LocalDate, Map<String, Long>> byDay() {
        SortedMap<LocalDate, Map<String, Long>> byDay = new TreeMap<>();
        counts.forEach(dated -> byDay.computeIfAbsent(dated.day(), _ -> new TreeMap<>())
                .merge(dated.count().key().project(), dated.count().bytes(), Long::sum));
        return byDay;
    }

    private List<Long> perProject(Function<ProjectDay, List<Long>> numbers) {
        List<List<Long>> all = projectDays().stream().map(numbers).toList();
        int size = all.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, size)
                .mapToObj(i -> all.stream().mapToLong(one -> one.get(i)).sum())
                .toList();
    }

    /** As networks bill it: of all five minutes the one that only a twentieth exceed. */
    private long peakRate() {
        List<Long> rates = new ArrayList<>();
        summary.days().values().stream().map(Day::rates).forEach(rates::addAll);
        if (rates.isEmpty()) {
            return 0;
        }
        Collections.sort(rates);
        return rates.get((int) Math.ceil(rates.size() * 0.95) - 1) * Byte.SIZE / SECONDS_OF_RATE;
    }

    /** From the most grown to the most fallen; of one day there are none. */
    private List<Change> changes() {
        if (summary.days().size() < 2) {
            return List.of();
        }
        LocalDate first = summary.days().firstKey();
        LocalDate middle = first.plusDays((summary.days().lastKey().toEpochDay() - first.toEpochDay() + 1) / 2);
        Map<String, long[]> sums = new HashMap<>();
        counts.forEach(dated -> sums.computeIfAbsent(release(dated.count().key()), _ -> new long[2])[
                        dated.day().isBefore(middle) ? 0 : 1] +=
                dated.count().bytes());
        long before = Math.max(1, summary.days().headMap(middle).size());
        long after = Math.max(1, summary.days().tailMap(middle).size());
        return sums.entrySet().stream()
                .map(entry -> new Change(entry.getKey(), entry.getValue()[0] / before, entry.getValue()[1] / after))
                .sorted(Comparator.comparingLong((Change change) -> change.after() - change.before())
                        .reversed()
                        .thenComparing(Change::name))
                .toList();
    }
}
