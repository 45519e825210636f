package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the upstream dropped: kept, listed, looked for again, deleted late, and never too much at once. */
final class SyncDeletionsLoopbackTest {
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
    void waitsForAsLongAsThePlanSays() throws IOException {
        box.retaining(3600);
        box.offer("a", "x");
        box.offer("b", "x");
        sync();
        box.drop("b");
        sync();

        assertThat(sync().deleted()).isZero();
        assertThat(box.tree().resolve("b")).exists();

        box.retaining(0);
        assertThat(sync().deleted()).isEqualTo(1);
        assertThat(box.tree().resolve("b")).doesNotExist();
    }

    @Test
    void waitsNoLongerWhenThereIsNoRoom() throws IOException {
        box.retaining(3600);
        box.offer("a", "x");
        box.offer("b", "x");
        sync();
        box.drop("b");
        sync();
        box.reserving(Long.MAX_VALUE);

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.NO_SPACE);
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(box.tree().resolve("a")).exists();
        assertThat(box.tree().resolve("b")).doesNotExist();
    }

    @Test
    void makesRoomForWhatAnIndexNames() throws IOException {
        box.retaining(3600).reserving(500_000).on(new SmallDisk(box.storage(), 3_300_000));
        Repositories repositories = new Repositories(box).repeating(150_000);
        repositories.apt("s", "a_1.deb");
        assertThat(apt().outcome()).isEqualTo(Outcome.UPDATED);
        repositories.apt("s", "a_2.deb");
        assertThat(apt().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("pool/a_1.deb")).as("it waits").exists();
        repositories.apt("s", "a_3.deb");

        SyncResult result = apt();

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("pool/a_3.deb")).exists();
        assertThat(box.tree().resolve("pool/a_1.deb")).doesNotExist();
        assertThat(box.tree().resolve("pool/a_2.deb"))
                .as("there is room for it")
                .exists();
    }

    @Test
    void whatCutRunsBroughtForNothingMakesRoom() throws IOException {
        box.retaining(3600).reserving(500_000).on(new SmallDisk(box.storage(), 3_300_000));
        Repositories repositories = new Repositories(box).repeating(150_000);
        repositories.apt("s", "a_1.deb");
        assertThat(apt().outcome()).isEqualTo(Outcome.UPDATED);
        repositories.apt("s", "a_2.deb", "b_2.deb");
        assertThat(apt().outcome()).isEqualTo(Outcome.NO_SPACE);
        assertThat(box.tree().resolve("pool/a_2.deb")).as("no index names it").exists();
        repositories.apt("s", "a_3.deb");

        SyncResult result = apt();

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("pool/a_3.deb")).exists();
        assertThat(box.tree().resolve("pool/a_2.deb")).doesNotExist();
        assertThat(box.tree().resolve("pool/a_1.deb"))
                .as("clients have an index that names it")
                .exists();
    }

    @Test
    void anUpstreamThatReplacedAllItHadLostNothing() throws IOException {
        for (int i = 0; i < 30; i++) {
            box.offer("pool/old-" + i, "x");
        }
        sync();
        for (int i = 0; i < 30; i++) {
            box.drop("pool/old-" + i);
            box.offer("pool/new-" + i, "x");
        }

        assertThat(sync().held()).isZero();
        assertThat(sync().deleted()).isEqualTo(30);
    }

    @Test
    void anUpstreamThatLostItsTreeMakesNoRoom() throws IOException {
        for (int i = 0; i < 30; i++) {
            box.offer("pool/" + i, "x");
        }
        sync();
        for (int i = 0; i < 30; i++) {
            box.drop("pool/" + i);
        }
        box.offer("pool/new", "x");
        box.reserving(Long.MAX_VALUE);

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.NO_SPACE);
        assertThat(result.deleted()).isZero();
        assertThat(box.tree().resolve("pool/0")).exists();
    }

    @Test
    void whatCameBackStays() throws IOException {
        box.offer("kept/a", "x");
        box.offer("kept/b", "x");
        sync();
        box.drop("kept/b");
        sync();
        box.offer("kept/b", "x");

        SyncResult result = sync();

        assertThat(result.deleted()).isZero();
        assertThat(box.tree().resolve("kept/b")).exists();
        assertThat(box.work().resolve("deletions")).isEmptyFile();
    }

    @Test
    void namesOfAnyKindGo() throws IOException {
        box.offer("ä b\nc\\#012/d\te", "x");
        box.offer("-x", "x");
        box.offer("#;", "x");
        sync();
        box.drop("ä b\nc\\#012");
        box.drop("-x");
        box.drop("#;");
        sync();

        assertThat(sync().deleted()).isEqualTo(4);
        assertThat(box.tree()).isEmptyDirectory();
    }

    @Test
    void anUpstreamThatLostMuchLosesNothingHere() throws IOException {
        for (int i = 0; i < 30; i++) {
            box.offer("dir/" + i, "x");
        }
        sync();
        box.offer("new", "x");
        box.drop("dir");

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.reason()).contains("31 files", "maxDelete");
        assertThat(box.tree().resolve("new")).exists();
        assertThat(sync().reason()).contains("31 files");
        assertThat(box.tree().resolve("dir/7")).exists();

        box.deletingAtMost(1000, 1);
        sync();
        assertThat(sync().deleted()).isEqualTo(31);
        assertThat(box.tree().resolve("dir")).doesNotExist();
    }

    @Test
    void aRunThatWasKilledLooksEverywhere() throws IOException {
        box.offer("dir/a", "x");
        box.offer("dir/b", "x");
        sync();
        box.drop("dir/b");
        // As a killed run leaves it: the directory's time is the upstream's already, and what changed is forgotten.
        Files.setLastModifiedTime(
                box.tree().resolve("dir"),
                Files.getLastModifiedTime(box.upstream().resolve("dir")));
        Files.delete(box.work().resolve(Unswept.NAME));
        sync();

        assertThat(sync().deleted()).isEqualTo(1);
        assertThat(box.tree().resolve("dir/b")).doesNotExist();
    }

    @Test
    void aLinkInADirectorysPlaceLeadsNowhere() throws IOException {
        box.offer("dir/a", "x");
        box.offer("other/a", "x");
        sync();
        box.drop("dir");
        sync();
        new Tree(box.tree().resolve("dir")).delete();
        Files.createSymbolicLink(box.tree().resolve("dir"), Path.of("other"));

        sync();

        assertThat(box.tree().resolve("other/a")).exists();
    }

    private SyncResult apt() {
        return box.run(Layout.APT, daemon.url("tree/"));
    }

    private SyncResult sync() {
        return box.run(Layout.PLAIN, daemon.url("tree/"));
    }
}
