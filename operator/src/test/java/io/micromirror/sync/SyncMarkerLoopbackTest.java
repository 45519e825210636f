package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.change.Comparison;
import io.micromirror.change.Lookout;
import io.micromirror.change.Marker;
import io.micromirror.change.Probe;
import io.micromirror.change.Sighting;
import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run remembers of its upstream, so that nobody starts one for nothing. */
final class SyncMarkerLoopbackTest {
    @TempDir
    private Path folder;

    private Box box;

    @BeforeEach
    void upstream() throws IOException {
        box = new Box(folder);
        box.offer("a", "x");
        box.offer("TIME", "1767322801\n");
    }

    @Test
    void aPublishDuringTheRunIsStillNews() throws IOException {
        try (RsyncDaemon daemon = RsyncDaemon.offering(box.upstream(), folder)) {
            Probe probe = probe(daemon.url("tree/"));
            box.probing(probe).on(new PublishingDisk(box));

            SyncResult result = box.run(Layout.PLAIN, daemon.url("tree/"));

            assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
            assertThat(result.marker()).isEqualTo(new Marker("n:1767322801"));
            assertThat(box.state().result(Box.PROJECT)).contains(result);
            assertThat(seen(probe).isNewerThan(result.marker())).isTrue();
            assertThat(box.on(new KernelDisk())
                            .run(Layout.PLAIN, daemon.url("tree/"))
                            .marker())
                    .isEqualTo(seen(probe));
        }
    }

    @Test
    void itIsAskedOfTheUpstreamThatGaveTheTree() throws IOException {
        try (RsyncDaemon daemon = RsyncDaemon.offering(box.upstream(), folder)) {
            box.probing(probe("rsync://127.0.0.1:1/other/"));

            assertThat(box.run(Layout.PLAIN, daemon.url("nope/"), daemon.url("tree/"))
                            .marker())
                    .isEqualTo(new Marker("n:1767322801"));
            assertThat(box.run(Layout.PLAIN, daemon.url("nope/")).marker())
                    .describedAs("restated by a run that failed")
                    .isEqualTo(new Marker("n:1767322801"));
        }
    }

    private static Probe probe(String url) {
        return new Probe(Comparison.CONTENT, List.of(url), List.of("TIME"));
    }

    private static Marker seen(Probe probe) {
        try (Lookout lookout = new Lookout()) {
            return ((Sighting.Seen) lookout.look(probe)).marker();
        }
    }

    /** An upstream that publishes while a run brings its content live. */
    private record PublishingDisk(Box box) implements Disk {
        @Override
        public void flush(Path path) throws IOException {
            new KernelDisk().flush(path);
        }

        @Override
        public void exchange(Path one, Path other) throws IOException {
            new KernelDisk().exchange(one, other);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            box.offer("TIME", "1767322999\n");
            new KernelDisk().rename(from, to);
        }
    }
}
