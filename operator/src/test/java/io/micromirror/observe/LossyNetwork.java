package io.micromirror.observe;

import java.util.random.RandomGenerator;

/**
 * How an exchange of HTTP fares where packets are lost on both ways: TCP sends a SYN again after 1, 3 and 7 seconds, data
 * after 0.2, 0.6, 1.4 … (RFC 6298 with Linux' least timeout); the other side does the same with what it answers.
 */
record LossyNetwork(double loss, RandomGenerator random) {
    private static final double CONNECT = 1;
    private static final double DATA = 0.2;

    /** Seconds until an answer is whole; more than the limit where that is over before. */
    double exchange(double limit) {
        double connected = delivered(CONNECT, 0, limit);
        double asked = delivered(DATA, connected, limit);
        return delivered(DATA, asked, limit);
    }

    /** When a packet and its acknowledgement have come through, the sender's timeout doubling each time. */
    private double delivered(double timeout, double start, double limit) {
        double now = start;
        for (double wait = timeout; now <= limit; wait *= 2) {
            if (random.nextDouble() < (1 - loss) * (1 - loss)) {
                return now;
            }
            now += wait;
        }
        return limit + 1;
    }
}
