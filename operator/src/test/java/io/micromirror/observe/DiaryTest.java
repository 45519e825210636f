package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.check.Family;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written down, and when of it something new is public. */
final class DiaryTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:10Z");
    private static final Neighbour NEIGHBOUR = new Neighbour("box2", URI.create("http://box2.example.net/"), null);
    private static final Watch UP = new Watch(Reach.UP, 0, 0, "", "");
    private static final Watch DOWN = new Watch(Reach.DOWN, 5, 0, "", "refused the connection");

    private final Diary diary = new Diary();

    private void note(Duration after, Watch ipv4, Watch ipv6) {
        Instant now = NOON.plus(after);
        diary.note(
                List.of(Sighting.begin(NEIGHBOUR, now)
                        .with(Family.IPV4, ipv4, now)
                        .with(Family.IPV6, ipv6, now)),
                now);
    }

    private void quarterOfADay(Duration from) {
        for (int minute = 0; minute < 360; minute++) {
            note(from.plusMinutes(minute), UP, minute < 60 ? DOWN : Watch.BEGIN);
        }
    }

    @Test
    void aMinuteIsNotedOnceAndSomethingNewIsPublicFourTimesADay() {
        assertThat(diary.published("", NOON)).isEmpty();
        quarterOfADay(Duration.ZERO);
        note(Duration.ofMinutes(359).plusSeconds(20), DOWN, DOWN);
        assertThat(diary.published()).isEmpty();

        quarterOfADay(Duration.ofHours(6));
        String first = diary.published();
        assertThat(first)
                .isEqualTo("[{\"name\":\"box2\",\"from\":\"2026-10-01T12:00:00Z\",\"ipv4\":\"361u\","
                        + "\"from6\":\"2026-10-01T12:00:00Z\",\"ipv6\":\"60d300x1d\"}]");

        note(Duration.ofHours(12), UP, UP);
        assertThat(diary.published()).isNotEqualTo(first).contains("\"721u\"");
    }

    @Test
    void whatWasPublicBeforeARestartGoesOn() {
        String before = "[{\"name\":\"box2\",\"from\":\"2026-10-01T06:00:00Z\",\"ipv4\":\"300u\","
                + "\"from6\":\"2026-10-01T06:00:00Z\",\"ipv6\":\"300d\"},"
                + "{\"name\":\"old\",\"from\":\"2026-07-01T06:00:00Z\",\"ipv4\":\"300u\",\"from6\":\"\",\"ipv6\":\"\"}]";
        note(Duration.ZERO, UP, UP);
        assertThat(diary.published()).isEmpty();

        assertThat(diary.published(before, NOON)).isEqualTo(before);
        assertThat(diary.published("something else", NOON)).isEqualTo(before);
        note(Duration.ofHours(6), UP, UP);

        assertThat(diary.published())
                .isEqualTo("[{\"name\":\"box2\",\"from\":\"2026-10-01T06:00:00Z\",\"ipv4\":\"300u60x1u359x1u\","
                        + "\"from6\":\"2026-10-01T06:00:00Z\",\"ipv6\":\"300d60x1u359x1u\"}]");
    }

    @Test
    void whatCannotBeReadIsBegunAnew() {
        assertThat(diary.published("<html>", NOON)).isEqualTo("<html>");
        note(Duration.ofHours(6), UP, UP);

        assertThat(diary.published()).contains("\"1u\"");
    }

    @Test
    void twoMonthsAreKept() {
        diary.published("", NOON);
        note(Duration.ZERO, UP, UP);
        note(Duration.ofDays(63), DOWN, UP);

        assertThat(diary.published()).contains("\"89280x1d\"");
        assertThat(diary.published().length()).isLessThan(200);
    }
}
