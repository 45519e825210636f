package io.micromirror.node;

import io.micromirror.kube.Names;
import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate that we order is ordered anew: after two thirds of its life, as authorities advise, and up to a thirtieth
 * of it earlier, so that boxes that were set up together do not come together.
 */
final class Renewal {
    private static final int JITTER_STEPS = 1000;
    private static final int JITTER_SHARE = 30;
    private static final int HEX = 16;

    private Renewal() {}

    /** The same for the same mirror and certificate, so that a status does not change by itself. */
    static Instant due(String hostname, Instant from, Instant until) {
        Duration life = Duration.between(from, until);
        Duration jitter = life.dividedBy(JITTER_SHARE).dividedBy(JITTER_STEPS).multipliedBy(step(hostname + from));
        return from.plus(life.multipliedBy(2).dividedBy(3)).minus(jitter);
    }

    private static long step(String seed) {
        return Long.parseLong(Names.hash(seed), HEX) % JITTER_STEPS;
    }
}
