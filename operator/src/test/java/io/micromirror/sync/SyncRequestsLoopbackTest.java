package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person asks of a project's next run: done by that run, and only by that one. */
final class SyncRequestsLoopbackTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        for (int i = 0; i < 30; i++) {
            box.offer("dir/" + i, "x");
            box.offer("other/" + i, "x");
        }
        sync();
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void approvedDeletionsGoInTimeAndTheNextLossIsHeldAgain() throws IOException {
        box.drop("dir");
        assertThat(sync().held()).isEqualTo(31);
        box.asked(new Request(Request.Kind.APPROVE_DELETES, NOON, ""));

        SyncResult approved = sync();

        assertThat(approved)
                .extracting(SyncResult::held, SyncResult::deleted, SyncResult::served)
                .containsExactly(0L, 0L, NOON);
        assertThat(sync().deleted()).isEqualTo(31);
        assertThat(box.tree().resolve("dir")).doesNotExist();

        box.drop("other");
        assertThat(sync()).extracting(SyncResult::held, SyncResult::served).containsExactly(31L, NOON);
        assertThat(sync().held()).isEqualTo(31);
        assertThat(box.tree().resolve("other/7")).exists();
    }

    @Test
    void whatIsPurgedGoesNowAndNothingElse() throws IOException {
        box.retaining(3600);
        box.drop("dir/1");
        box.drop("dir/11");
        box.drop("other/2");
        sync();
        box.drop("dir/3");
        box.asked(new Request(Request.Kind.PURGE, NOON, "dir/1"));
        assertThat(sync()).extracting(SyncResult::deleted, SyncResult::served).containsExactly(1L, NOON);
        assertThat(box.tree().resolve("dir/1")).doesNotExist();
        assertThat(box.tree().resolve("dir/11")).exists();
        box.asked(new Request(Request.Kind.PURGE, NOON.plusSeconds(1), ""));

        assertThat(sync().deleted()).isEqualTo(3);

        assertThat(box.tree().resolve("dir/11")).doesNotExist();
        assertThat(box.tree().resolve("dir/3")).doesNotExist();
        assertThat(box.tree().resolve("other/2")).doesNotExist();
        assertThat(box.tree().resolve("dir/4")).exists();
        assertThat(box.work().resolve("deletions")).isEmptyFile();
        box.drop("dir/4");
        assertThat(sync().deleted()).isZero();
    }

    @Test
    void whatTheUpstreamStillHasIsNotPurged() throws IOException {
        box.asked(new Request(Request.Kind.PURGE, NOON, "dir"));

        assertThat(sync().deleted()).isZero();
        assertThat(box.tree().resolve("dir/7")).exists();
    }

    @Test
    void aRequestLeftOnTheStorageIsServedOnceAndWaitsForARunThatEnds() throws IOException {
        box.retaining(3600);
        box.drop("dir/1");
        sync();
        Requests.leave(box.work(), new Request(Request.Kind.PURGE, NOON, "dir"));
        box.run(Layout.PLAIN, daemon.url("nope/"));
        assertThat(box.tree().resolve("dir/1")).exists();

        assertThat(sync()).extracting(SyncResult::deleted, SyncResult::served).containsExactly(1L, NOON);

        assertThat(box.work().resolve(Requests.NAME)).doesNotExist();
        box.drop("dir/2");
        assertThat(sync()).extracting(SyncResult::deleted, SyncResult::served).containsExactly(0L, NOON);
    }

    @Test
    void requestsThatCannotBeReadAreNone() throws IOException {
        Files.writeString(box.work().resolve(Requests.NAME), "[{\"kind\": \"burn\"}");
        Files.writeString(box.work().resolve(Requests.SERVED), "noon");

        assertThat(sync()).extracting(SyncResult::outcome, SyncResult::served).containsExactly(Outcome.UNCHANGED, null);
    }

    private SyncResult sync() {
        return box.run(Layout.PLAIN, daemon.url("tree/"));
    }
}
