package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.traffic.Published;
import io.micromirror.traffic.Totals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts what a real nginx and a real rsyncd send, by a process of its own that is killed again and again. */
final class TrafficLoopbackTest {
    private static final int SMALL = 1000;
    private static final int BIG = 3_000_000;

    @TempDir
    private Path folder;

    private Pod pod;
    private final List<Process> running = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        pod = new Pod(folder);
        pod.want(pod.site("Ohio IX", Pod.project("debian", "old-debian"), Pod.project("archlinux")));
        pod.offer("debian/small", "s".repeat(SMALL));
        pod.offer("debian/pool/big.deb", "b".repeat(BIG));
        pod.offer("archlinux/core.db", "d".repeat(SMALL));
        pod.upkeep().round();
        pod.start();
    }

    @AfterEach
    void stop() {
        running.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        pod.close();
    }

    @Test
    void everyByteIsCountedOnceOverKillsReloadsAndRotation() throws Exception {
        Process counting = count();
        long debian = 0;
        long requests = 0;
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 20; i++) {
                pod.get("/debian/small");
                pod.get("/archlinux/core.db");
            }
            pod.get("/debian/pool/big.deb");
            pod.raw("GET /debian/pool/big.deb HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: bytes=10-109\r\n\r\n");
            pod.raw("HEAD /debian/pool/big.deb HTTP/1.0\r\n\r\n");
            pod.get("/old-debian/small");
            debian += 21 * SMALL + BIG + 100;
            requests += 24;
            switch (round) {
                case 1, 3 -> {
                    counting.destroyForcibly().waitFor();
                    counting = count();
                }
                case 2 -> new Nginx(pod.places).reload();
                case 4 -> {
                    Files.move(pod.places.accessLog(), pod.places.accessLog().resolveSibling("access.log.1"));
                    signal(pod.master(), "USR1");
                }
                default -> Thread.onSpinWait();
            }
        }
        pod.get("/debian/not-there");
        end(counting);

        Totals.OfProject sent = totals().projects().get("debian");
        long notThere = sent.bytes() - debian;
        assertThat(notThere).as("bytes of one page that says 404").isBetween(1L, 1000L);
        assertThat(sent.answers()).containsExactly(requests, 0L, 1L, 0L, 0L);
        assertThat(totals().projects().get("archlinux").bytes()).isEqualTo(6L * 20 * SMALL);
        assertThat(totals().unread()).isZero();
    }

    @Test
    void whoLooksAtTheStateOfTheMirrorIsNoTraffic() throws Exception {
        Process counting = count();
        pod.get("/status.json");
        pod.get("/");
        pod.get("/debian/small");
        end(counting);
        assertThat(totals().projects()).containsOnlyKeys("debian");
        assertThat(totals().lines()).isEqualTo(1);
    }

    @Test
    void whatRsyncSendsCountsToo() throws Exception {
        int port = rsyncd();
        Process counting = count();
        assertThat(rsync("rsync://127.0.0.1:" + port + "/debian/")).isZero();
        end(counting);
        Totals.OfProject sent = totals().projects().get("debian");
        assertThat(sent.answers().getFirst()).isEqualTo(2);
        assertThat(sent.bytes()).isBetween((long) SMALL + BIG, SMALL + BIG + 2000L);
        assertThat(totals().unread()).isZero();
    }

    /** As the operator's manifest has it, in a process of its own; it counts from where the one before was. */
    private Process count() throws IOException {
        Path checkpoint = pod.places.storage().resolve(".micromirror/traffic/pod.checkpoint");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.micromirror.Micromirror",
                        "traffic",
                        "follow",
                        "--name=pod",
                        "--state=" + pod.places.storage().resolve(".micromirror/traffic"),
                        "--site=" + pod.site,
                        pod.places.accessLog().toString(),
                        pod.places.transferLog().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("counting.log").toFile()))
                .start();
        running.add(process);
        // From its first checkpoint on it may die at any moment.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(checkpoint) || !process.isAlive());
        return process;
    }

    /** nginx writes within a second; who counts keeps what it has when it is told to end. */
    private void end(Process counting) throws Exception {
        String last = Files.readString(pod.places.accessLog());
        Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
        assertThat(counting.isAlive()).as(last).isTrue();
        counting.destroy();
        assertThat(counting.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(counting.exitValue()).as(log()).isIn(0, 143);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("counting.log"));
    }

    private Totals totals() throws IOException {
        Path file = pod.places.storage().resolve(".micromirror").resolve(Published.FILE);
        return Published.parse(Files.readString(file)).orElseThrow().report().totals();
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor())
                .isZero();
    }

    /** The configuration of the pod, on a port that is free, its lock beside it. */
    private int rsyncd() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path configuration = folder.resolve("rsyncd.conf");
        Files.writeString(
                configuration,
                Files.readString(pod.places.rsyncdConf())
                        .replaceFirst("(?m)^port = .*$", "port = " + port)
                        .replace("/run/rsyncd/lock", folder.resolve("lock").toString()));
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
        Process daemon = new ProcessBuilder("rsync", "--daemon", "--no-detach", "--config=" + configuration)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rsyncd.log").toFile())
                .start();
        running.add(daemon);
        Awaitility.await().until(() -> rsync("rsync://127.0.0.1:" + port + "/") == 0);
        return port;
    }

    private int rsync(String url) throws IOException, InterruptedException {
        return new ProcessBuilder("rsync", "-rt", url, folder.resolve("copy").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
