package io.micromirror.check;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * One thing that a checker would see.
 *
 * @param subject what it is about, the same in every round: the key of what is remembered
 * @param reason one stable word, for alerts
 * @param message in the checker's own terms: what was seen and what was expected
 * @param url where it was seen; null where there is none
 * @param dropsAt when the checker would send no more users if nothing changed; null where it would not, or has
 * @param strikes failed runs that the checker has counted by now; 0 where it counts none
 */
public record Finding(
        String subject, Level level, String reason, String message, URI url, Instant dropsAt, int strikes) {
    public Finding {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(level);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(message);
    }

    static Finding of(String subject, Level level, String reason, String message, URI url) {
        return new Finding(subject, level, reason, message, url, null, 0);
    }

    static Finding ok(String subject, String message, URI url) {
        return of(subject, Level.OK, "Ok", message, url);
    }

    Finding droppingAt(Instant time) {
        return new Finding(subject, level, reason, message, url, time, strikes);
    }

    Finding struck(int times) {
        return new Finding(subject, level, reason, message, url, dropsAt, times);
    }

    boolean bad() {
        return level.compareTo(Level.UNKNOWN) > 0;
    }
}
