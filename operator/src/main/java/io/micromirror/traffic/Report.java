package io.micromirror.traffic;

import io.micromirror.traffic.Summary.Amount;
import io.micromirror.traffic.Summary.CurvePoint;
import io.micromirror.traffic.Summary.Day;
import io.micromirror.traffic.Summary.FileCount;
import io.micromirror.traffic.Summary.KeyCount;
import io.micromirror.traffic.Summary.Missing;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A {@link Summary} as people ask for it: what every output (table, page, CSV, JSON) is rendered from.
 *
 * @param total of everything
 * @param projects by bytes, the most first
 * @param releases of projects, by bytes
 * @param types of files, by bytes
 * @param clients by bytes
 * @param days bytes by day and project
 * @param hours bytes by hour of the day
 * @param answers requests answered 2xx, 3xx, 404, other 4xx, 5xx
 * @param peakRate the 95th percentile of five-minute rates, in bits per second
 * @param hotter parts whose traffic grew most from the first half of the days to the second
 * @param cooler those whose traffic fell most
 * @param curves by file, release and project: size and traffic, the densest first
 */
record Report(
        LocalDate first,
        LocalDate last,
        long lines,
        long unread,
        long error,
        Row total,
        List<Row> projects,
        List<Row> releases,
        List<Row> types,
        Map<String, Amount> clients,
        SortedMap<LocalDate, Map<String, Long>> days,
        List<Long> hours,
        List<Long> answers,
        long peakRate,
        List<Change> hotter,
        List<Change> cooler,
        Map<String, List<CurvePoint>> curves,
        List<FileCount> files,
        List<Missing> missing) {

    /**
     * One line of a table.
     *
     * @param stored bytes on disk of what was asked for
     * @param density bytes sent a day for each byte stored
     */
    record Row(
            String name,
            long requests,
            long bytes,
            double share,
            double ipv6,
            long files,
            long stored,
            double density) {}

    /** Bytes a day, before and after. */
    record Change(String name, long before, long after) {}

    static Report of(Summary summary) {
        return new ReportMaker(summary).report();
    }

    /** All counts of a summary with their day. */
    record Dated(LocalDate day, KeyCount count) {
        static List<Dated> all(SortedMap<LocalDate, Day> days) {
            return days.entrySet().stream()
                    .flatMap(entry -> entry.getValue().keys().stream().map(count -> new Dated(entry.getKey(), count)))
                    .toList();
        }
    }
}
