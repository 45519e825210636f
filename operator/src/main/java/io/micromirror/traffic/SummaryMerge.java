package io.micromirror.traffic;

import io.micromirror.traffic.Summary.Amount;
import io.micromirror.traffic.Summary.Day;
import io.micromirror.traffic.Summary.FileCount;
import io.micromirror.traffic.Summary.KeyCount;
import io.micromirror.traffic.Summary.Missing;
import io.micromirror.traffic.Summary.ProjectDay;
import io.micromirror.traffic.Summary.Stored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/**
 * Summaries of many days and nodes as one, in memory that grows with days and keys, not with lines. Counters add up; the
 * distinct files of a project's day come from its sketches; of a key's distinct files the largest number is kept, because
 * nodes and days share them; of the heaviest files more than enough are kept on the way.
 */
public final class SummaryMerge {
    private static final int SKETCH_BITS = 11;
    private static final int TOP = 500;
    private static final int KEPT = 8 * TOP;

    private final SortedMap<LocalDate, Day> days = new TreeMap<>();
    private final Map<Key, Stored> stored = new TreeMap<>();
    private Map<String, FileCount> files = new HashMap<>();
    private Map<String, Missing> missing = new HashMap<>();
    private long lines;
    private long unread;
    private long error;
    private long missingError;

    /** Takes in one more. */
    public void add(Summary summary) {
        lines += summary.lines();
        unread += summary.unread();
        error += summary.error();
        missingError += summary.missingError();
        summary.days().forEach((day, counts) -> days.merge(day, counts, SummaryMerge::sum));
        summary.stored()
                .forEach(one -> stored.merge(
                        one.key(),
                        one,
                        (left, right) -> new Stored(
                                left.key(),
                                Math.max(left.files(), right.files()),
                                Math.max(left.bytes(), right.bytes()))));
        summary.files().forEach(file -> files.merge(file.path(), file, SummaryMerge::sum));
        summary.missing()
                .forEach(one -> missing.merge(
                        one.path(),
                        one,
                        (left, right) -> new Missing(left.path(), left.project(), left.requests() + right.requests())));
        if (files.size() > KEPT) {
            files = cut(files, Comparator.comparingLong(FileCount::bytes).reversed());
        }
        if (missing.size() > KEPT) {
            missing = cut(missing, Comparator.comparingLong(Missing::requests).reversed());
        }
    }

    /** Everything that was taken in. */
    public Summary merged() {
        return new Summary(
                "",
                lines,
                unread,
                error,
                missingError,
                days,
                List.copyOf(stored.values()),
                files.values().stream()
                        .sorted(Comparator.comparingLong(FileCount::bytes)
                                .reversed()
                                .thenComparing(FileCount::path))
                        .limit(TOP)
                        .toList(),
                missing.values().stream()
                        .sorted(Comparator.comparingLong(Missing::requests)
                                .reversed()
                                .thenComparing(Missing::path))
                        .limit(TOP)
                        .toList(),
                List.of());
    }

    private static <T> Map<String, T> cut(Map<String, T> all, Comparator<T> order) {
        Map<String, T> kept = new HashMap<>();
        all.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(order))
                .limit(KEPT / 2)
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return kept;
    }

    private static FileCount sum(FileCount left, FileCount right) {
        return new FileCount(
                left.path(),
                left.key(),
                left.requests() + right.requests(),
                left.bytes() + right.bytes(),
                Math.max(left.size(), right.size()));
    }

    private static Day sum(Day left, Day right) {
        Map<Key, KeyCount> keys = new TreeMap<>();
        left.keys().forEach(count -> keys.put(count.key(), count));
        right.keys().forEach(count -> keys.merge(count.key(), count, SummaryMerge::sum));
        Map<String, ProjectDay> projects = new TreeMap<>(left.projects());
        right.projects().forEach((name, day) -> projects.merge(name, day, SummaryMerge::sum));
        return new Day(List.copyOf(keys.values()), projects, sum(left.rates(), right.rates()));
    }

    private static KeyCount sum(KeyCount left, KeyCount right) {
        return new KeyCount(
                left.key(),
                left.requests() + right.requests(),
                left.bytes() + right.bytes(),
                left.requests6() + right.requests6(),
                left.bytes6() + right.bytes6(),
                Math.max(left.files(), right.files()),
                Math.max(left.stored(), right.stored()));
    }

    private static ProjectDay sum(ProjectDay left, ProjectDay right) {
        Map<String, Amount> clients = new TreeMap<>(left.clients());
        right.clients().forEach((client, amount) -> clients.merge(client, amount, Amount::plus));
        return new ProjectDay(
                sum(left.hours(), right.hours()),
                sum(left.answers(), right.answers()),
                clients,
                union(left.distinct(), right.distinct()));
    }

    private static List<Long> sum(List<Long> left, List<Long> right) {
        List<Long> sum = new ArrayList<>();
        IntStream.range(0, Math.max(left.size(), right.size()))
                .forEach(i -> sum.add((i < left.size() ? left.get(i) : 0) + (i < right.size() ? right.get(i) : 0)));
        return sum;
    }

    private static String union(String left, String right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        HllUnion union = new HllUnion(SKETCH_BITS);
        union.update(HllSketch.heapify(Base64.getDecoder().decode(left)));
        union.update(HllSketch.heapify(Base64.getDecoder().decode(right)));
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(union.getResult(TgtHllType.HLL_4).toCompactByteArray());
    }
}
