package io.micromirror.push;

import java.time.Instant;
import java.util.Optional;

/**
 * How a connection is.
 *
 * @param since when it was made; empty while there is none
 * @param trouble what is wrong, or was until a moment ago; a sentence that goes on after the broker's name
 * @param steadyAt when, if it holds till then, the trouble is over
 */
public record LinkState(Optional<Instant> since, Optional<String> trouble, Optional<Instant> steadyAt) {
    static final LinkState NEW = new LinkState(Optional.empty(), Optional.empty(), Optional.empty());

    /** What is to be told at a moment. */
    public Optional<String> trouble(Instant now) {
        return steadyAt.filter(then -> !now.isBefore(then)).isPresent() ? Optional.empty() : trouble;
    }

    LinkState connected(Instant now, Patience patience) {
        return new LinkState(Optional.of(now), trouble(now), Optional.of(now.plus(patience.steady())));
    }

    /** A connection that held long enough may end: only if it cannot be made again is that worth a word. */
    LinkState failed(String why, Instant now) {
        return wasSteady(now) ? NEW : new LinkState(Optional.empty(), Optional.of(why), Optional.empty());
    }

    boolean wasSteady(Instant now) {
        return steadyAt.filter(then -> !now.isBefore(then)).isPresent();
    }
}
