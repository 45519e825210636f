package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MonthTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @Test
    void nothingSentIsNothing() {
        assertThat(Month.of(new TreeMap<>(), NOW)).isEqualTo(new Month(NOW, 0, 0));
    }

    @Test
    void theTimeBeforeTheFirstRequestDoesNotCount() {
        // From 10:00 to 12:00 there are 25 parts, the first and the last one included; 95 of 100 of these are 24.
        long[] parts = day();
        for (int part = 120; part <= 143; part++) {
            parts[part] = 300L * part;
        }
        Month month = Month.of(new TreeMap<>(java.util.Map.of(TODAY, parts)), NOW);
        assertThat(month.since()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(month.bytes()).isEqualTo(300L * (120 + 143) * 24 / 2);
        assertThat(month.rate95()).isEqualTo(142);
    }

    @Test
    void whatIsOlderThanThirtyDaysIsForgotten() {
        long[] old = day();
        old[0] = 1_000_000L;
        long[] young = day();
        young[143] = 7L;
        Month month = Month.of(new TreeMap<>(java.util.Map.of(TODAY.minusDays(31), old, TODAY, young)), NOW);
        assertThat(month.bytes()).isEqualTo(7);
        assertThat(month.since()).isEqualTo(Instant.parse("2026-11-23T11:55:00Z"));
    }

    private static long[] day() {
        return new long[288];
    }
}
