package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Filters;
import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors of a part, of repositories that the distributions' own tools made. */
final class SyncFiltersLoopbackTest {
    private static final Filters ONE_ARCHITECTURE = new Filters(
            null,
            List.of("binary-arm64/", "*_arm64.deb", "aarch64/", "debug/", "source/", "*.src.rpm"),
            List.of("/local/"),
            null);

    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder).filtering(ONE_ARCHITECTURE);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void aSuiteOfOneArchitecturePassesItsProofAndWidensLater() throws IOException {
        Repositories.make("apt-of-two", box.upstream());

        SyncResult narrow = box.run(Layout.APT, url());

        assertThat(narrow.outcome()).as(narrow.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("dists/stable/main/binary-amd64/Packages"))
                .exists();
        assertThat(box.tree().resolve("pool/a_1_amd64.deb")).exists();
        assertThat(box.tree().resolve("dists/stable/main/binary-arm64")).doesNotExist();
        assertThat(box.tree().resolve("pool/a_1_arm64.deb")).doesNotExist();
        assertThat(box.run(Layout.APT, url()).outcome()).isEqualTo(Outcome.UNCHANGED);

        SyncResult wide = box.filtering(Filters.NONE).run(Layout.APT, url());

        assertThat(wide.outcome()).as(wide.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("dists/stable/main/binary-arm64/Packages"))
                .exists();
        assertThat(box.tree().resolve("pool/a_1_arm64.deb")).exists();
        assertThat(box.run(Layout.APT, url()).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void repositoriesOfOneArchitecturePassTheirProof() throws IOException {
        Repositories.make("rpm-of-two", box.upstream());

        SyncResult narrow = box.run(Layout.RPM, url());

        assertThat(narrow.outcome()).as(narrow.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("x86_64/os/repodata/repomd.xml")).exists();
        assertThat(box.tree().resolve("x86_64/os/a-1-1.noarch.rpm")).exists();
        assertThat(box.tree().resolve("x86_64/os/a-1-1.src.rpm")).doesNotExist();
        assertThat(box.tree().resolve("x86_64/debug")).doesNotExist();
        assertThat(box.tree().resolve("aarch64")).doesNotExist();
        assertThat(box.run(Layout.RPM, url()).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void whatIsLeftOutFromNowOnGoesHoweverMuchItIsAndWhatIsProtectedStays() throws IOException {
        for (int i = 0; i < 60; i++) {
            box.offer("aarch64/a" + i, "x");
            box.offer("x86_64/a" + i, "x");
        }
        box.filtering(Filters.NONE).run(Layout.PLAIN, url());
        Path own = Files.createDirectory(box.tree().resolve("local"));
        Files.writeString(own.resolve("file"), "ours");

        box.filtering(ONE_ARCHITECTURE).run(Layout.PLAIN, url());

        assertThat(box.tree().resolve("aarch64/a0")).exists();
        SyncResult later = box.run(Layout.PLAIN, url());
        assertThat(later.deleted()).as(later.reason()).isEqualTo(61);
        assertThat(box.tree().resolve("aarch64")).doesNotExist();
        assertThat(box.tree().resolve("x86_64/a0")).exists();
        assertThat(own.resolve("file")).exists();
        assertThat(box.work().resolve("deletions")).hasContent("");
    }

    private String url() {
        return daemon.url("tree/");
    }
}
