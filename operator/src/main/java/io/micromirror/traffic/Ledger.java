package io.micromirror.traffic;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was counted of logs that are still being written: what a {@link Checkpoint} holds and what came since, on the way to
 * the next one. Bounded: beyond {@value #MOST_FILES} files the lightest are no longer told apart.
 */
final class Ledger {
    private static final int MOST_FILES = 1 << 14;

    private final String node;
    private Checkpoint last;
    private Account account;
    private Counting counting;

    Ledger(String node, Checkpoint last, Attribution attribution) {
        this.node = node;
        this.last = last;
        begin(attribution);
    }

    /** Counts by other places of projects from now on. */
    void attribute(Attribution attribution) {
        last = checkpoint(last.positions());
        begin(attribution);
    }

    /** Where hits go. */
    Counting counting() {
        return counting;
    }

    Checkpoint last() {
        return last;
    }

    /** Everything up to those positions. */
    Checkpoint checkpoint(List<Position> positions) {
        counting.handOver();
        Summary now = SummaryMaker.of(account, node);
        Summary summary = last.summary().lines() == 0 ? now : last.summary().plus(now);
        return new Checkpoint(last.day(), last.files(), positions, last.closed(), summary, last.takenOver());
    }

    /** The checkpoint of a writer that is gone becomes part of ours; what was counted since our last one is kept first. */
    void takeOver(Map<String, Checkpoint> gone, Attribution attribution) {
        last = checkpoint(last.positions());
        begin(attribution);
        Set<String> names = new HashSet<>(last.takenOver());
        for (Map.Entry<String, Checkpoint> one : gone.entrySet()) {
            if (names.add(one.getKey())) {
                last = new Checkpoint(
                        last.day(),
                        last.files(),
                        last.positions(),
                        last.closed().plus(one.getValue().closed()),
                        last.summary().plus(one.getValue().summary()),
                        names);
            }
        }
    }

    /** Goes on from another checkpoint, which holds all that was counted. */
    void goOn(Checkpoint from, Attribution attribution) {
        last = from;
        begin(attribution);
    }

    /** What was taken over is gone for good, so its names need not be kept. */
    void settled() {
        last = new Checkpoint(last.day(), last.files(), last.positions(), last.closed(), last.summary(), Set.of());
    }

    private void begin(Attribution attribution) {
        account = new Account(attribution, MOST_FILES);
        counting = new Counting(account);
    }
}
