package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
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
    void aRunStopsAboveTheReserveAlsoWhereItFirstLooksWhetherTheUpstreamIsBusy() throws IOException {
        box.offer("a", "x");
        box.run(Layout.RPM, daemon.url("tree/"));
        box.offer("b", "x");
        box.reserving(Long.MAX_VALUE);

        SyncResult result = box.run(Layout.RPM, daemon.url("tree/"));

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.NO_SPACE);
    }

    @Test
    void aTreeThatCannotFitIsNotBegun() throws IOException {
        box.offer("a", "x");
        box.expecting(9_000_000_000_000_000L);

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.NO_SPACE);
        assertThat(result.reason())
                .contains("9000.0 TB", "spec.size of MirrorProject demo", "more than there is room for");
        assertThat(box.work().resolve("first/a")).doesNotExist();
        assertThat(box.expecting(1000).run(Layout.PLAIN, daemon.url("tree/")).outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(box.expecting(9_000_000_000_000_000L)
                        .run(Layout.PLAIN, daemon.url("tree/"))
                        .outcome())
                .as("it is here already")
                .isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void anUpdateAsBigAsTheLastIsNotBegunWhereItCannotFitAndTheNextIsThoughtToBeSmaller() throws IOException {
        box.offer("a", "x");
        sync();
        Files.writeString(box.work().resolve(Estimate.NAME), "9000000000000000");
        box.offer("b", "x");

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.NO_SPACE);
        assertThat(result.reason()).contains("9000.0 TB", "as last time");
        assertThat(box.tree().resolve("b")).doesNotExist();
        assertThat(box.work().resolve(Estimate.NAME)).hasContent("4500000000000000");
        Files.writeString(box.work().resolve(Estimate.NAME), "100");
        SyncResult fits = sync();
        assertThat(fits.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.work().resolve(Estimate.NAME)).hasContent(Long.toString(fits.bytes()));
    }

    @Test
    void whatWaitsForDeletionCountsAsRoom() throws IOException {
        box.retaining(3600);
        box.offer("a", "x".repeat(100_000));
        box.offer("b", "x");
        sync();
        box.drop("a");
        sync();
        long free = Files.getFileStore(box.storage()).getUsableSpace();
        Files.writeString(box.work().resolve(Estimate.NAME), Long.toString(free / 2));
        box.reserving(free - free / 4).offer("c", "x");

        assertThat(sync().outcome()).isEqualTo(Outcome.NO_SPACE);
        try (RandomAccessFile sparse =
                new RandomAccessFile(box.tree().resolve("a").toFile(), "rw")) {
            sparse.setLength(free);
        }

        assertThat(sync().outcome()).isEqualTo(Outcome.UPDATED);
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
