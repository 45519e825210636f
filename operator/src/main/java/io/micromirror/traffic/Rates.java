package io.micromirror.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Bytes in each five minutes of a time, in ascending order. Networks bill the 95th percentile of these: of the 8640 of 30 days
 * the highest 432 are left out, and the highest of the others is the month's rate
 * (docs.swiftfederation.com/Billing/95th_Percentile.html). Pure.
 */
final class Rates {
    private static final Duration PART = Duration.ofMinutes(DayCounts.MINUTES_OF_RATE);
    private static final int PERCENTILE = 95;

    private final long[] parts;

    private Rates(long[] parts) {
        this.parts = parts;
    }

    /**
     * From one time to another.
     *
     * @param days bytes in each five minutes of a day
     * @param first the beginning of one of these
     */
    static Rates between(SortedMap<LocalDate, long[]> days, Instant first, Instant end) {
        long count = Duration.between(first, end).plus(PART).minusNanos(1).dividedBy(PART);
        long[] parts = new long[Math.toIntExact(Math.max(1, count))];
        days.forEach((day, bytes) -> {
            long of = Duration.between(first, start(day)).dividedBy(PART);
            for (int i = 0; i < bytes.length; i++) {
                if (of + i >= 0 && of + i < parts.length) {
                    parts[(int) of + i] += bytes[i];
                }
            }
        });
        Arrays.sort(parts);
        return new Rates(parts);
    }

    /** When the first five minutes begin in which anything was sent, of those that begin no earlier than that. */
    static Optional<Instant> firstBusy(SortedMap<LocalDate, long[]> days, Instant notBefore) {
        return days.entrySet().stream()
                .flatMap(day -> IntStream.range(0, day.getValue().length)
                        .filter(part -> day.getValue()[part] > 0)
                        .mapToObj(part -> start(day.getKey()).plus(PART.multipliedBy(part))))
                .filter(busy -> !busy.isBefore(notBefore))
                .findFirst();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    long bytes() {
        return LongStream.of(parts).sum();
    }

    /** Bytes a second. */
    long rate95() {
        return parts[Math.max(0, (parts.length * PERCENTILE + 99) / 100 - 1)] / PART.toSeconds();
    }
}
