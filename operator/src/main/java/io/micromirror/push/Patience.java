package io.micromirror.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait for a broker.
 *
 * @param answer until it must have let us in
 * @param silence after which it is asked whether it is there, and again until it must have said so
 * @param first before the second try; each further one waits twice as long, up to {@code most}
 * @param steady for how long a connection must have held until it is trusted
 */
public record Patience(Duration answer, Duration silence, Duration first, Duration most, Duration steady) {
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));

    private static final int DOUBLINGS = 20;

    /** Anything from half of it on, so that a fleet does not come back in one moment. */
    Duration pause(int failures, RandomGenerator random) {
        long full = Math.min(most.toMillis(), first.toMillis() << Math.min(failures, DOUBLINGS));
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
