package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients notice nothing while the configuration changes again and again under them. */
class ReloadLoopbackTest {
    private static final int LENGTH = 16 << 20;
    private static final int CHANGES = 6;

    private Pod pod;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        pod = new Pod(folder);
        pod.offer("debian/big.iso", "x".repeat(LENGTH));
        pod.offer("debian/small.deb", "hello");
        pod.want(pod.site("Ohio IX", Pod.project("debian")));
        pod.upkeep().round();
        pod.start();
    }

    @AfterEach
    void stop() {
        pod.close();
    }

    @Test
    void slowDownloadAndNewConnectionsSeeNoError() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<List<String>> connections =
                CompletableFuture.supplyAsync(() -> failuresUntil(over, answered));
        try (Socket slow = new Socket()) {
            // A small window, or the kernel would take the whole file at once.
            slow.setReceiveBufferSize(1 << 16);
            slow.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), pod.port));
            OutputStream request = slow.getOutputStream();
            request.write("GET /debian/big.iso HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = slow.getInputStream();
            long received = 0;
            for (int change = 0; change < CHANGES; change++) {
                received += answer.readNBytes(1 << 20).length;
                change(change);
            }
            received += answer.transferTo(OutputStream.nullOutputStream());

            assertThat(received).isGreaterThan(LENGTH).isLessThan(LENGTH + 1024);
        } finally {
            over.set(true);
        }
        assertThat(connections.get()).isEmpty();
        assertThat(answered).hasValueGreaterThan(CHANGES);
    }

    @Test
    void podThatIsToldToEndTakesNobodyAnewAndLetsItsDownloadEnd() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1 << 16);
            slow.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), pod.port));
            slow.getOutputStream().write("GET /debian/big.iso HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = slow.getInputStream();
            long received = answer.readNBytes(1 << 20).length;
            Process container = pod.tellToEnd();
            await().atMost(Duration.ofSeconds(30)).until(() -> !answers());
            // Told again, as when somebody wants it gone sooner.
            pod.tellToEnd();
            assertThat(container.isAlive()).isTrue();
            received += answer.transferTo(OutputStream.nullOutputStream());

            assertThat(received).isGreaterThan(LENGTH).isLessThan(LENGTH + 1024);
            assertThat(container.waitFor()).isZero();
        }
    }

    private boolean answers() {
        try {
            return pod.get("/debian/small.deb").startsWith("HTTP/1.1 200");
        } catch (IOException refused) {
            return false;
        }
    }

    /** A project more, and nginx runs that. */
    private void change(int number) throws IOException {
        List<Site.Project> projects = new ArrayList<>(List.of(Pod.project("debian")));
        for (int i = 0; i <= number; i++) {
            pod.offer("more" + i + "/README", "hello");
            projects.add(Pod.project("more" + i));
        }
        pod.want(pod.site("Ohio IX", projects.toArray(Site.Project[]::new)));
        Upkeep upkeep = pod.upkeep();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ServingReport report = upkeep.round();
            return report.wanted().equals(report.live());
        });
    }

    /** One connection each 10 ms; what went wrong. */
    private List<String> failuresUntil(AtomicBoolean over, AtomicInteger answered) {
        List<String> failures = new ArrayList<>();
        while (!over.get()) {
            try {
                String answer = pod.get("/debian/small.deb");
                if (answer.startsWith("HTTP/1.1 200") && answer.endsWith("hello")) {
                    answered.incrementAndGet();
                } else {
                    failures.add(answer);
                }
                Thread.sleep(10);
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }
        return failures;
    }
}
