package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.check.OwnIpv6;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx on {@code ::1} is seen by its own machine, and the operator reads of it. */
class Ipv6LoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void statusTellsHowTheOwnNameAnswers(@TempDir Path folder) throws IOException {
        try (Pod pod = new Pod(folder)) {
            pod.want(pod.site("Ohio IX"));
            pod.upkeep().round();
            pod.start();
            Upkeep upkeep = pod.upkeep(Optional.of(List.of(
                    URI.create("http://[::1]:" + pod.port + "/"),
                    URI.create("https://[::1]:" + pod.securePort + "/"))));

            await().atMost(SOON).untilAsserted(() -> {
                upkeep.round();
                assertThat(OwnIpv6.parse(pod.body("/status.json")))
                        .contains(new OwnIpv6(
                                false, List.of(new OwnIpv6.Port("http", null), new OwnIpv6.Port("https", "Refused"))));
            });
        }
    }

    @Test
    void namesOfASiteAreItsRootsAndHostileOnesAreNone() {
        Site site = Site.parse("{\"hostname\":\"box.example.net\",\"httpPort\":8080,\"https\":{\"port\":443}}");

        assertThat(Ipv6Watch.roots(site))
                .containsExactly(
                        URI.create("http://box.example.net:8080/"), URI.create("https://box.example.net:443/"));
        assertThat(Ipv6Watch.roots(Site.parse("{\"hostname\":\"a b\"}"))).isEmpty();
        assertThat(Ipv6Watch.roots(Site.parse("{\"hostname\":\"a_b\"}"))).isEmpty();
    }
}
