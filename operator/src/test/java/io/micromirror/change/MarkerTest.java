package io.micromirror.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarkerTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({
        // As in Arch's lastupdate and AlmaLinux's TIME: a host that lags behind has nothing new.
        "1767322800, 1767322801, true",
        "1767322801, 1767322801, false",
        "1767322802, 1767322801, false",
        "abc, abd, true",
        "abc, abc, false",
        "abc, 1767322801, true",
        "9, 10, true",
    })
    void numbersHaveAnOrderAndTheRestIsTheSameOrNot(String synced, String seen, boolean newer) {
        assertThat(content(seen).isNewerThan(content(synced))).isEqualTo(newer);
    }

    @Test
    void aDebianTraceIsJudgedByItsSerial() {
        String trace = "Mon Jan  5 08:27:04 UTC 2026\nArchive serial: %s\nUsed ftpsync version: 20180513\n";
        Marker synced = serial(trace.formatted("2026010501"));

        assertThat(serial(trace.formatted("2026010502")).isNewerThan(synced)).isTrue();
        assertThat(serial("Tue" + trace.formatted("2026010501")).isNewerThan(synced))
                .isFalse();
        assertThat(serial(trace.formatted("2026010404")).isNewerThan(synced)).isFalse();
        assertThat(serial("Mon Jan  5 08:27:04 UTC 2026\n").isNewerThan(serial("Tue Jan  6 08:27:04 UTC 2026\n")))
                .isTrue();
    }

    @Test
    void aFileIsNewerByItsTimeAndWithinOneSecondByItsSize() {
        Marker synced = Marker.of(List.of(Marker.part(TIME, 5)));

        assertThat(Marker.of(List.of(Marker.part(TIME.plusSeconds(1), 5))).isNewerThan(synced))
                .isTrue();
        assertThat(Marker.of(List.of(Marker.part(TIME, 6))).isNewerThan(synced)).isTrue();
        assertThat(Marker.of(List.of(Marker.part(TIME, 5))).isNewerThan(synced)).isFalse();
        assertThat(Marker.of(List.of(Marker.part(TIME.minusSeconds(1), 7))).isNewerThan(synced))
                .isFalse();
    }

    @Test
    void oneNewComposeOfSeveralIsEnough() {
        assertThat(contents("CentOS-Stream-9-2", "CentOS-Stream-10-1")
                        .isNewerThan(contents("CentOS-Stream-9-1", "CentOS-Stream-10-1")))
                .isTrue();
        assertThat(contents("a", "b").isNewerThan(contents("a"))).isTrue();
    }

    @Test
    void whatIsNoMarkerIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Marker("<script>"));
        assertThat(new Marker("n:99999999999999999999").isNewerThan(new Marker("n:1")))
                .isTrue();
    }

    private static Marker content(String text) {
        return contents(text);
    }

    private static Marker contents(String... texts) {
        return Marker.of(Stream.of(texts)
                .map(text -> Marker.part(Comparison.CONTENT, (text + "\n").getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private static Marker serial(String text) {
        return Marker.of(List.of(Marker.part(Comparison.SERIAL, text.getBytes(StandardCharsets.UTF_8))));
    }
}
