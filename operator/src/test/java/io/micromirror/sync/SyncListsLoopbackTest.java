package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Filters;
import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs by an upstream's list of files. A file of the upstream that no list names shows whether a run walked. */
final class SyncListsLoopbackTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @TempDir
    private Path folder;

    private Box box;
    private FileLists lists;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder).listing(FileLists.TIMES);
        lists = new FileLists(box);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void anUnchangedListEndsTheRunWithoutAWalk() throws IOException {
        box.offer("d/a", "x");
        lists.times();
        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UPDATED);
        box.offer("d/unlisted", "x");

        SyncResult result = sync(Layout.PLAIN);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.UNCHANGED);
        assertThat(result.bytes()).isLessThan(10_000);
        assertThat(box.tree().resolve("d/unlisted")).doesNotExist();
        assertThat(box.tree().resolve("d/a")).exists();
    }

    @Test
    void whatTheListTellsIsBroughtAndDroppedWithoutAWalk() throws IOException {
        for (String name : List.of("d/stays", "d/changes", "d/mode", "e/f/goes", "d/ü b")) {
            box.offer(name, "x");
        }
        box.offer("TIME", "1");
        lists.times();
        sync(Layout.PLAIN);
        box.offer("d/unlisted", "x");
        Path listed = Files.createDirectories(folder.resolve("aside")).resolve("unlisted");
        Files.move(box.upstream().resolve("d/unlisted"), listed);
        box.offer("d/changes", "changed");
        box.offer("n/new", "new");
        Files.createSymbolicLink(box.upstream().resolve("n/link"), Path.of("new"));
        Files.createLink(box.upstream().resolve("n/hard"), box.upstream().resolve("d/stays"));
        // A new name touches the old one, too; not always to another second than the last list has.
        Files.setLastModifiedTime(
                box.upstream().resolve("d/stays"), FileTime.from(Instant.now().plusSeconds(60)));
        Files.setPosixFilePermissions(box.upstream().resolve("d/mode"), PosixFilePermissions.fromString("rw-r-----"));
        box.drop("e");
        box.offer("TIME", "two");
        lists.times();
        Files.move(listed, box.upstream().resolve("d/unlisted"));

        SyncResult result = sync(Layout.PLAIN);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("d/changes")).hasContent("changed");
        assertThat(box.tree().resolve("n/link")).isSymbolicLink();
        assertThat(Files.getAttribute(box.tree().resolve("n/hard"), "unix:ino"))
                .isEqualTo(Files.getAttribute(box.tree().resolve("d/stays"), "unix:ino"));
        assertThat(Files.getPosixFilePermissions(box.tree().resolve("d/mode")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(box.tree().resolve("TIME")).hasContent("two");
        assertThat(box.tree().resolve("fullfiletimelist-demo"))
                .hasSameTextualContentAs(box.upstream().resolve("fullfiletimelist-demo"));
        assertThat(box.tree().resolve("d/unlisted")).doesNotExist();
        assertThat(box.tree().resolve("e/f/goes")).exists();

        assertThat(sync(Layout.PLAIN).deleted()).isEqualTo(3);
        assertThat(box.tree().resolve("e")).doesNotExist();
        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void repodataOfAListIsStagedProvedAndExchanged() throws IOException {
        Repositories repositories = new Repositories(box);
        repositories.rpm("os", "a-1.rpm");
        repositories.rpm("updates", "b-1.rpm");
        lists.times();
        sync(Layout.RPM);
        repositories.rpm("os", "a-2.rpm");
        lists.times();

        SyncResult result = sync(Layout.RPM);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("os/repodata/repomd.xml"))
                .hasSameTextualContentAs(box.upstream().resolve("os/repodata/repomd.xml"));
        assertThat(box.tree().resolve("os/a-2.rpm")).exists();
        assertThat(box.tree().resolve("os/a-1.rpm")).exists();

        repositories.rpm("os", "a-3.rpm");
        lists.times();
        Files.delete(box.upstream().resolve("os/a-3.rpm"));
        String served = Files.readString(box.tree().resolve("os/repodata/repomd.xml"));
        SyncResult torn = sync(Layout.RPM);

        assertThat(torn.outcome()).isEqualTo(Outcome.INCONSISTENT);
        assertThat(torn.reason()).contains("os/a-3.rpm");
        assertThat(box.tree().resolve("os/repodata/repomd.xml")).hasContent(served);
        box.offer("os/a-3.rpm", "a-3.rpm");
        lists.times();
        assertThat(sync(Layout.RPM).outcome()).isEqualTo(Outcome.UPDATED);
    }

    @Test
    void filtersHoldForTheListToo() throws IOException {
        box.filtering(new Filters(null, List.of("source/"), null, null));
        box.offer("d/a", "x");
        box.offer("source/a", "x");
        lists.times();
        sync(Layout.PLAIN);
        box.offer("d/b", "x");
        box.offer("source/b", "x");
        lists.times();

        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(box.tree().resolve("d/b")).exists();
        assertThat(box.tree().resolve("source")).doesNotExist();
        assertThat(box.filtering(Filters.NONE).run(Layout.PLAIN, url()).outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("source/b")).exists();
    }

    @Test
    void aDirectoryCalledAsAnEntryPointIsContent() throws IOException {
        box.offer("os/x86_64/core.db.d/a", "x");
        lists.times();
        sync(Layout.ARCH);
        box.offer("os/core.db/a.pkg", "x");
        box.offer("state/a.pkg", "x");
        lists.times();

        SyncResult result = sync(Layout.ARCH);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("os/core.db/a.pkg")).exists();
        assertThat(box.tree().resolve("state/a.pkg")).exists();
    }

    @Test
    void approvedDeletionsGoThoughTheListDidNotChange() throws IOException {
        for (int i = 0; i < 30; i++) {
            box.offer("d/" + i, "x");
        }
        lists.times();
        sync(Layout.PLAIN);
        box.drop("d");
        lists.times();
        assertThat(sync(Layout.PLAIN).held()).isEqualTo(31);
        box.asked(new Request(Request.Kind.APPROVE_DELETES, NOON, ""));

        SyncResult approved = sync(Layout.PLAIN);

        assertThat(approved)
                .extracting(SyncResult::held, SyncResult::served)
                .as(approved.reason())
                .containsExactly(0L, NOON);
        assertThat(sync(Layout.PLAIN).deleted()).isEqualTo(31);
        assertThat(box.tree().resolve("d")).doesNotExist();
    }

    @Test
    void whatIsPurgedGoesNowThoughTheListDidNotChange() throws IOException {
        box.retaining(3600);
        box.offer("d/stays", "x");
        box.offer("d/waits", "x");
        box.offer("d/goes", "x");
        lists.times();
        sync(Layout.PLAIN);
        box.drop("d/goes");
        box.drop("d/waits");
        lists.times();
        sync(Layout.PLAIN);
        assertThat(box.tree().resolve("d/goes")).exists();
        box.asked(new Request(Request.Kind.PURGE, NOON, "d/goes"));

        assertThat(sync(Layout.PLAIN))
                .extracting(SyncResult::deleted, SyncResult::served)
                .containsExactly(1L, NOON);

        assertThat(box.tree().resolve("d/goes")).doesNotExist();
        assertThat(box.tree().resolve("d/waits")).exists();
        assertThat(box.tree().resolve("d/stays")).exists();
        box.offer("d/unlisted", "x");
        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(box.tree().resolve("d/unlisted")).doesNotExist();
    }

    @Test
    void moreThanMayGoIsHeldAndFoundAgain() throws IOException {
        for (int i = 0; i < 30; i++) {
            box.offer("d/" + i, "x");
        }
        lists.times();
        sync(Layout.PLAIN);
        box.drop("d");
        lists.times();

        assertThat(sync(Layout.PLAIN).held()).isEqualTo(31);
        assertThat(sync(Layout.PLAIN).held()).isEqualTo(31);
        assertThat(box.tree().resolve("d/1")).exists();
        box.deletingAtMost(100, 1);
        sync(Layout.PLAIN);
        assertThat(sync(Layout.PLAIN).deleted()).isEqualTo(31);
    }

    @Test
    void aListThatCannotBeReadMakesTheRunWalk() throws IOException {
        box.offer("d/a", "x");
        lists.times();
        sync(Layout.PLAIN);
        box.offer("d/b", "x");
        lists.write("fullfiletimelist-demo", "[Version]\n2\n\n[Files]\n1\tf\t1\t../../etc/passwd\n\n[End]\n");

        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(box.tree().resolve("d/b")).exists();
        Files.delete(box.upstream().resolve("fullfiletimelist-demo"));
        box.offer("d/c", "x");
        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("d/c")).exists();
    }

    @Test
    void whatCannotFitIsNotBegun() throws IOException {
        box.offer("d/a", "x");
        lists.times();
        sync(Layout.PLAIN);
        box.offer("d/b", "x");
        lists.write(
                "fullfiletimelist-demo", "[Version]\n2\n\n[Files]\n1\td\t1\td\n1\tf\t9000000000000000\td/b\n\n[End]\n");

        SyncResult result = sync(Layout.PLAIN);

        assertThat(result.outcome()).isEqualTo(Outcome.NO_SPACE);
        assertThat(result.reason()).contains("9000.0 TB", "more than there is room for");
        assertThat(box.tree().resolve("d/b")).doesNotExist();
    }

    @Test
    void aSnapshotIndexTellsByChecksums() throws IOException {
        box.listing(FileLists.INDEX);
        box.offer("pool/a_1.deb", "one");
        lists.index();
        sync(Layout.PLAIN);
        box.offer("pool/a_2.deb", "two");
        Files.createSymbolicLink(box.upstream().resolve("pool/link"), Path.of("a_2.deb"));
        box.drop("pool/a_1.deb");
        lists.index();

        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(box.tree().resolve("pool/a_2.deb")).exists();
        assertThat(box.tree().resolve("pool/link")).isSymbolicLink();
        assertThat(sync(Layout.PLAIN).deleted()).isEqualTo(1);
    }

    private SyncResult sync(Layout layout) {
        return box.run(layout, url());
    }

    private String url() {
        return daemon.url("tree/");
    }
}
