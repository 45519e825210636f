package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is cut off midway: its transfer stands still, then the runner is told to stop, or killed. */
final class SyncKilledLoopbackTest {
    private static final int FILES = 20;
    private static final int SIZE = 1_000_000;

    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;
    private StallingRelay relay;

    @BeforeEach
    void startUpstreamThatFallsSilent() throws IOException {
        box = new Box(folder);
        for (int i = 0; i < FILES; i++) {
            box.offer("pool/" + i, Integer.toString(i % 10).repeat(SIZE));
        }
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        relay = new StallingRelay(daemon.port(), (long) FILES * SIZE / 4);
    }

    @AfterEach
    void stopUpstream() throws IOException {
        relay.close();
        daemon.close();
    }

    @Test
    void killedTheRunnerTakesRsyncAlongAndTheNextRunGoesOnFromThere() throws Exception {
        Process runner = runner();
        relay.awaitStall();

        runner.destroyForcibly().waitFor();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            Optional<Flock> free = Flock.tryAcquire(box.work().resolve(RsyncCommand.LOCK));
            free.ifPresent(Flock::close);
            return free.isPresent();
        });

        assertThat(box.tree()).doesNotExist();
        assertThat(box.state().result(Box.PROJECT)).isEmpty();
        assertTheNextRunGoesOn();
    }

    @Test
    void toldToStopTheRunnerStillTellsAndTheNextRunGoesOnFromThere() throws Exception {
        Process runner = runner();
        relay.awaitStall();

        runner.destroy();

        assertThat(runner.waitFor()).isNotZero();
        assertThat(box.tree()).doesNotExist();
        assertThat(box.state().result(Box.PROJECT)).hasValueSatisfying(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
            assertThat(result.reason()).contains("goes on from there");
            assertThat(result.published()).isNull();
        });
        assertThat(SyncResult.parse(Files.readString(folder.resolve("message"))))
                .isEqualTo(box.state().result(Box.PROJECT));
        assertTheNextRunGoesOn();
    }

    @Test
    void anRsyncThatStillWritesIsWaitedFor() throws Exception {
        SyncRun waiting = box.prepared(Layout.PLAIN, daemon.url("tree/"));
        try (Flock _ = Flock.acquire(box.state().of(Box.PROJECT).resolve(RsyncCommand.LOCK))) {
            waiting.stop();

            assertThat(waiting.run().outcome()).isEqualTo(Outcome.STOPPED);
        }
        assertThat(box.run(Layout.PLAIN, daemon.url("tree/")).outcome()).isEqualTo(Outcome.UPDATED);
    }

    @Test
    void anUpstreamThatChangesUnderARunIsReadAgainAtOnce() throws Exception {
        FutureTask<SyncResult> run =
                new FutureTask<>(() -> box.run(Layout.PLAIN, RsyncDaemon.url(relay.port(), "tree/")));
        Thread.ofPlatform().start(run);
        relay.awaitStall();
        Files.delete(box.upstream().resolve("pool/9"));

        relay.resume();

        assertThat(run.get().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("pool/8")).hasSize(SIZE);
        assertThat(box.tree().resolve("pool/9")).doesNotExist();
    }

    private void assertTheNextRunGoesOn() {
        SyncResult next = box.run(Layout.PLAIN, daemon.url("tree/"));

        assertThat(next.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(next.bytes()).isLessThan((long) FILES * SIZE * 9 / 10);
        assertThat(box.tree().resolve("pool")).isDirectoryNotContaining("glob:**.~tmp~");
        for (int i = 0; i < FILES; i++) {
            assertThat(box.tree().resolve("pool/" + i)).hasSize(SIZE);
        }
        assertThat(box.run(Layout.PLAIN, daemon.url("tree/")).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    private Process runner() throws IOException {
        Path plan = Files.writeString(
                folder.resolve("plan.json"),
                box.plan(Layout.PLAIN, RsyncDaemon.url(relay.port(), "tree/")).toJson());
        return RunnerProcess.start(plan, box.storage(), folder.resolve("message"));
    }
}
