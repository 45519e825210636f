package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of a network, with a real nginx: for clients, never for checkers. */
class LimitsLoopbackTest {
    private static final String CLIENT = "Debian APT-HTTP/1.3";
    private static final String CHECKER =
            "mirrormanager-crawler/1.0 (+https://github.com/fedora-infra/mirrormanager2/)";

    @TempDir
    private Path folder;

    private Pod pod;

    @AfterEach
    void stop() {
        pod.close();
    }

    @Test
    void requestsOfANetworkAreLimitedAndThoseOfCheckersAreNot() throws IOException {
        serve(new Site.RateLimits(0, 1, List.of()));

        assertThat(answers(CLIENT, "/debian/README")).contains("HTTP/1.1 200 OK", "HTTP/1.1 429 Too Many Requests");
        assertThat(answers(CHECKER, "/debian/README")).containsOnly("HTTP/1.1 200 OK");
        assertThat(answers(CLIENT, "/status.json")).containsOnly("HTTP/1.1 200 OK");
    }

    @Test
    void exceptedNetworksAreNotLimited() throws IOException {
        serve(new Site.RateLimits(0, 1, List.of("127.0.0.0/8", "::1/128")));

        assertThat(answers(CLIENT, "/debian/README")).containsOnly("HTTP/1.1 200 OK");
    }

    @Test
    void downloadsAtATimeAreLimited() throws IOException {
        serve(new Site.RateLimits(1, 0, List.of()));
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1 << 16);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), pod.port));
            slow.getOutputStream().write("GET /debian/big.iso HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            slow.getInputStream().readNBytes(1 << 10);

            assertThat(answers(CLIENT, "/debian/README")).containsOnly("HTTP/1.1 429 Too Many Requests");
            assertThat(answers(CHECKER, "/debian/README")).containsOnly("HTTP/1.1 200 OK");
        }
    }

    private void serve(Site.RateLimits limits) throws IOException {
        pod = new Pod(folder);
        pod.offer("debian/README", "hello");
        pod.offer("debian/big.iso", "x".repeat(16 << 20));
        pod.want(pod.limitedSite(limits, Pod.project("debian")));
        assertThat(pod.upkeep().round().error()).isNull();
        pod.start();
    }

    /** The first lines of ten answers in a row. */
    private List<String> answers(String agent, String path) {
        return IntStream.range(0, 10)
                .mapToObj(_ -> first("GET " + path + " HTTP/1.0\r\nUser-Agent: " + agent + "\r\n\r\n"))
                .toList();
    }

    private String first(String request) {
        try {
            return pod.raw(request).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
