package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours of virtual time over networks that lose packets on both ways: nobody is accused who is there, and who is gone is. */
class LossTest {
    private static final int SEEDS = 2000;
    private static final double HOUR = 3600;
    private static final double PATIENCE = Pace.USUAL.patience();

    /**
     * One family of one neighbour.
     *
     * @param gone from when on nothing of the neighbour comes through
     * @param cut from when on nothing comes through at the observer's
     * @return when it was called down first; infinity where it never was
     */
    private static double accused(LossyNetwork network, double gone, double cut, double until) {
        Watch watch = Watch.BEGIN;
        double now = network.random().nextDouble() * 30;
        while (now < until) {
            double took = now < Math.min(gone, cut) ? network.exchange(PATIENCE) : PATIENCE + 1;
            double end = now + Math.min(took, PATIENCE);
            Sample sample = took <= PATIENCE ? new Sample.Answered("", "") : new Sample.Failed("x");
            boolean witnessed = false;
            // Four are asked at once; one is enough.
            for (int i = 0; i < 4 && sample instanceof Sample.Failed && end < cut; i++) {
                witnessed |= network.exchange(PATIENCE) <= PATIENCE;
            }
            watch = watch.after(sample, witnessed);
            if (watch.reach() == Reach.DOWN) {
                return end;
            }
            now = Math.max(end, now + Pace.USUAL.after(watch).toSeconds());
        }
        return Double.POSITIVE_INFINITY;
    }

    private static LossyNetwork network(double loss, int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return new LossyNetwork(loss, random);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.1, 0.2})
    void nobodyIsAccusedWithinAnHour(double loss) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(accused(network(loss, seed), HOUR * 2, HOUR * 2, HOUR))
                    .as("seed " + seed)
                    .isInfinite();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.1, 0.2})
    void whoIsGoneIsCalledSoWithinTwoMinutes(double loss) {
        for (int seed = 0; seed < SEEDS; seed++) {
            double gone = 600 + seed % 300 / 10.0;
            assertThat(accused(network(loss, seed), gone, HOUR, HOUR) - gone)
                    .as("seed " + seed)
                    .isBetween(Watch.FAILURES * 10.0 - 30, 120.0);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void whoeverHasNoNetworkAccusesNobody(double loss) {
        for (int seed = 0; seed < SEEDS; seed++) {
            double cut = 600 + seed % 300 / 10.0;
            assertThat(accused(network(loss, seed), HOUR, cut, HOUR))
                    .as("seed " + seed)
                    .isInfinite();
        }
    }

    /** The model loses as much as it says, or the rest would prove nothing. */
    @Test
    void singleExchangesDoFail() {
        LossyNetwork network = network(0.2, 1);
        int failed = 0;
        for (int i = 0; i < 100_000; i++) {
            failed += network.exchange(PATIENCE) > PATIENCE ? 1 : 0;
        }
        assertThat(failed).isBetween(500, 5000);
    }
}
