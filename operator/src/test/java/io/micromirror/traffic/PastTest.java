package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What days come to in months of the calendar. */
final class PastTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    /** A day's bytes of Debian, all in these five minutes; a tenth of it went to nobody's path. */
    private static Summary day(LocalDate day, List<Long> rates) {
        long bytes = rates.stream().mapToLong(Long::longValue).sum();
        SortedMap<LocalDate, Summary.Day> days = new TreeMap<>();
        days.put(
                day,
                new Summary.Day(
                        List.of(count("debian", bytes - bytes / 10), count(Key.NONE, bytes / 10)), Map.of(), rates));
        return new Summary("box", 1, 0, 0, 0, days, null, null, null, null);
    }

    private static Summary.KeyCount count(String project, long bytes) {
        return new Summary.KeyCount(new Key(project, Key.NONE, Key.NONE, Key.NONE), 1, bytes, 0, 0, 1, bytes);
    }

    private static List<Long> constant(long bytes) {
        return Collections.nCopies(288, bytes);
    }

    @Test
    void billedIsTheHighestOfWhatIsLeftWithoutTheHighestTwentieth() {
        // The example of docs.swiftfederation.com/Billing/95th_Percentile.html: 8640 measurements, of which 432 are
        // left out.
        List<Long> measured =
                new ArrayList<>(LongStream.rangeClosed(1, 8640).boxed().toList());
        Collections.shuffle(measured, new Random(1));
        Past past = new Past();
        for (int i = 0; i < 30; i++) {
            past.add(day(
                    FIRST.plusDays(i),
                    measured.subList(288 * i, 288 * (i + 1)).stream()
                            .map(each -> 300 * each)
                            .toList()));
        }

        assertThat(past.sent(Instant.parse("2026-12-03T12:00:00Z")).months())
                .hasSize(2)
                .first()
                .satisfies(month -> {
                    assertThat(month.month()).isEqualTo("2026-11");
                    assertThat(month.since()).isEqualTo("2026-11-01T00:00:00Z");
                    assertThat(month.until()).isEqualTo("2026-12-01T00:00:00Z");
                    assertThat(month.rate95()).isEqualTo(8208);
                    assertThat(month.bytes()).isEqualTo(300L * 8640 * 8641 / 2);
                    assertThat(month.projects()).containsOnlyKeys("debian", "-");
                    assertThat(month.projects().get("debian") + month.projects().get("-"))
                            .isEqualTo(month.bytes());
                });
    }

    @Test
    void daysAreTheirMonthsAndWhatWasBeforeCountingBeganIsNotQuiet() {
        Past past = new Past();
        past.add(day(LocalDate.of(2026, 9, 29), constant(300)));
        past.add(day(LocalDate.of(2026, 9, 30), constant(300)));
        past.add(day(LocalDate.of(2026, 10, 1), constant(600)));
        past.add(day(LocalDate.of(2026, 11, 2), constant(900)));

        List<CalendarMonth> months =
                past.sent(Instant.parse("2026-11-02T23:57:00Z")).months();

        assertThat(months).extracting(CalendarMonth::month).containsExactly("2026-09", "2026-10", "2026-11");
        assertThat(months).extracting(CalendarMonth::bytes).containsExactly(2 * 288 * 300L, 288 * 600L, 288 * 900L);
        assertThat(months.getFirst().since()).isEqualTo("2026-09-29T00:00:00Z");
        assertThat(months.getFirst().rate95()).isEqualTo(1);
        // One day of 31 is less than a twentieth.
        assertThat(months.get(1).rate95()).isZero();
        assertThat(months.get(1).since()).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(months.get(2).until()).isEqualTo("2026-11-02T23:57:00Z");
        assertThat(months.get(2).rate95()).isEqualTo(3);
    }

    @Test
    void aCopyDoesNotChangeItsModel() {
        Past past = new Past();
        past.add(day(FIRST, constant(300)));
        Instant now = Instant.parse("2026-11-01T23:59:00Z");
        Past copy = new Past(past);
        copy.add(day(FIRST, constant(300)));

        assertThat(past.sent(now).months().getFirst().bytes()).isEqualTo(288 * 300L);
        assertThat(copy.sent(now).months().getFirst().bytes()).isEqualTo(288 * 600L);
        assertThat(copy.sent(now).months().getFirst().rate95()).isEqualTo(2);
    }

    @Test
    void nothingCountedIsNoMonth() {
        assertThat(new Past().sent(Instant.parse("2026-11-01T23:59:00Z")).months())
                .isEmpty();
        assertThat(Past.first(Instant.parse("2026-11-01T23:59:00Z"))).isEqualTo("2026-09-01");
    }
}
