package io.micromirror.traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/**
 * The account of a log: what its threads share, and the counters that they handed in. One for as many logs as are to be
 * summed up together.
 */
final class Account {
    /** Standard error of distinct files by day and project where summaries are merged: 2.3 %. */
    private static final int SKETCH_BITS = 11;

    /** Of paths that are not here; scanners ask for ever new ones. */
    private static final int MOST_MISSING = 1 << 12;

    final Attribution attribution;
    final Keys keys = new Keys();
    final FileTable files;
    final FileTable missing = new FileTable(MOST_MISSING);
    private final boolean exact;
    private final Map<Long, HllSketch> distinct = new ConcurrentHashMap<>();
    private final Map<Integer, DayCounts> days = new TreeMap<>();
    private long lines;
    private long unread;

    /** @param most files to keep, {@link Integer#MAX_VALUE} for all of them */
    Account(Attribution attribution, int most) {
        this.attribution = attribution;
        this.files = new FileTable(most);
        this.exact = most == Integer.MAX_VALUE;
    }

    /** Remembers that a file was asked for on a day, for who merges summaries of many days and nodes. */
    void sight(int day, int project, long hash) {
        HllSketch sketch =
                distinct.computeIfAbsent((long) day << 32 | project, _ -> new HllSketch(SKETCH_BITS, TgtHllType.HLL_8));
        synchronized (sketch) {
            sketch.update(hash);
        }
    }

    /** Takes over what a thread counted; it begins anew. */
    synchronized void hand(Map<Integer, DayCounts> counted, long moreLines, long moreUnread) {
        counted.forEach(
                (day, counts) -> days.computeIfAbsent(day, _ -> new DayCounts()).addAll(counts));
        lines += moreLines;
        unread += moreUnread;
    }

    synchronized void unread(long more) {
        lines += more;
        unread += more;
    }

    synchronized long lines() {
        return lines;
    }

    synchronized long unreadLines() {
        return unread;
    }

    synchronized Map<Integer, DayCounts> days() {
        return days;
    }

    HllSketch distinct(int day, int project) {
        return distinct.get((long) day << 32 | project);
    }

    /** Whether every file was kept. */
    boolean exact() {
        return exact || files.error() == 0;
    }
}
