package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a clock that counts an hour for each second. */
final class DeadlineLoopbackTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private final long began = System.nanoTime();
    private final Clock clock =
            ((InstantSource) () -> START.plusNanos((System.nanoTime() - began) * 3600)).withZone(ZoneOffset.UTC);

    @Test
    void aRunThatNoLongerMovesGivesItsSlotBackButNotAFirstOne() throws Exception {
        Box box = new Box(folder);
        box.offer("a", "x");
        try (RsyncDaemon daemon = RsyncDaemon.offering(box.upstream(), folder)) {
            box.run(Layout.PLAIN, daemon.url("tree/"));
            box.stallingAfter(5_400).offer("b", "x".repeat(3_000_000));
            try (StallingRelay relay = new StallingRelay(daemon.port(), 100_000)) {
                SyncResult result = run(box, RsyncDaemon.url(relay.port(), "tree/"));

                assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
                assertThat(result.reason()).contains("Nothing moved for 90 minutes");
            }
        }
        try (Deadline first =
                new Deadline(Optional.empty(), new Progress(new PrintWriter(Writer.nullWriter()), clock), () -> {})) {
            Thread.sleep(3_000);
            assertThat(first.passed()).isFalse();
        }
    }

    private SyncResult run(Box box, String url) {
        Progress progress = new Progress(new PrintWriter(Writer.nullWriter()), clock);
        return new SyncRun(box.plan(Layout.PLAIN, url), box.state(), progress, Clock.systemUTC()).run();
    }
}
