package io.micromirror.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What rsync wrote on standard error: the first lines, which name the cause, and the last, which sum up. */
final class Complaints {
    private static final int FIRST = 20;
    private static final int LAST = 20;

    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();

    /** Whether the line is among the first, and so worth a line in the log. */
    synchronized boolean add(String line) {
        if (first.size() < FIRST) {
            return first.add(line);
        }
        if (last.size() == LAST) {
            last.removeFirst();
        }
        last.addLast(line);
        return false;
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(first);
        lines.addAll(last);
        return List.copyOf(lines);
    }
}
