package io.micromirror.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpokenTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Spoken spoken = new Spoken();

    @Test
    void aThousandWordsAreOneAndDoNotPutItOff() {
        assertThat(at(0)).isTrue();
        for (int i = 1; i < 1000; i++) {
            assertThat(at(i)).isFalse();
        }
        assertThat(spoken.since()).contains(NOON);
    }

    @Test
    void whatIsSaidDuringARunAsksForOneMore() {
        at(0);
        spoken.began(NOON.plusSeconds(2));
        assertThat(spoken.since()).isEmpty();
        assertThat(at(3)).isTrue();
        at(9);
        spoken.began(NOON.plusSeconds(2));
        assertThat(spoken.since()).contains(NOON.plusSeconds(3));
        spoken.began(NOON.plusSeconds(5));
        assertThat(spoken.since()).contains(NOON.plusSeconds(9));
        spoken.began(NOON.plusSeconds(10));
        assertThat(spoken.since()).isEmpty();
    }

    @Test
    void thePublishAnswersTheFirstWordOfIt() {
        at(0);
        at(1);
        assertThat(answered(-5, -4)).describedAs("a run from before").isEmpty();
        spoken.began(NOON.plusSeconds(2));
        at(6);
        assertThat(answered(2, 7)).contains(Duration.ofSeconds(7));
        assertThat(answered(2, 7)).describedAs("only once").isEmpty();
        spoken.began(NOON.plusSeconds(8));
        assertThat(spoken.answered(NOON.plusSeconds(8), Optional.empty()))
                .describedAs("nothing was new")
                .isEmpty();
        assertThat(answered(8, 9)).isEmpty();
    }

    private boolean at(int second) {
        return spoken.at(NOON.plusSeconds(second));
    }

    private Optional<Duration> answered(int started, int published) {
        return spoken.answered(NOON.plusSeconds(started), Optional.of(NOON.plusSeconds(published)));
    }
}
