package io.micromirror.sync;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for an upstream that says it is in the midst of an update. Content may come meanwhile; what names it may not, as
 * Debian asks of its mirrors: ftpsync looks again after 20 minutes, three times, and then gives up (bin/ftpsync of
 * archvsync, UIPSLEEP and UIPRETRIES).
 */
final class Busy {
    private static final int TRIES = 3;

    private final Fetch fetch;
    private final Attempt.Tools tools;
    private final Duration pause;

    Busy(SyncPlan plan, Fetch fetch, Attempt.Tools tools) {
        this.fetch = fetch;
        this.tools = tools;
        this.pause = Duration.ofSeconds(plan.limits().busy());
    }

    /**
     * Returns once the upstream is at rest, or ends the run.
     *
     * @param meanwhile what may be done before it is; only if it is not
     */
    void await(Stopwatch.Step meanwhile) throws IOException {
        Optional<String> flag = fetch.busy();
        if (flag.isPresent()) {
            meanwhile.run();
            flag = fetch.busy();
        }
        for (int i = 0; i < TRIES && flag.isPresent(); i++) {
            tools.progress()
                    .say("%s is being updated, as %s says: waiting for %d s."
                            .formatted(fetch.url(), flag.get(), pause.toSeconds()));
            tools.rsync().pause(pause);
            flag = fetch.busy();
        }
        if (flag.isPresent()) {
            throw new EndedException(Ending.inconsistent(
                    fetch.url(), new Lack(Lack.Kind.UPDATING, "it has had " + flag.get() + " all the time")));
        }
    }
}
