package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of a storage that is taken, full, damaged or absent. */
final class SyncStorageLoopbackTest {
    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void aRunBesideAnotherDoesNothing() throws IOException {
        box.offer("a", "x");
        SyncResult before = sync();
        box.offer("b", "x");

        try (Flock _ = Flock.tryAcquire(box.lock()).orElseThrow()) {
            SyncResult result = sync();

            assertThat(result.outcome()).isEqualTo(Outcome.COALESCED);
            assertThat(result.published()).isEqualTo(before.published());
        }

        assertThat(box.state().result(Box.PROJECT)).contains(before);
        assertThat(box.tree().resolve("b")).doesNotExist();
    }

    @Test
    void aRunStopsAboveTheReserve() throws IOException {
        box.offer("a", "x");
        sync();
        box.offer("b", "x");
        box.reserving(Long.MAX_VALUE);

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.NO_SPACE);
        assertThat(result.reason()).contains("kept free", "make room");
        assertThat(box.tree().resolve("a")).exists();
    }

    @Test
    void aCorruptResultIsReplacedAndForgetsNotThatTheTreeIsServed() throws IOException {
        box.offer("a", "x");
        sync();
        Files.write(box.work().resolve("result.json"), new byte[] {(byte) 0xff, 0, '{'});

        SyncResult result = box.run(Layout.PLAIN, daemon.url("nope/"));

        assertThat(result.published()).isNotNull();
        assertThat(box.state().result(Box.PROJECT)).contains(result);
    }

    @Test
    void aStorageThatIsNotThereIsNotMade() {
        Path missing = folder.resolve("not mounted");
        SyncRun run = new SyncRun(
                box.plan(Layout.PLAIN, daemon.url("tree/")),
                new StorageState(missing),
                new Progress(new PrintWriter(Writer.nullWriter()), Clock.systemUTC()),
                Clock.systemUTC());

        SyncResult result = run.run();

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("not mounted").doesNotContain("\tat ");
        assertThat(missing).doesNotExist();
    }

    private SyncResult sync() {
        return box.run(Layout.PLAIN, daemon.url("tree/"));
    }
}
