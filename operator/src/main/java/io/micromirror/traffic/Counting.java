package io.micromirror.traffic;

import java.util.HashMap;
import java.util.Map;

/** One thread's work on an {@link Account}: takes blocks of lines, attributes and counts each. */
final class Counting {
    private static final long NEWLINES = Words.all('\n');
    private static final int FOUND = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final Account account;
    private final LogLine line = new LogLine();
    private final AskedPath path = new AskedPath();
    private final FileTable.Hit hit = new FileTable.Hit();
    private final Client.Memory clients = new Client.Memory();
    private final Map<String, Integer> bareKeys = new HashMap<>();
    private Map<Integer, DayCounts> days = new HashMap<>();
    private DayCounts counts;
    private int countedDay = -1;
    private int[] projects = new int[0];
    private long lines;
    private long unread;

    Counting(Account account) {
        this.account = account;
    }

    /** Counts the lines of a block; the last needs no end. */
    void count(byte[] block, int length) {
        countLines(block, 0, length);
    }

    /** The same from here to there. */
    void countLines(byte[] block, int from, int to) {
        for (int at = from; at < to; ) {
            int end = Words.find(block, at, to, NEWLINES);
            if (end > at) {
                count(block, at, end);
            }
            at = end + 1;
        }
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
        if (!line.read(block, from, to)) {
            unread += line.talk ? 0 : 1;
            return;
        }
        if (line.day != countedDay) {
            counts = days.computeIfAbsent(line.day, _ -> new DayCounts());
            countedDay = line.day;
        }
        boolean file = false;
        int key;
        if (line.pathTo == line.pathFrom || !path.read(line.text, line.pathFrom, line.pathTo)) {
            key = bareKey(Key.NONE);
        } else if (line.status == FOUND || line.status == PARTIAL || line.status == NOT_MODIFIED) {
            key = file();
            file = true;
        } else {
            String project = account.attribution.projectOf(path.text, path.from, path.to);
            key = bareKey(project);
            if (line.status == NOT_FOUND || line.status == GONE) {
                missing(key);
            }
        }
        int project = projectOf(key);
        counts.add(line, key, project, clients.of(line));
        if (file) {
            counts.sight(hit);
            if (hit.firstToday) {
                account.sight(line.day, project, hit.hash);
            }
        }
    }

    private int file() {
        aim(line.bytes);
        if (!account.files.add(hit)) {
            hit.key = account.keys.number(account.attribution.of(path.text, path.from, path.to));
            account.files.admit(hit);
        }
        return hit.key;
    }

    private void missing(int key) {
        aim(1);
        if (!account.missing.add(hit)) {
            hit.key = key;
            account.missing.admit(hit);
        }
    }

    private void aim(long bytes) {
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
