package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Groups of entry points: proved, flushed, exchanged in one step, and what their older clients still find. */
final class SyncGroupsLoopbackTest {
    @TempDir
    private Path folder;

    private Box box;
    private Repositories repositories;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        repositories = new Repositories(box);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void aSuiteIsExchangedOnceItsContentIsFlushedAndKeepsByHash() throws IOException {
        repositories.apt("s", "a_1.deb");
        box.offer("TIME", "1");
        sync(Layout.APT);
        String oldByHash = byHash(box.tree());
        repositories.apt("s", "a_2.deb");
        box.offer("TIME", "two");
        List<String> order = new ArrayList<>();
        box.on(new RecordingDisk(order, box.storage()));

        SyncResult result = sync(Layout.APT);

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(order)
                .containsExactly(
                        "flush sub/demo",
                        "exchange .micromirror/demo/stage/dists/s sub/demo/dists/s",
                        "flush sub/demo");
        assertIsServed("dists/s/Release", "dists/s/main/binary-amd64/Packages", "pool/a_2.deb", "TIME");
        assertThat(box.tree().resolve(oldByHash)).exists();
        assertThat(box.tree().resolve("pool/a_1.deb")).exists();
        assertThat(box.work().resolve("stage")).doesNotExist();
        assertThat(deletions()).containsExactlyInAnyOrder(oldByHash, "pool/a_1.deb");

        SyncResult later = sync(Layout.APT);

        assertThat(later.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(later.deleted()).isEqualTo(2);
        assertThat(box.tree().resolve(oldByHash)).doesNotExist();
        assertThat(box.tree().resolve("pool/a_1.deb")).doesNotExist();
        assertThat(deletions()).isEmpty();
        assertAtRest(Layout.APT);
    }

    @Test
    void repodataIsExchangedAndKeepsWhatTheOldIndexNames() throws IOException {
        repositories.rpm("os/x86_64", "a-1.rpm");
        sync(Layout.RPM);
        List<Path> before = metadata();
        repositories.rpm("os/x86_64", "a-2.rpm");
        repositories.rpm("updates", "b-1.rpm");

        SyncResult result = sync(Layout.RPM);

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertIsServed("os/x86_64/repodata/repomd.xml", "os/x86_64/a-2.rpm", "updates/repodata/repomd.xml");
        assertThat(metadata()).containsAll(before).hasSize(before.size() + 1);
        assertThat(box.tree().resolve("os/x86_64/a-1.rpm")).exists();
        assertThat(sync(Layout.RPM).deleted()).isEqualTo(2);
        assertAtRest(Layout.RPM);
    }

    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"APT", "RPM"})
    void whatTheIndexesNameAndTheUpstreamLacksPublishesNothing(Layout layout) throws IOException {
        repositories.apt("s", "a_1.deb");
        repositories.rpm("os", "a-1.rpm");
        box.offer("TIME", "1");
        sync(layout);
        repositories.apt("s", "a_2.deb", "b_1.deb");
        repositories.rpm("os", "a-2.rpm", "b-1.rpm");
        box.offer("TIME", "two");
        box.drop("pool/a_2.deb");
        box.drop("os/a-2.rpm");
        List<String> order = new ArrayList<>();
        box.on(new RecordingDisk(order, box.storage()));

        SyncResult result = sync(layout);

        assertThat(result.outcome()).isEqualTo(Outcome.INCONSISTENT);
        assertThat(result.reason()).contains(layout == Layout.APT ? "pool/a_2.deb" : "os/a-2.rpm", "next run tries");
        assertThat(order).isEmpty();
        assertThat(box.tree().resolve("pool/a_1.deb")).exists();
        assertThat(box.tree().resolve("os/a-1.rpm")).exists();
        assertThat(box.tree().resolve("TIME")).hasContent("1");
        assertThat(result.succeeded()).isBefore(result.finished().plusSeconds(1));

        repositories.apt("s", "a_2.deb", "b_1.deb");
        repositories.rpm("os", "a-2.rpm", "b-1.rpm");
        assertThat(sync(layout).outcome()).isEqualTo(Outcome.UPDATED);
        assertIsServed("TIME");
    }

    @Test
    void oneSuiteThatContradictsItselfDoesNotHoldBackAnother() throws IOException {
        repositories.apt("bad", "a_1.deb");
        repositories.aptIndexes("good", "a_1.deb");
        sync(Layout.APT);
        String before = Files.readString(box.tree().resolve("dists/bad/Release"));
        repositories.aptIndexes("good", "a_1.deb", "b_1.deb");
        repositories.offer("pool/b_1.deb", "b_1.deb");
        repositories.offer("dists/bad/main/binary-amd64/Packages", "not what Release says");

        SyncResult result = sync(Layout.APT);

        assertThat(result.outcome()).isEqualTo(Outcome.INCONSISTENT);
        assertThat(result.reason()).contains("dists/bad");
        assertIsServed("dists/good/Release", "pool/b_1.deb");
        assertThat(box.tree().resolve("dists/bad/Release")).hasContent(before);
        assertThat(box.tree().resolve("dists/bad/main/binary-amd64/Packages"))
                .content()
                .doesNotContain("not what");
    }

    @Test
    void aFirstSyncThatCannotBeProvedIsNotPublished() throws IOException {
        repositories.aptIndexes("s", "a_1.deb");
        Files.createDirectories(box.upstream().resolve("pool"));

        SyncResult result = sync(Layout.APT);

        assertThat(result.outcome()).isEqualTo(Outcome.INCONSISTENT);
        assertThat(box.tree()).doesNotExist();

        repositories.apt("s", "a_1.deb");
        assertThat(sync(Layout.APT).outcome()).isEqualTo(Outcome.UPDATED);
        assertIsServed("pool/a_1.deb", "dists/s/Release");
    }

    /** The walk over content is over and stands still; the upstream publishes and drops; then its entry points come. */
    @Test
    void anUpstreamThatPublishesDuringARunIsFollowed() throws Exception {
        repositories.apt("s", "a_1.deb");
        sync(Layout.APT);
        repositories.offer("pool/big", "x".repeat(3_000_000));
        try (StallingRelay relay = new StallingRelay(daemon.port(), 1_000_000)) {
            FutureTask<SyncResult> run =
                    new FutureTask<>(() -> box.run(Layout.APT, RsyncDaemon.url(relay.port(), "tree/")));
            Thread.ofPlatform().start(run);
            relay.awaitStall();
            repositories.apt("s", "a_2.deb");

            relay.resume();

            assertThat(run.get().outcome()).isEqualTo(Outcome.UPDATED);
        }
        assertIsServed("pool/a_2.deb", "dists/s/Release", "dists/s/main/binary-amd64/Packages");
        assertThat(box.tree().resolve("pool/a_1.deb")).exists();
    }

    @Test
    void aTreeOfOthersIsProvedAndAdoptedWithoutAnExchange() throws IOException {
        repositories.apt("s", "a_1.deb");
        sync(Layout.APT);
        new Tree(box.work()).delete();
        List<String> order = new ArrayList<>();
        box.on(new RecordingDisk(order, box.storage()));

        SyncResult adopted = sync(Layout.APT);

        assertThat(adopted.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(adopted.published()).isNotNull();
        assertThat(adopted.files()).isZero();
        assertThat(order).isEmpty();
    }

    @Test
    void anUpstreamThatLagsTakesNothingBack() throws IOException {
        repositories.apt("s", "a_1.deb");
        Path aside = folder.resolve("lagging");
        new ProcessBuilder("cp", "-a", box.upstream().toString(), aside.toString())
                .start()
                .onExit()
                .join();
        repositories.apt("s", "a_2.deb");
        sync(Layout.APT);
        try (RsyncDaemon lagging = RsyncDaemon.offering(aside, folder)) {
            SyncResult result = box.run(Layout.APT, lagging.url("tree/"));

            assertThat(result.outcome()).isEqualTo(Outcome.INCONSISTENT);
            assertThat(result.reason()).contains("dists/s is of 2026-01-02T03:05:05Z, older than what is served");
            assertIsServed("dists/s/Release");

            box.forcing();
            assertThat(box.run(Layout.APT, lagging.url("tree/")).outcome()).isEqualTo(Outcome.UPDATED);
            assertThat(box.tree().resolve("dists/s/Release")).hasSameTextualContentAs(aside.resolve("dists/s/Release"));
        }
    }

    @Test
    void aSuiteThatIsDroppedAndALinkThatMoves() throws IOException {
        repositories.apt("old", "a_1.deb");
        repositories.aptIndexes("new", "a_1.deb");
        Path stable = box.upstream().resolve("dists/stable");
        Files.createSymbolicLink(stable, Path.of("old"));
        sync(Layout.APT);
        assertThat(Files.readSymbolicLink(box.tree().resolve("dists/stable"))).hasToString("old");
        Files.delete(stable);
        Files.createSymbolicLink(stable, Path.of("new"));
        box.drop("dists/old");

        assertThat(sync(Layout.APT).outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(Files.readSymbolicLink(box.tree().resolve("dists/stable"))).hasToString("new");
        assertThat(box.tree().resolve("dists/old/Release")).exists();
        assertThat(sync(Layout.APT).deleted()).isPositive();
        assertThat(box.tree().resolve("dists/old/Release")).doesNotExist();
        assertAtRest(Layout.APT);
    }

    private SyncResult sync(Layout layout) {
        return box.run(layout, daemon.url("tree/"));
    }

    private void assertAtRest(Layout layout) {
        SyncResult result = sync(layout);
        assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(result.files()).isZero();
        assertThat(result.deleted()).isZero();
    }

    private void assertIsServed(String... names) {
        for (String name : names) {
            assertThat(box.tree().resolve(name))
                    .hasSameTextualContentAs(box.upstream().resolve(name));
        }
    }

    private List<String> deletions() throws IOException {
        return Deletions.read(box.work().resolve("deletions")).waiting().keySet().stream()
                .toList();
    }

    private static String byHash(Path tree) throws IOException {
        return new Tree(tree)
                .files().stream()
                        .filter(name -> name.contains("by-hash"))
                        .findFirst()
                        .orElseThrow();
    }

    private List<Path> metadata() throws IOException {
        try (var files = Files.list(box.tree().resolve("os/x86_64/repodata"))) {
            return files.map(Path::getFileName).toList();
        }
    }
}
