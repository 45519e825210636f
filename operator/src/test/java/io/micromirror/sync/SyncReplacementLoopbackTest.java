package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that changes under its name: on the disk before it is served, each file the old one or the new one. */
final class SyncReplacementLoopbackTest {
    private static final Instant LATER = Instant.parse("2026-01-03T03:04:05Z");

    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        box.offer("a/one", "1");
        box.offer("two", "1");
        box.offer("three", "1");
        sync();
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void isFlushedBeforeItIsServed() throws IOException {
        change();
        List<String> calls = new ArrayList<>();
        box.on(new RecordingDisk(calls, box.storage()));

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(3);
        assertThat(calls.getFirst()).isEqualTo("flush sub/demo");
        assertThat(calls.subList(1, calls.size()))
                .containsExactlyInAnyOrder(
                        "rename .micromirror/demo/incoming/a/one sub/demo/a/one",
                        "rename .micromirror/demo/incoming/b/new sub/demo/b/new",
                        "rename .micromirror/demo/incoming/two sub/demo/two");
        assertThat(box.work().resolve("incoming")).doesNotExist();
        assertThat(sync().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    /** The calls are: flush, and a rename for each file. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aCutLeavesTheOldOneOrTheNewOneAndTheNextRunCompletesIt(int call) throws Exception {
        change();
        Path plan = Files.writeString(
                folder.resolve("plan.json"),
                box.plan(Layout.PLAIN, daemon.url("tree/")).toJson());

        assertThat(RunnerProcess.cutAt(call, plan, box.storage()).waitFor()).isEqualTo(137);

        assertThat(Files.readString(box.tree().resolve("a/one"))).isIn("1", "22");
        assertThat(Files.readString(box.tree().resolve("two"))).isIn("1", "22");
        assertThat(sync().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("a/one")).hasContent("22");
        assertThat(box.tree().resolve("two")).hasContent("22");
        assertThat(box.tree().resolve("b/new")).hasContent("22");
        assertThat(box.work().resolve("incoming")).doesNotExist();
        assertThat(sync().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void whatIsNoLongerOfItsKindAndFurtherNamesOfAFileCome() throws IOException {
        Files.delete(box.upstream().resolve("two"));
        box.offer("two/deep", "22");
        Files.delete(box.upstream().resolve("a/one"));
        Files.createSymbolicLink(box.upstream().resolve("a/one"), Path.of("../three"));
        box.offer("fresh", "22");

        assertThat(sync().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("two/deep")).hasContent("22");
        assertThat(box.tree().resolve("a/one")).isSymbolicLink().hasContent("1");
        assertThat(box.tree().resolve("fresh")).hasContent("22");

        Files.createLink(box.upstream().resolve("again"), box.upstream().resolve("three"));
        assertThat(sync().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(Files.isSameFile(box.tree().resolve("again"), box.tree().resolve("three")))
                .isTrue();
        assertThat(sync().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    private void change() throws IOException {
        for (String name : List.of("a/one", "two", "b/new")) {
            box.offer(name, "22", "rw-r--r--", LATER);
        }
    }

    private SyncResult sync() {
        return box.run(Layout.PLAIN, daemon.url("tree/"));
    }
}
