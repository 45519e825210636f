package io.micromirror.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * Ends a run that no longer moves: an upstream that keeps its connection alive and sends nothing would hold the project
 * and a slot for good. rsync itself gives up where not even that comes. Counted while the run has its turn, and never in a
 * first sync, whose upstream may take hours to make its list.
 */
final class Deadline implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Thread watch;
    private volatile boolean passed;

    /**
     * A deadline that is watched until it is closed.
     *
     * @param patience for how long a run may stand still; absent: for good
     * @param stop ends what runs
     */
    Deadline(Optional<Duration> patience, Progress progress, Runnable stop) {
        this.watch = Thread.ofVirtual().name("deadline").unstarted(() -> watch(patience.orElseThrow(), progress, stop));
        if (patience.isPresent()) {
            watch.start();
        }
    }

    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch(Duration patience, Progress progress, Runnable stop) {
        try {
            while (progress.still().compareTo(patience) < 0) {
                Thread.sleep(LOOK);
            }
            passed = true;
            stop.run();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
