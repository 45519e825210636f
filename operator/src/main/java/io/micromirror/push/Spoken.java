package io.micromirror.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When others spoke of one project. Of what no run has begun after, the first moment counts: whoever speaks on and on
 * would else put a run off for ever.
 */
public final class Spoken {
    private Instant first;
    private Instant last;

    /** The first word that no publish has answered. */
    private Instant unanswered;

    /** Returns whether that is something new to who asks for {@link #since}. */
    public synchronized boolean at(Instant now) {
        boolean isNew = first == null;
        first = isNew ? now : first;
        last = now;
        unanswered = unanswered == null ? now : unanswered;
        return isNew;
    }

    /** Since when a run is wanted. */
    public synchronized Optional<Instant> since() {
        return Optional.ofNullable(first);
    }

    /** A run began, or was put in line, then: it serves all that was said before. */
    public synchronized void began(Instant then) {
        if (first != null && first.isBefore(then)) {
            first = last.isBefore(then) ? null : last;
        }
    }

    /**
     * A run has ended. Returns how long the word that it answers waited, if it published something.
     *
     * @param started when it began
     * @param published when it published; empty if nothing was new, or it failed
     */
    public synchronized Optional<Duration> answered(Instant started, Optional<Instant> published) {
        Instant word = unanswered;
        if (word == null || !started.isAfter(word)) {
            return Optional.empty();
        }
        unanswered = first;
        return published.filter(word::isBefore).map(then -> Duration.between(word, then));
    }
}
