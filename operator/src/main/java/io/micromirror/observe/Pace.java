package io.micromirror.observe;

import java.time.Duration;

/**
 * How often is asked: from one look's start to the next one's.
 *
 * @param rest while all is as it was
 * @param doubt while that is not sure
 * @param patience seconds that a look may take
 */
public record Pace(Duration rest, Duration doubt, int patience) {
    /** A mirror that vanishes just after an answer is called down 30 + 5 * 10 seconds later. */
    public static final Pace USUAL = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(10), 10);

    Duration after(Watch watch) {
        return watch.inDoubt() ? doubt : rest;
    }
}
