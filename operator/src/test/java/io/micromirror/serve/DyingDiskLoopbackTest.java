package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.layout.Layout;
import io.micromirror.scrub.ScrubCommand;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.RsyncDaemon;
import io.micromirror.sync.StorageStatus;
import io.micromirror.sync.SyncCommand;
import io.micromirror.sync.SyncPlan;
import io.micromirror.sync.SyncResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Two projects on a real disk that fails under real syncs, scrubs and a real nginx: it is told, and what is good goes on. */
class DyingDiskLoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SIZE = 8 << 20;

    private Pod pod;
    private DyingDisk disk;
    private Upkeep upkeep;
    private Path upstream;
    private RsyncDaemon daemon;

    @BeforeEach
    void prepare(@TempDir Path folder) throws Exception {
        disk = new DyingDisk(folder, Pod.places(folder).storage());
        pod = new Pod(folder);
        upstream = Files.createDirectories(folder.resolve("upstream"));
        offer("debian", 1);
        offer("fedora", 2);
        daemon = RsyncDaemon.offering(upstream, folder);
        pod.want(pod.site("Ohio IX", Pod.project("debian"), Pod.project("fedora")));
        upkeep = pod.upkeep();
        assertThat(sync("debian").outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(sync("fedora").outcome()).isEqualTo(Outcome.UPDATED);
        await().atMost(SOON).until(() -> upkeep.round().error() == null);
    }

    @AfterEach
    void stop() throws IOException {
        pod.close();
        daemon.close();
        disk.close();
    }

    @Test
    void aDiskThatTakesNoWritesIsToldByTheRunAndByWhoServes() throws Exception {
        pod.start();
        assertThat(pod.body("/status.json")).doesNotContain("readOnly");
        Files.writeString(upstream.resolve("debian/new"), "new");
        disk.takesNoWrites();

        SyncResult result = sync("debian");

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.STORAGE_FAILING);
        upkeep.round();
        String told = pod.body("/status.json");
        assertThat(Space.parse(told).orElseThrow().readOnly()).isTrue();
        assertThat(StorageStatus.parse(told).projects()).hasSize(2);
        assertThat(pod.get("/debian/disk.img")).startsWith("HTTP/1.1 200");
        assertThat(pod.get("/fedora/disk.img")).startsWith("HTTP/1.1 200");

        disk.takesWritesAgain();
        upkeep.round();
        assertThat(pod.body("/status.json")).doesNotContain("readOnly");
        assertThat(sync("debian").outcome()).isEqualTo(Outcome.UPDATED);
    }

    @Test
    void whatADiskWillNotReadIsFetchedAnewAndTheOtherProjectGoesOn() throws Exception {
        Path damaged = disk.losesTheEndOfOne(tree("debian"), tree("fedora"));
        String failing = damaged.getParent().getFileName().toString();
        String good = failing.equals("debian") ? "fedora" : "debian";
        pod.start();

        assertThat(pod.get("/" + failing + "/disk.img").length())
                .as("it breaks off, rather than hand out what is wrong")
                .isLessThan(SIZE);
        assertThat(pod.get("/" + good + "/disk.img")).startsWith("HTTP/1.1 200").hasSizeGreaterThan(SIZE);
        scrub(failing);
        scrub(good);
        Files.writeString(upstream.resolve(good + "/new"), "new");
        assertThat(sync(good).outcome()).isEqualTo(Outcome.UPDATED);

        upkeep.round();
        StorageStatus told = StorageStatus.parse(pod.body("/status.json"));
        assertThat(told.scrubs())
                .extracting(scrub -> scrub.project() + " " + scrub.unreadable() + " " + scrub.bad())
                .containsExactlyInAnyOrder(good + " 0 0", failing + " 1 1");
        assertThat(pod.get("/" + failing + "/disk.img"))
                .satisfiesAnyOf(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 404"),
                        answer -> assertThat(answer).startsWith("HTTP/1.1 200").hasSizeGreaterThan(SIZE));
    }

    private void offer(String project, int seed) throws Exception {
        byte[] content = new byte[SIZE];
        new Random(seed).nextBytes(content);
        Path folder = Files.createDirectories(upstream.resolve(project));
        Files.write(folder.resolve("disk.img"), content);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
        Files.writeString(folder.resolve("SHA256SUMS"), HexFormat.of().formatHex(sum) + " *disk.img\n");
        Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
    }

    private Path tree(String project) {
        return pod.places.storage().resolve(project).resolve("disk.img");
    }

    private Path plan(String project) throws IOException {
        SyncPlan plan = new SyncPlan(
                "box", project, project, Layout.IMAGES, project, project, List.of(daemon.url("tree/" + project + "/")));
        return Files.writeString(pod.folder.resolve(project + ".plan"), plan.toJson());
    }

    private SyncResult sync(String project) throws IOException {
        Path result = pod.folder.resolve("result");
        run(new CommandLine(new SyncCommand()), "--plan", project, "--result", result.toString());
        return SyncResult.parse(Files.readString(result)).orElseThrow();
    }

    private void scrub(String project) throws IOException {
        run(new CommandLine(new ScrubCommand()), "--plans", project, "--days", "1");
    }

    private void run(CommandLine command, String plans, String project, String... more) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                plans,
                plan(project).toString(),
                "--storage",
                pod.places.storage().toString()));
        arguments.addAll(List.of(more));
        command.setOut(new PrintWriter(Writer.nullWriter())).execute(arguments.toArray(String[]::new));
    }
}
