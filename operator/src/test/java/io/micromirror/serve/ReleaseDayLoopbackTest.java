package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.change.Lookout;
import io.micromirror.change.Openness;
import io.micromirror.layout.Layout;
import io.micromirror.sync.RsyncDaemon;
import io.micromirror.sync.SyncCommand;
import io.micromirror.sync.SyncPlan;
import io.micromirror.sync.SyncResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What an upstream gives to mirrors before its release, closed by its mode alone, as Fedora does: a real sync brings it, a
 * real nginx and a real rsyncd keep it to themselves, and when the upstream opens it, it is open here with no byte of it
 * fetched again. Needs root, because who serves is another user than who syncs.
 */
class ReleaseDayLoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String RELEASE = "linux/releases/44/disk.iso";
    private static final int SIZE = 3_000_000;

    private final Lookout lookout = new Lookout();
    private Pod pod;
    private Upkeep upkeep;
    private Path upstream;
    private RsyncDaemon daemon;
    private Process rsyncd;

    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        pod = new Pod(folder);
        upstream = Files.createDirectories(folder.resolve("upstream"));
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        Path release = upstream.resolve(RELEASE);
        Files.createDirectories(release.getParent());
        Files.write(release, content);
        Files.writeString(upstream.resolve("linux/releases/README"), "hello");
        mode("linux/releases/README", "rw-r--r--");
        daemon = RsyncDaemon.offering(upstream, folder);
        pod.want(pod.site("Ohio IX", Pod.project("fedora")));
        upkeep = pod.upkeep();
    }

    @AfterEach
    void stop() {
        lookout.close();
        pod.close();
        daemon.close();
        if (rsyncd != null) {
            rsyncd.descendants().forEach(ProcessHandle::destroyForcibly);
            rsyncd.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aFileThatIsClosedUpstreamIsClosedHereAndOpensWithIt() throws Exception {
        mode(RELEASE, "rw-r-----");
        opensWithoutADownload("rw-r--r--", RELEASE);
    }

    @Test
    void aDirectoryThatIsClosedUpstreamIsClosedHereAndOpensWithIt() throws Exception {
        mode(RELEASE, "rw-r--r--");
        mode("linux/releases/44", "rwxr-x---");
        opensWithoutADownload("rwxr-xr-x", "linux/releases/44");
    }

    private void opensWithoutADownload(String mode, String opens) throws Exception {
        sync();
        serve();
        Path here = pod.places.storage().resolve("fedora").resolve(RELEASE);
        Object inode = Files.getAttribute(here, "unix:ino");
        assertThat(Files.size(here)).isEqualTo(SIZE);
        assertThat(pod.get("/fedora/linux/releases/README")).startsWith("HTTP/1.1 200");
        assertThat(pod.get("/fedora/" + RELEASE)).startsWith("HTTP/1.1 403");
        assertThat(rsync("fedora/linux/releases/")).contains("README").doesNotContain("disk.iso");
        assertThat(openUpstream()).isInstanceOf(Openness.Closed.class);
        assertThat(openHere()).isInstanceOf(Openness.Closed.class);

        mode(opens, mode);
        assertThat(openUpstream()).isInstanceOf(Openness.Open.class);
        assertThat(openHere()).isInstanceOf(Openness.Closed.class);
        SyncResult result = sync();

        assertThat(result.bytes()).isLessThan(SIZE / 10);
        assertThat(Files.getAttribute(here, "unix:ino")).isEqualTo(inode);
        assertThat(openHere()).isInstanceOf(Openness.Open.class);
        assertThat(pod.get("/fedora/" + RELEASE)).startsWith("HTTP/1.1 200").contains("Content-Length: " + SIZE);
        assertThat(rsync("fedora/linux/releases/")).contains("disk.iso");
    }

    private Openness openUpstream() {
        return lookout.open(List.of(daemon.url("tree/")), RELEASE);
    }

    private Openness openHere() {
        return lookout.open(List.of("http://127.0.0.1:" + pod.port + "/fedora/"), RELEASE);
    }

    private void serve() throws IOException {
        await().atMost(SOON).until(() -> upkeep.round().error() == null);
        pod.start();
        Path configuration = Files.writeString(
                pod.folder.resolve("rsyncd.conf"),
                Files.readString(pod.places.rsyncdConf())
                        .replace("/run/rsyncd/lock", pod.folder.resolve("lock").toString()));
        rsyncd = new ProcessBuilder("rsync", "--daemon", "--no-detach", "--config=" + configuration)
                .redirectErrorStream(true)
                .redirectOutput(pod.folder.resolve("rsyncd.log").toFile())
                .start();
        await().atMost(SOON).until(() -> rsync("").contains("fedora"));
    }

    private SyncResult sync() throws IOException {
        SyncPlan plan =
                new SyncPlan("box", "fedora", "Fedora", Layout.RPM, "fedora", "fedora", List.of(daemon.url("tree/")));
        Path file = Files.writeString(pod.folder.resolve("plan.json"), plan.toJson());
        Path result = pod.folder.resolve("result");
        int code = new CommandLine(new SyncCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(
                        "--plan",
                        file.toString(),
                        "--storage",
                        pod.places.storage().toString(),
                        "--result",
                        result.toString());
        assertThat(code).isZero();
        return SyncResult.parse(Files.readString(result)).orElseThrow();
    }

    /** All that is listed to a client below a path. */
    private String rsync(String path) throws IOException, InterruptedException {
        Process client = new ProcessBuilder(
                        "rsync", "--recursive", "--list-only", "rsync://127.0.0.1:" + (pod.port + 1) + "/" + path)
                .redirectErrorStream(true)
                .start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        client.waitFor();
        return said;
    }

    private void mode(String name, String mode) throws IOException {
        Path path = upstream.resolve(name);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(path, FileTime.from(Pod.MODIFIED));
    }
}
