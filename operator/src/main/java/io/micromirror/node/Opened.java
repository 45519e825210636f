package io.micromirror.node;

import java.time.Duration;
import java.time.Instant;

/**
 * A release that an upstream has opened.
 *
 * @param since when that was first seen
 * @param here whether the mirror has opened it as well
 * @param asked since when a run is asked for that opens it: another one every few minutes, because one that met the upstream
 *     in the midst of it brought only a part
 */
record Opened(String project, Instant since, boolean here, Instant asked) {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    static Opened first(String project, boolean here, Instant now) {
        return new Opened(project, now, here, now);
    }

    /** After another look. */
    Opened again(boolean isHere, Instant now) {
        boolean late = !isHere && !now.isBefore(asked.plus(AGAIN));
        return new Opened(project, since, here || isHere, late ? now : asked);
    }
}
