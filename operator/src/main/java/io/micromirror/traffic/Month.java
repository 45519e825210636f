package io.micromirror.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.LongStream;

/**
 * The last 30 days, as a host would like to see them.
 *
 * @param since when they begin: 30 days ago, or when counting began
 * @param bytes sent
 * @param rate95 bytes a second that were not exceeded in 95 of 100 parts of five minutes, which is what networks bill. What
 *     was sent counts where its request ended
 */
public record Month(Instant since, long bytes, long rate95) {
    public static final int DAYS = 30;
    private static final Duration PART = Duration.ofMinutes(DayCounts.MINUTES_OF_RATE);
    private static final int PERCENTILE = 95;

    /** @param rates bytes in each five minutes of a day */
    static Month of(SortedMap<LocalDate, List<Long>> rates, Instant now) {
        Instant begin = now.minus(Duration.ofDays(DAYS));
        Instant first = rates.entrySet().stream()
                .flatMapToLong(Month::busy)
                .mapToObj(Instant::ofEpochSecond)
                .filter(busy -> !busy.isBefore(begin))
                .min(Instant::compareTo)
                .orElse(now);
        long[] parts = new long[Math.toIntExact(Duration.between(first, now).dividedBy(PART) + 1)];
        rates.forEach((day, bytes) -> {
            long of = Duration.between(first, day.atStartOfDay(ZoneOffset.UTC).toInstant())
                    .dividedBy(PART);
            for (int i = 0; i < bytes.size(); i++) {
                if (of + i >= 0 && of + i < parts.length) {
                    parts[(int) of + i] += bytes.get(i);
                }
            }
        });
        Arrays.sort(parts);
        long high = parts[Math.max(0, (parts.length * PERCENTILE + 99) / 100 - 1)];
        return new Month(first, LongStream.of(parts).sum(), high / PART.toSeconds());
    }

    private static LongStream busy(Map.Entry<LocalDate, List<Long>> day) {
        long start = day.getKey().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        return LongStream.range(0, day.getValue().size())
                .filter(part -> day.getValue().get((int) part) > 0)
                .map(part -> start + part * PART.toSeconds());
    }
}
