package io.micromirror.traffic;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of a log: counters by day and key, the heaviest files, what was missed. Of a day of one node it is some ten
 * kilobytes when packed, whatever the number of lines; two of them make one by {@link SummaryMerge}. Holds no client's
 * address. An unknown field is ignored and a missing one empty, because these files outlive versions.
 *
 * @param node whose log it was; empty where nobody said
 * @param lines of the log
 * @param unread of these, what was no line of a known format
 * @param error by how many bytes a file's count may be too low, and a file be missing; 0 if all were kept
 * @param days in the log's own zone
 * @param stored what was asked for in all of the time, by key
 * @param files the heaviest ones
 * @param missing what was asked for and not there, most often first; {@code requests} may lack {@code missingError}
 * @param curve share of traffic against size, by file
 */
public record Summary(
        String node,
        long lines,
        long unread,
        long error,
        long missingError,
        SortedMap<LocalDate, Day> days,
        List<Stored> stored,
        List<FileCount> files,
        List<Missing> missing,
        List<CurvePoint> curve) {
    public Summary {
        node = node == null ? "" : node;
        days = days == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(days));
        stored = stored == null ? List.of() : List.copyOf(stored);
        files = files == null ? List.of() : List.copyOf(files);
        missing = missing == null ? List.of() : List.copyOf(missing);
        curve = curve == null ? List.of() : List.copyOf(curve);
    }

    /**
     * One day.
     *
     * @param rates bytes in each five minutes of it
     */
    public record Day(List<KeyCount> keys, Map<String, ProjectDay> projects, List<Long> rates) {
        public Day {
            keys = keys == null ? List.of() : List.copyOf(keys);
            projects = projects == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(projects));
            rates = rates == null ? List.of() : List.copyOf(rates);
        }
    }

    /**
     * A day's traffic of one key; {@code files} and {@code stored} are the distinct ones and their sizes, the 6 marks
     * IPv6.
     */
    public record KeyCount(Key key, long requests, long bytes, long requests6, long bytes6, long files, long stored) {}

    /**
     * A day's traffic of one project.
     *
     * @param hours bytes in each hour
     * @param answers requests answered 2xx, 3xx, 404, other 4xx, 5xx
     * @param clients by {@link Client}
     * @param distinct the files as a HyperLogLog sketch of DataSketches, in base64; standard error 2.3 %
     */
    public record ProjectDay(List<Long> hours, List<Long> answers, Map<String, Amount> clients, String distinct) {}

    /** Requests and what they sent. */
    public record Amount(long requests, long bytes) {
        Amount plus(Amount other) {
            return new Amount(requests + other.requests, bytes + other.bytes);
        }
    }

    /** Distinct files and their sizes as far as the answers tell. */
    public record Stored(Key key, long files, long bytes) {}

    /** One file's traffic. */
    public record FileCount(String path, Key key, long requests, long bytes, long size) {}

    /** A path that was asked for in vain. */
    public record Missing(String path, String project, long requests) {}

    /** The densest files up to here: how many, of what size, with what traffic. */
    public record CurvePoint(long files, long size, long bytes) {}

    /** Of no log at all. */
    static Summary nothing() {
        return new Summary(null, 0, 0, 0, 0, null, null, null, null, null);
    }

    /** This and another one as one. */
    Summary plus(Summary other) {
        SummaryMerge merge = new SummaryMerge();
        merge.add(this);
        merge.add(other);
        return merge.merged();
    }

    /** All bytes sent. */
    public long bytes() {
        return days.values().stream()
                .map(Day::keys)
                .flatMap(Collection::stream)
                .mapToLong(KeyCount::bytes)
                .sum();
    }
}
