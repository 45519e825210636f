package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the watchers of a mirror come to together. */
final class UptimeTest {
    private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofMinutes(100));

    private static Watched seen(String ipv4, String ipv6) {
        return new Watched(Minutes.parse(FROM, ipv4), Minutes.parse(FROM, ipv6));
    }

    private static Uptime of(Map<String, Watched> seen) {
        return Uptime.of(FROM, UNTIL, seen);
    }

    @Test
    void itIsDownWhenEachThatCanTellSaysSo() {
        // From 10 to 20 one says so, from 15 on the other one too, which has no network of its own from 18 to 25.
        Uptime uptime = of(Map.of("a", seen("10u12d78u", ""), "b", seen("15u3d7x75u", "")));

        assertThat(uptime.outages())
                .containsExactly(
                        new Uptime.Outage(FROM.plus(Duration.ofMinutes(15)), FROM.plus(Duration.ofMinutes(22))));
        assertThat(uptime.all()).isEqualTo(new Uptime.Count(93, 7));
        assertThat(uptime.all().percent()).isEqualTo("93.00 %");
        assertThat(uptime.watchers()).containsExactly("a", "b");
        assertThat(uptime.ipv6().known()).isZero();
    }

    @Test
    void oneFamilyIsEnoughToBeThere() {
        Uptime uptime = of(Map.of("a", seen("100u", "50u50d")));

        assertThat(uptime.all()).isEqualTo(new Uptime.Count(100, 0));
        assertThat(uptime.ipv6()).isEqualTo(new Uptime.Count(50, 50));
        assertThat(uptime.outages()).isEmpty();
    }

    @Test
    void whatNobodyCouldTellCountsNotAtAll() {
        Uptime uptime = of(Map.of("a", seen("50u50x", "50u50x"), "b", seen("100x", "")));

        assertThat(uptime.all()).isEqualTo(new Uptime.Count(50, 0));
        assertThat(uptime.watchers()).containsExactly("a");
        assertThat(of(Map.of()).all().known()).isZero();
    }

    @Test
    void itIsNeverRoundedUp() {
        assertThat(new Uptime.Count(44639, 1).percent()).isEqualTo("99.99 %");
        assertThat(new Uptime.Count(99_999_999, 1).percent()).isEqualTo("99.99 %");
        assertThat(new Uptime.Count(44640, 0).percent()).isEqualTo("100 %");
        assertThat(new Uptime.Count(0, 10).percent()).isEqualTo("0.00 %");
    }

    @Test
    void whatBeganBeforeAndGoesOnIsCutToTheTime() {
        Uptime uptime = Uptime.of(FROM.plus(Duration.ofMinutes(10)), UNTIL, Map.of("a", seen("20d60u20d", "")));

        assertThat(uptime.outages())
                .containsExactly(
                        new Uptime.Outage(FROM.plus(Duration.ofMinutes(10)), FROM.plus(Duration.ofMinutes(20))),
                        new Uptime.Outage(FROM.plus(Duration.ofMinutes(80)), UNTIL));
    }
}
