package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micromirror.layout.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceTextTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T23:59:58Z");
    private static final Instant ENDED = Instant.parse("2026-03-02T00:01:03Z");
    private static final String UPSTREAM = "rsync://ftp.example.org:8730/debian/";

    @Test
    void debiansHasTheFieldsOfFtpsync() {
        Trace trace = new Trace(
                Trace.Style.DEBIAN,
                "mirror.example.net",
                "noc@example.net",
                "Ohio\nIX <https://example.net/>",
                "US",
                "Columbus, Ohio");

        assertThat(TraceText.debian(trace, Filters.NONE, facts(Optional.of("2026030204"), 60, 5)))
                .isEqualTo("""
                        Mon Mar  2 00:01:03 UTC 2026
                        Date: Mon, 02 Mar 2026 00:01:03 +0000
                        Date-Started: Sun, 01 Mar 2026 23:59:58 +0000
                        Archive serial: 2026030204
                        Creator: Micromirror
                        Running on host: mirror.example.net
                        Maintainer: noc@example.net
                        Sponsor: Ohio IX <https://example.net/>
                        Country: US
                        Location: Columbus, Ohio
                        Trigger: request
                        Architectures: all amd64 source
                        Architectures-Configuration: ALL
                        Upstream-mirror: ftp.example.org
                        Rsync-Transport: plain
                        Total bytes received in rsync: 6500
                        Total time spent in stage1 rsync: 60
                        Total time spent in stage2 rsync: 5
                        Total time spent in rsync: 65
                        Average rate: 100 B/s
                        """);
    }

    @Test
    void whatIsNotKnownIsNotSaid() {
        assertThat(TraceText.debian(trace("m"), Filters.NONE, facts(Optional.empty(), 0, 0)))
                .doesNotContain(
                        "Archive serial", "Maintainer", "Sponsor", "Country", "Location", "Average rate", "null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            binary-amd64/ binary-all/ | binary-*/                 | INCLUDE all amd64
                                      | binary-i386/ **/binary-armel/ *_i386.deb | EXCLUDE armel i386
                                      | *.iso                     | ALL
            """)
    void filtersOfArchitecturesAreSaidInItsWords(String include, String exclude, String said) {
        Filters filters = new Filters(words(include), words(exclude), null, null);

        assertThat(TraceText.debian(trace("m"), filters, facts(Optional.empty(), 0, 0)))
                .contains("Architectures-Configuration: " + said + "\n");
    }

    @Test
    void aNameThatIsNoHostsNameIsNone() {
        for (String name : List.of("", "../x", "a/b", "a b", "*", "A.example.net")) {
            assertThatThrownBy(() -> trace(name)).hasMessageContaining("public DNS name");
        }
    }

    private static List<String> words(String line) {
        return line == null ? List.of() : List.of(line.strip().split(" "));
    }

    private static Trace trace(String host) {
        return new Trace(Trace.Style.DEBIAN, host, null, null, null, null);
    }

    private static TraceText.Facts facts(Optional<String> serial, long stage1, long stage2) {
        return new TraceText.Facts(
                BEGUN, ENDED, serial, Set.of("source", "amd64", "all"), UPSTREAM, true, 6500, stage1, stage2);
    }
}
