package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process has a port that a real nginx or rsyncd wants: it is said, what serves goes on, and it ends by itself. */
class TakenPortLoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Pod pod;
    private Upkeep upkeep;

    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        pod = new Pod(folder);
        pod.offer("debian/README", "hello");
        pod.want(pod.secureSite(Pod.project("debian")));
        upkeep = pod.upkeep();
        upkeep.round();
    }

    @AfterEach
    void stop() {
        pod.close();
    }

    @Test
    void nginxThatFindsItsPortTakenSaysWhich() throws IOException {
        try (ServerSocket _ = foreign(pod.port)) {
            assertThatThrownBy(() -> pod.start())
                    .hasMessageContaining("bind() to 0.0.0.0:%d failed (98: ".formatted(pod.port));
        }
    }

    @Test
    void portOfHttpsThatIsTakenIsReportedAndHttpGoesOnUntilItIsFree() throws Exception {
        pod.start();
        try (ServerSocket _ = foreign(pod.securePort)) {
            Secrets.hand(
                    Secrets.until(Instant.now().plus(60, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)),
                    pod.places.certificate());
            ServingReport report = await().atMost(SOON).until(upkeep::round, told -> told.error() != null);

            assertThat(report.error()).startsWith("bind() to 0.0.0.0:%d failed (98: ".formatted(pod.securePort));
            assertThat(report.live()).isNotEqualTo(report.wanted());
            assertThat(upkeep.round().error()).isEqualTo(report.error());
            assertThat(pod.get("/debian/README")).startsWith("HTTP/1.1 200");
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(upkeep.round())
                        .returns(null, ServingReport::error)
                        .matches(report -> report.wanted().equals(report.live())));
    }

    @Test
    void rsyncdWaitsForAPortOfWhichAnotherHasHalfAndOpensItThen() throws Exception {
        int port = pod.port + 1;
        Process rsyncd;
        try (ServerSocket _ = foreign(port)) {
            rsyncd = new ProcessBuilder(pod.places.rsyncdCommand(port))
                    .redirectErrorStream(true)
                    .redirectOutput(pod.folder.resolve("rsyncd.log").toFile())
                    .start();
            await().atMost(SOON).until(() -> Files.exists(pod.places.rsyncdWaits()));

            assertThat(upkeep.round().rsyncdWaits()).as("in a rollout").isNull();
            assertThat(later().round().rsyncdWaits()).isTrue();
        }
        try {
            await().atMost(SOON).ignoreExceptions().until(() -> greeting(port).startsWith("@RSYNCD: "));
            assertThat(later().round().rsyncdWaits()).isNull();
        } finally {
            // Told to end, it waits for every rsync that it sees, which in its pod are its own.
            rsyncd.descendants().forEach(ProcessHandle::destroyForcibly);
            rsyncd.destroyForcibly().onExit().join();
        }
    }

    private Upkeep later() {
        return pod.upkeep(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
    }

    /** Listens for IPv4 alone, as many do. */
    private static ServerSocket foreign(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static String greeting(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
