package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First content from a disk or a neighbour, and a mirror that moves to another disk. */
final class SyncSeedLoopbackTest {
    private static final int LONG = 4000;

    @TempDir
    private Path folder;

    private Box box;
    private Repositories repositories;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        repositories = new Repositories(box).repeating(LONG);
        repositories.apt("s", "a_1.deb", "b_1.deb", "c_1.deb");
        daemon = RsyncDaemon.offering(box.upstream(), folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void fromADirectoryOnlyWhatIsNewCrossesTheNetwork() throws IOException {
        Path disk = copyOfUpstream();
        repositories.apt("s", "a_2.deb", "b_1.deb", "c_1.deb");

        SyncResult result = seeded(disk.toString());

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.bytes()).isBetween(1L, 2L * "a_2.deb".length() * LONG);
        assertIsWhole();
        assertThat(box.tree().resolve("pool/a_2.deb")).exists();
        assertThat(disk.resolve("pool/a_1.deb")).exists();
        assertThat(sync().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void fromANeighbourItIsTheSame() throws IOException {
        Path disk = copyOfUpstream();
        try (RsyncDaemon neighbour = RsyncDaemon.offering(disk, folder)) {
            SyncResult result = seeded(neighbour.url("tree"));

            assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
            assertThat(result.bytes()).isLessThan("a_1.deb".length() * (long) LONG);
            assertIsWhole();
        }
    }

    @Test
    void whatNoUpstreamHasProvedIsNotServed() throws IOException {
        Path disk = copyOfUpstream();
        Files.delete(disk.resolve("pool/b_1.deb"));
        daemon.close();

        assertThat(seeded(disk.toString()).outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(box.tree()).doesNotExist();

        daemon = RsyncDaemon.offering(box.upstream(), folder);
        SyncResult later = sync();
        assertThat(later.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(later.bytes()).isLessThan(2L * "a_1.deb".length() * LONG);
        assertIsWhole();
    }

    @Test
    void aProjectThatIsPublishedTakesNone() throws IOException {
        sync();

        SyncResult result = seeded(copyOfUpstream().toString());

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason()).contains("published here already");
        assertIsWhole();
    }

    @Test
    void whatIsNeitherDirectoryNorUrlIsRefused() {
        assertThatThrownBy(() -> Seed.of(folder.resolve("absent").toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither a directory nor an rsync URL");
    }

    private Path copyOfUpstream() throws IOException {
        Path disk = folder.resolve("disk");
        Process copy = new ProcessBuilder("cp", "-a", box.upstream().toString(), disk.toString())
                .inheritIO()
                .start();
        assertThat(copy.onExit().join().exitValue()).isZero();
        return disk;
    }

    private SyncResult seeded(String from) {
        return box.prepared(Layout.APT, daemon.url("tree/")).from(Seed.of(from)).run();
    }

    private SyncResult sync() {
        return box.run(Layout.APT, daemon.url("tree/"));
    }

    private void assertIsWhole() throws IOException {
        for (String name : new Tree(box.upstream()).files()) {
            assertThat(box.tree().resolve(name))
                    .hasSameBinaryContentAs(box.upstream().resolve(name));
        }
    }
}
