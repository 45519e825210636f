package io.micromirror.push;

import java.time.Instant;
import java.util.Optional;

/**
 * How a connection is.
 *
 * @param since when it was made; empty while there is none
 * @param once whether it was made, and nothing was wrong since but what mended itself at once
 * @param trouble what is wrong, or was until a moment ago; a clause
 * @param steadyAt when, if it holds till then, the trouble is over
 */
public record LinkState(Optional<Instant> since, boolean once, Optional<String> trouble, Optional<Instant> steadyAt) {
    public static final LinkState NEW = new LinkState(Optional.empty(), false, Optional.empty(), Optional.empty());

    /** What is to be told at a moment. */
    public Optional<String> trouble(Instant now) {
        return isSteady(now) ? Optional.empty() : trouble;
    }

    /** When time alone makes it another one. */
    public Optional<Instant> nextChange(Instant now) {
        return trouble.isPresent() ? steadyAt.filter(now::isBefore) : Optional.empty();
    }

    LinkState connected(Instant now, Patience patience) {
        return new LinkState(Optional.of(now), true, trouble, Optional.of(now.plus(patience.steady())));
    }

    /** A connection that held long enough may end: only if it cannot be made again is that worth a word. */
    LinkState failed(String why, Instant now) {
        return isSteady(now)
                ? new LinkState(Optional.empty(), true, Optional.empty(), Optional.empty())
                : new LinkState(Optional.empty(), false, Optional.of(why), Optional.empty());
    }

    boolean isSteady(Instant now) {
        return steadyAt.filter(then -> !now.isBefore(then)).isPresent();
    }
}
