package io.micromirror.traffic;

import java.util.Arrays;

/** The counters of one day in one thread, by numbers of {@link Keys}. */
final class DayCounts {
    static final int REQUESTS = 0;
    static final int BYTES = 1;
    static final int REQUESTS_6 = 2;
    static final int BYTES_6 = 3;
    static final int FILES = 4;
    static final int STORED = 5;
    static final int COUNTS = 6;

    static final int HOURS = 24;
    /** Answers 2xx, 3xx, 404, other 4xx, 5xx. */
    static final int ANSWERS = 5;
    /** By which networks bill, the 95th percentile of these. */
    static final int MINUTES_OF_RATE = 5;

    static final int CLIENTS = Client.ALL.size();
    static final int PER_PROJECT = HOURS + ANSWERS + 2 * CLIENTS;
    private static final int CLIENTS_AT = HOURS + ANSWERS;

    long[] keys = new long[64 * COUNTS];
    long[] projects = new long[8 * PER_PROJECT];
    final long[] rates = new long[24 * 60 / MINUTES_OF_RATE];

    void add(LogLine line, int key, int project, int client) {
        int at = key * COUNTS;
        int of = project * PER_PROJECT;
        if (at >= keys.length || of >= projects.length) {
            grow(at, of);
        }
        keys[at + REQUESTS]++;
        keys[at + BYTES] += line.bytes;
        if (line.ipv6) {
            keys[at + REQUESTS_6]++;
            keys[at + BYTES_6] += line.bytes;
        }
        projects[of + line.minute / 60] += line.bytes;
        projects[of + HOURS + answer(line.status)]++;
        projects[of + CLIENTS_AT + 2 * client]++;
        projects[of + CLIENTS_AT + 2 * client + 1] += line.bytes;
        rates[line.minute / MINUTES_OF_RATE] += line.bytes;
    }

    /** What the table of files says of a hit of that key. */
    void sight(FileTable.Hit hit) {
        int at = hit.key * COUNTS;
        if (hit.firstToday) {
            keys[at + FILES]++;
            keys[at + STORED] += hit.size;
        } else {
            keys[at + STORED] += hit.growth;
        }
    }

    private static int answer(int status) {
        return switch (status / 100) {
            case 2 -> 0;
            case 3 -> 1;
            case 4 -> status == 404 ? 2 : 3;
            default -> 4;
        };
    }

    private void grow(int key, int project) {
        if (key >= keys.length) {
            keys = Arrays.copyOf(keys, Math.max(key + COUNTS, keys.length * 2));
        }
        if (project >= projects.length) {
            projects = Arrays.copyOf(projects, Math.max(project + PER_PROJECT, projects.length * 2));
        }
    }

    void addAll(DayCounts other) {
        keys = sum(keys, other.keys);
        projects = sum(projects, other.projects);
        for (int i = 0; i < rates.length; i++) {
            rates[i] += other.rates[i];
        }
    }

    /** Of each place; the shorter one counts as nothing where it ends. */
    static long[] sum(long[] left, long[] right) {
        long[] sum = Arrays.copyOf(left, Math.max(left.length, right.length));
        for (int i = 0; i < right.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }
}
