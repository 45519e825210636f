package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of upstreams that do not give the tree, and which it asks then. */
final class SyncUpstreamsLoopbackTest {
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
    void aModuleThatIsNotThereIsRefusedWithAMend() {
        SyncResult result = box.run(Layout.PLAIN, daemon.url("nope/"));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason())
                .isEqualTo("%s refused: Unknown module 'nope'; check the module name in the upstream's URL."
                        .formatted(daemon.url("nope/")));
        assertThat(result.published()).isNull();
        assertThat(box.tree()).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNotThereDeletesNothing() throws IOException {
        box.offer("a", "x");
        SyncResult before = sync();

        SyncResult result = box.run(Layout.PLAIN, daemon.url("tree/nope/"));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason()).contains("check the path after the module's name");
        assertThat(result.published()).isEqualTo(before.published());
        assertThat(result.succeeded()).isEqualTo(before.succeeded());
        assertThat(box.tree().resolve("a")).exists();
    }

    @Test
    void theNextUpstreamIsAskedWhenOneDoesNotAnswer() throws IOException {
        box.offer("a", "x");
        String closed = RsyncDaemon.url(RsyncDaemon.freePort(), "tree/");

        SyncResult none = box.run(Layout.PLAIN, daemon.url("nope/"), closed);
        SyncResult second = box.run(Layout.PLAIN, closed, daemon.url("nope/"), daemon.url("tree/"));

        assertThat(none.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(none.reason()).contains("Connection refused", "Unknown module");
        assertThat(second.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(second.upstream()).isEqualTo(daemon.url("tree/"));
    }

    private SyncResult sync() {
        return box.run(Layout.PLAIN, daemon.url("tree/"));
    }
}
