package io.micromirror.traffic;

import java.util.HashMap;
import java.util.Map;

/**
 * One thread's work on an {@link Account}: takes blocks of lines, attributes and counts each. Lines that ask for a file wait
 * until some are together: the places of their files in the table are then asked of the memory all at once, which is what
 * most of the time would be spent waiting for, one after another.
 */
final class Counting {
    private static final long NEWLINES = Words.all('\n');
    private static final int FOUND = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    /** More than a processor asks its memory for at a time, and few enough to stay in its nearest cache. */
    private static final int TOGETHER = 32;

    private final Account account;
    private final AskedPath path = new AskedPath();
    private final FileTable.Hit missed = new FileTable.Hit();
    private final LogLine[] waiting = new LogLine[TOGETHER];
    private final FileTable.Hit[] hits = new FileTable.Hit[TOGETHER];
    private int waits;
    private final Client.Memory clients = new Client.Memory();
    private final Map<String, Integer> bareKeys = new HashMap<>();
    private Map<Integer, DayCounts> days = new HashMap<>();
    private DayCounts counts;
    private int countedDay = -1;
    private int[] projects = new int[0];
    private long lines;
    private long unread;
    /** What was read ahead; only so that it is not left out as of no use. */
    long ahead;

    Counting(Account account) {
        this.account = account;
        for (int i = 0; i < TOGETHER; i++) {
            waiting[i] = new LogLine();
            hits[i] = new FileTable.Hit();
        }
    }

    /** Counts the lines of a block; the last needs no end. */
    void count(byte[] block, int length) {
        countLines(block, 0, length);
    }

    /** The same from here to there; nothing waits for the block afterwards. */
    void countLines(byte[] block, int from, int to) {
        for (int at = from; at < to; ) {
            int end = Words.find(block, at, to, NEWLINES);
            if (end > at) {
                count(block, at, end);
            }
            at = end + 1;
        }
        countWaiting();
    }

    /** Counts a line that was none of a log. */
    void unread() {
        lines++;
        unread++;
    }

    /** Gives the account what was counted so far. */
    void handOver() {
        account.hand(days, lines, unread);
        days = new HashMap<>();
        countedDay = -1;
        lines = 0;
        unread = 0;
    }

    private void count(byte[] block, int from, int to) {
        lines++;
        LogLine line = waiting[waits];
        if (!line.read(block, from, to)) {
            unread += line.talk ? 0 : 1;
        } else if (line.pathTo == line.pathFrom || !path.read(line.text, line.pathFrom, line.pathTo)) {
            count(line, bareKey(Key.NONE));
        } else if (line.status == FOUND || line.status == PARTIAL || line.status == NOT_MODIFIED) {
            aim(hits[waits], line, line.bytes);
            waits++;
            if (waits == TOGETHER || path.own) {
                countWaiting();
            }
        } else {
            int key = bareKey(account.attribution.projectOf(path.text, path.from, path.to));
            count(line, key);
            if (line.status == NOT_FOUND || line.status == GONE) {
                missing(line, key);
            }
        }
    }

    private void countWaiting() {
        for (int i = 0; i < waits; i++) {
            ahead += account.files.peek(hits[i].hash);
        }
        for (int i = 0; i < waits; i++) {
            count(waiting[i], hits[i]);
        }
        waits = 0;
    }

    private void count(LogLine line, FileTable.Hit hit) {
        if (!account.files.add(hit)) {
            hit.key = account.keys.number(account.attribution.of(hit.text, hit.from, hit.to));
            account.files.admit(hit);
        }
        count(line, hit.key);
        counts.sight(hit);
        if (hit.firstToday) {
            account.sight(line.day, projectOf(hit.key), hit.hash);
        }
    }

    private void count(LogLine line, int key) {
        if (line.day != countedDay) {
            counts = days.computeIfAbsent(line.day, _ -> new DayCounts());
            countedDay = line.day;
        }
        counts.add(line, key, projectOf(key), clients.of(line));
    }

    private void missing(LogLine line, int key) {
        aim(missed, line, 1);
        if (!account.missing.add(missed)) {
            missed.key = key;
            account.missing.admit(missed);
        }
    }

    private void aim(FileTable.Hit hit, LogLine line, long bytes) {
        hit.hash = Words.hash(path.text, path.from, path.to);
        hit.text = path.text;
        hit.from = path.from;
        hit.to = path.to;
        hit.day = line.day;
        hit.bytes = bytes;
    }

    private int bareKey(String project) {
        return bareKeys.computeIfAbsent(
                project, name -> account.keys.number(new Key(name, Key.NONE, Key.NONE, Key.NONE)));
    }

    private int projectOf(int key) {
        if (key >= projects.length) {
            int known = account.keys.size();
            projects = new int[known];
            for (int i = 0; i < known; i++) {
                projects[i] = account.keys.projectOf(i);
            }
        }
        return projects[key];
    }
}
