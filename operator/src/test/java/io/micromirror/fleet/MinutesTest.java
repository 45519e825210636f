package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micromirror.fleet.Minutes.Seen;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MinutesTest {
    private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    private static final long FIRST = Minutes.minute(FROM);

    private static Minutes minutes(String text) {
        return Minutes.parse(FROM, text);
    }

    @Test
    void minutesAreStretchesOfTheSameKind() {
        Minutes some = Minutes.none()
                .with(FIRST, Seen.UP)
                .with(FIRST + 1, Seen.UP)
                .with(FIRST + 1, Seen.DOWN)
                .with(FIRST + 2, Seen.DOWN)
                .with(FIRST + 5, Seen.DOWN);

        assertThat(some.text()).isEqualTo("2u1d2x1d");
        assertThat(some.from()).isEqualTo(FROM);
        assertThat(minutes(some.text())).isEqualTo(some);
        assertThat(some.between(FIRST - 1, FIRST + 7))
                .containsExactly(
                        Seen.UNKNOWN, Seen.UP, Seen.UP, Seen.DOWN, Seen.UNKNOWN, Seen.UNKNOWN, Seen.DOWN, Seen.UNKNOWN);
    }

    @Test
    void theOldAreForgotten() {
        assertThat(minutes("10u5d10u").since(FIRST + 12)).isEqualTo(Minutes.parse(FROM.plusSeconds(720), "3d10u"));
        assertThat(minutes("10u").since(FIRST + 10)).isEqualTo(Minutes.none());
        assertThat(minutes("10u").since(FIRST - 10)).isEqualTo(minutes("10u"));
    }

    @Test
    void oneAfterTheOtherIsBoth() {
        Minutes later = Minutes.parse(FROM.plusSeconds(300), "10d1u");

        assertThat(minutes("10u").plus(later).text()).isEqualTo("10u5d1u");
        assertThat(minutes("3u").plus(later).text()).isEqualTo("3u2x10d1u");
        assertThat(minutes("3u").plus(Minutes.none()).text()).isEqualTo("3u");
    }

    @Test
    void aFlappingMirrorIsBounded() {
        Minutes minutes = Minutes.none();
        for (int i = 0; i < 3 * Minutes.MOST; i++) {
            minutes = minutes.with(FIRST + i, i % 2 == 0 ? Seen.UP : Seen.DOWN);
        }

        assertThat(minutes.stretches()).hasSize(Minutes.MOST);
        assertThat(minutes.end()).isEqualTo(FIRST + 3 * Minutes.MOST);
        assertThat(minutes.first()).isEqualTo(FIRST + 2 * Minutes.MOST);
    }

    @Test
    void whatAClockSaidThatWasSetBackIsNotTrue() {
        Minutes ahead = minutes("10u").with(FIRST + 1440, Seen.UP);

        assertThat(ahead.with(FIRST + 10, Seen.DOWN).text()).isEqualTo("10u1d");
        assertThat(minutes("10u").with(FIRST + 20L * 366 * 1440, Seen.UP).text())
                .isEqualTo("1u");
        assertThat(minutes("10u").with(FIRST + 5, Seen.DOWN).text()).isEqualTo("10u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "0u", "10", "10u ", "10u;5d", "99999999u", "10z", "-1u"})
    void whatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> minutes(text));
    }

    @Test
    void moreThanThereMayBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> minutes("1u1d".repeat(Minutes.MOST)));
        assertThat(minutes("")).isEqualTo(Minutes.none());
    }
}
