package io.micromirror.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * The last 30 days, as a host would like to see them.
 *
 * @param since when they begin: 30 days ago, or when counting began
 * @param bytes sent
 * @param rate95 bytes a second that were not exceeded in 95 of 100 parts of five minutes, see {@link Rates}. What
 *     was sent counts where its request ended
 */
public record Month(Instant since, long bytes, long rate95) {
    public static final int DAYS = 30;

    /** @param rates bytes in each five minutes of a day */
    static Month of(SortedMap<LocalDate, long[]> rates, Instant now) {
        Instant first = Rates.firstBusy(rates, now.minus(Duration.ofDays(DAYS))).orElse(now);
        // The five minutes that are under way count.
        Rates since = Rates.between(rates, first, now.plusNanos(1));
        return new Month(first, since.bytes(), since.rate95());
    }
}
