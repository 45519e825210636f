package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mirror that moves to another disk as OPERATING.md says: copied while it is synced on, copied again while it is paused,
 * then served and synced from there. Whatever is killed, what is served is whole and a step is done by doing it again.
 */
final class MoveLoopbackTest {
    private static final int LONG = 4000;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    private Box box;
    private Box next;
    private Repositories repositories;
    private RsyncDaemon daemon;

    @BeforeEach
    void startMirror() throws IOException {
        box = new Box(Files.createDirectory(folder.resolve("old")));
        next = new Box(Files.createDirectory(folder.resolve("next")));
        repositories = new Repositories(box).repeating(LONG);
        repositories.apt("s", "a_1.deb", "b_1.deb", "c_1.deb");
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        assertThat(sync(box).outcome()).isEqualTo(Outcome.UPDATED);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void nothingIsFetchedAgain() throws Exception {
        copy();
        repositories.apt("s", "a_2.deb", "b_1.deb", "c_1.deb");
        assertThat(sync(box).outcome()).isEqualTo(Outcome.UPDATED);
        copy();

        SyncResult first = sync(next);

        assertThat(first.outcome()).isEqualTo(Outcome.UNCHANGED);
        // It asks whether anything changed, and fetches no package.
        assertThat(first.bytes()).isLessThan("a_2.deb".length() * (long) LONG);
        assertIsWhole(next);
        assertIsWhole(box);
    }

    @Test
    void copyThatIsKilledIsMadeByCopyingAgain() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            long there = copied();
            Process copying = copying("--bwlimit=10");
            await().until(() -> copied() > there || !copying.isAlive());
            copying.destroyForcibly().waitFor();
            assertIsWhole(box);
        }
        copy();

        assertThat(sync(next).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertIsWhole(next);
    }

    @Test
    void runThatIsKilledBeforeTheLastCopyGoesOnOnTheNewDisk() throws Exception {
        for (int call = 1; call <= KILLS; call++) {
            repositories.apt("s", "a_" + (1 + call) + ".deb", "b_1.deb", "c_1.deb");
            Path plan = Files.writeString(folder.resolve("plan.json"), plan().toJson());
            assertThat(RunnerProcess.cutAt(call, plan, box.storage()).waitFor()).isEqualTo(137);
            copy();
            assertThat(sync(next).outcome()).isIn(Outcome.UPDATED, Outcome.UNCHANGED);
            assertIsWhole(next);
            assertThat(sync(next).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
    }

    @Test
    void whoGoesBackFindsTheOldDiskAsItWas() throws Exception {
        copy();
        repositories.apt("s", "a_2.deb", "b_1.deb", "c_1.deb");
        assertThat(sync(next).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("pool/a_1.deb")).exists();

        SyncResult back = sync(box);

        assertThat(back.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(back.bytes()).isLessThan(2L * "a_2.deb".length() * LONG);
        assertIsWhole(box);
    }

    private void copy() throws Exception {
        assertThat(copying().waitFor()).isZero();
    }

    private Process copying(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("rsync", "-aH", "--delete"));
        command.addAll(List.of(options));
        command.addAll(List.of(box.storage() + "/", next.storage() + "/"));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Files of the new disk, those that are half there too. */
    private long copied() throws IOException {
        try (Stream<Path> all = Files.find(next.storage(), Integer.MAX_VALUE, (_, what) -> what.isRegularFile())) {
            return all.count();
        }
    }

    private SyncPlan plan() {
        return box.plan(Layout.APT, daemon.url("tree/"));
    }

    private SyncResult sync(Box which) {
        return which.run(Layout.APT, daemon.url("tree/"));
    }

    private void assertIsWhole(Box which) throws IOException {
        for (String name : new Tree(box.upstream()).files()) {
            assertThat(which.tree().resolve(name))
                    .hasSameBinaryContentAs(box.upstream().resolve(name));
        }
    }
}
