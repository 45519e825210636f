package io.micromirror.serve;

import java.time.Duration;
import java.time.Instant;

/**
 * What the checkers would say, and whether somebody still asks them.
 *
 * @param heard when an operator that knows of no other verdicts was last heard of; null where none was
 */
record Judged(SiteVerdicts verdicts, Instant heard) {
    /** The operator asks every fifteen seconds; while it is replaced, or a verdict is under way, for some minutes not. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    boolean silent(Instant now) {
        return heard == null || heard.plus(PATIENCE).isBefore(now);
    }

    /** The verdicts as far as they hold: nothing is claimed of what nobody checks any more. */
    SiteVerdicts standing(Instant now) {
        return silent(now) ? new SiteVerdicts(null) : verdicts;
    }
}
