package io.micromirror.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.change.Sighting.Seen;
import io.micromirror.change.Sighting.Unseen;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NewsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Optional<Marker> ONE = Optional.of(new Marker("n:1"));
    private static final Sighting TWO = new Seen(new Marker("n:2"));

    @Test
    void isWhatTheLastCompleteRunHadNotSeen() {
        assertThat(News.of(ONE, Optional.of(NOON), TWO, NOON)).isEqualTo(News.NEWS);
        assertThat(News.of(ONE, Optional.of(NOON), new Seen(ONE.get()), NOON)).isEqualTo(News.NO_NEWS);
    }

    @Test
    void anUpstreamThatDoesNotAnswerHasNone() {
        assertThat(News.of(ONE, Optional.of(NOON), new Unseen("It is down."), NOON))
                .isEqualTo(News.UNKNOWN);
    }

    @Test
    void withoutARecordItIsWhatWasFirstSeenSinceTheRunBegan() {
        assertThat(News.of(Optional.empty(), Optional.of(NOON), TWO, NOON.plusSeconds(1)))
                .isEqualTo(News.NEWS);
        assertThat(News.of(Optional.empty(), Optional.of(NOON), TWO, NOON.minusSeconds(1)))
                .isEqualTo(News.NO_NEWS);
        assertThat(News.of(Optional.empty(), Optional.empty(), TWO, NOON)).isEqualTo(News.NEWS);
    }
}
