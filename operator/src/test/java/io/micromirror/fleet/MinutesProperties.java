package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.fleet.Minutes.Seen;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;

/** Stretches say the same as a list of minutes would. */
class MinutesProperties {
    private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    private static final long FIRST = Minutes.minute(FROM);

    /** Null is a minute in which nothing was noted. */
    private static Minutes noted(List<Seen> kinds, int from, int until) {
        Minutes minutes = Minutes.none();
        for (int i = from; i < until; i++) {
            if (kinds.get(i) != null) {
                minutes = minutes.with(FIRST + i, kinds.get(i));
            }
        }
        return minutes;
    }

    private static Seen[] expected(List<Seen> kinds) {
        return kinds.stream().map(kind -> kind == null ? Seen.UNKNOWN : kind).toArray(Seen[]::new);
    }

    @Property(tries = 300)
    void whatIsNotedIsFoundAgain(@ForAll @Size(max = 300) List<@WithNull(0.3) Seen> kinds) {
        Minutes minutes = noted(kinds, 0, kinds.size());

        assertThat(minutes.between(FIRST, FIRST + kinds.size())).isEqualTo(expected(kinds));
        assertThat(Minutes.parse(minutes.from(), minutes.text())).isEqualTo(minutes);
        for (int i = 1; i < minutes.stretches().size(); i++) {
            assertThat(minutes.stretches().get(i).seen())
                    .as("two of a kind are one")
                    .isNotEqualTo(minutes.stretches().get(i - 1).seen());
        }
    }

    @Property(tries = 300)
    void joinedOrCutAnywhereTheyAreTheSame(
            @ForAll @Size(min = 1, max = 300) List<@WithNull(0.3) Seen> kinds, @ForAll @IntRange(max = 300) int cut) {
        int at = Math.min(cut, kinds.size());
        Seen[] all = expected(kinds);

        Minutes joined = noted(kinds, 0, at).plus(noted(kinds, at, kinds.size()));
        assertThat(joined.between(FIRST, FIRST + kinds.size())).isEqualTo(all);
        Minutes since = noted(kinds, 0, kinds.size()).since(FIRST + at);
        assertThat(since.between(FIRST + at, FIRST + kinds.size())).isEqualTo(Arrays.copyOfRange(all, at, all.length));
        assertThat(since.isEmpty() || since.first() >= FIRST + at).isTrue();
    }
}
