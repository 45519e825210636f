package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes in line, as the pods of a box are. */
final class LineLoopbackTest {
    private static final Path LINE = Path.of("line").toAbsolutePath();

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        });
    }

    @Test
    void ofAHundredThatComeDuringARunOneRunsAfterIt() throws Exception {
        Process running = enter("running", "fedora", 2, "1700000000");
        awaitRuns("running");
        Process waiting = enter("waiting", "fedora", 2, "1700000001");
        awaitSays("waiting", "Waits for the run of fedora");

        for (int i = 0; i < 100; i++) {
            assertThat(enter("late", "fedora", 2, "1700000002").waitFor()).isZero();
        }
        assertThat(said("late")).contains("A run of fedora waits already");
        assertThat(message("late")).isEqualTo(Outcome.COALESCED);
        assertThat(message("waiting")).isEqualTo(Outcome.WAITING);
        assertThat(Flock.tryAcquire(folder.resolve(".micromirror/locks/fedora~linux")))
                .isEmpty();

        pass("running");
        assertThat(running.waitFor()).isZero();
        awaitRuns("waiting");
        assertThat(Files.readString(folder.resolve("waiting.runs"))).isEqualTo("1700000001\n");
        assertThat(folder.resolve("waiting.message")).isEmptyFile();
        pass("waiting");
        assertThat(waiting.waitFor()).isZero();
        assertThat(folder.resolve("late.runs")).doesNotExist();
    }

    @Test
    void aScheduledRunIsContentWithTheOneThatIsUnderWay() throws Exception {
        enter("running", "fedora", 2, "wait");
        awaitRuns("running");

        assertThat(enter("scheduled", "fedora", 2, "pass").waitFor()).isZero();

        assertThat(message("scheduled")).isEqualTo(Outcome.COALESCED);
        assertThat(Files.readString(folder.resolve("running.runs"))).isEqualTo("none\n");
    }

    @Test
    void asManyRunAsMayAndAKilledOneMakesRoom() throws Exception {
        Process first = enter("first", "arch", 2, "pass");
        enter("second", "epel", 2, "pass");
        awaitRuns("first");
        awaitRuns("second");
        enter("third", "kde", 2, "pass");
        enter("fourth", "tdf", 2, "pass");
        awaitSays("third", "Waiting for ");
        awaitSays("fourth", "Waiting for ");
        assertThat(message("third")).isEqualTo(Outcome.WAITING);

        first.destroyForcibly().onExit().join();

        await().until(() -> runs("third") || runs("fourth"));
        assertThat(runs("third") && runs("fourth")).isFalse();
    }

    @Test
    void whoIsToldToStopWhileWaitingStopsAtOnceAndLeavesNothing() throws Exception {
        enter("running", "fedora", 1, "wait");
        awaitRuns("running");
        Process same = enter("same", "fedora", 1, "wait");
        Process other = enter("other", "arch", 1, "wait");
        awaitSays("same", "Waits for ");
        awaitSays("other", "Waiting for ");

        same.destroy();
        other.destroy();

        assertThat(same.waitFor()).isEqualTo(143);
        assertThat(other.waitFor()).isEqualTo(143);
        assertThat(message("same")).isEqualTo(Outcome.WAITING);
        Process next = enter("next", "fedora", 1, "wait");
        awaitSays("next", "Waits for ");
        next.destroyForcibly();
    }

    @Test
    void aRunIsNeedlessAfterOneThatBeganSinceItWasAskedFor() throws IOException {
        Box box = new Box(folder);
        box.offer("a", "x");
        try (RsyncDaemon daemon = RsyncDaemon.offering(box.upstream(), folder)) {
            SyncResult before = box.run(Layout.PLAIN, daemon.url("tree/"));
            Instant began = before.started();

            assertThat(outcome(box.wanted(began.minusSeconds(1)), daemon)).isEqualTo(Outcome.COALESCED);
            assertThat(box.state().result(Box.PROJECT)).contains(before);
            assertThat(outcome(box.wanted(began), daemon)).isEqualTo(Outcome.UNCHANGED);
            assertThat(outcome(box.wanted(null), daemon)).isEqualTo(Outcome.UNCHANGED);
        }
    }

    @Test
    void aRunIsNotNeedlessAfterOneThatFailed() throws IOException {
        Box box = new Box(folder);
        box.offer("a", "x");
        try (RsyncDaemon daemon = RsyncDaemon.offering(box.upstream(), folder)) {
            SyncResult failed = box.run(Layout.PLAIN, daemon.url("nope/"));

            assertThat(outcome(box.wanted(failed.started().minusSeconds(9)), daemon))
                    .isEqualTo(Outcome.UPDATED);
        }
    }

    private static Outcome outcome(Box box, RsyncDaemon daemon) {
        return box.run(Layout.PLAIN, daemon.url("tree/")).outcome();
    }

    /** Its command says that it runs and since when it was asked for, and goes on until it may end. */
    private Process enter(String name, String project, int slots, String turn) throws IOException {
        Path message = folder.resolve(name + ".message");
        Files.writeString(message, "");
        String command = "echo ${MICROMIRROR_ASKED:-none} >%1$s.runs; until [ -e %1$s.pass ]; do sleep 0.05; done"
                .formatted(folder.resolve(name));
        ProcessBuilder builder = new ProcessBuilder(
                        LINE.toString(),
                        folder.toString(),
                        project,
                        project + "~linux",
                        Integer.toString(slots),
                        turn,
                        "sh",
                        "-c",
                        command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("MICROMIRROR_MESSAGE", message.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void pass(String name) throws IOException {
        Files.createFile(folder.resolve(name + ".pass"));
    }

    private boolean runs(String name) {
        return Files.exists(folder.resolve(name + ".runs"));
    }

    private void awaitRuns(String name) {
        await().until(() -> runs(name));
    }

    private void awaitSays(String name, String words) {
        await().until(() -> said(name).contains(words));
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private Outcome message(String name) throws IOException {
        return SyncResult.parse(Files.readString(folder.resolve(name + ".message")))
                .orElseThrow()
                .outcome();
    }
}
