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

/** Where the project's keys are known, what is not signed by one of them is not published. */
final class SyncSignaturesLoopbackTest {
    private static final String SUITE = "dists/s";
    private static final String REPOMD = "os/repodata/repomd.xml";

    @TempDir
    private Path folder;

    private Box box;
    private Repositories repositories;
    private RsyncDaemon daemon;
    private Signer signer;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        repositories = new Repositories(box);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        signer = new Signer(folder, "g", "never");
        box.signedBy(signer.key());
    }

    @AfterEach
    void stopUpstream() throws IOException {
        signer.close();
        daemon.close();
    }

    @Test
    void aSuiteOfTheProjectsKeyIsPublishedAndOneOfAnotherKeyIsNot() throws IOException {
        repositories.apt("s", "a_1.deb");
        signer.release(box.upstream().resolve(SUITE));
        assertThat(sync(Layout.APT).outcome()).isEqualTo(Outcome.UPDATED);
        String before = Files.readString(box.tree().resolve(SUITE + "/InRelease"));
        repositories.apt("s", "a_1.deb", "evil_1.deb");
        try (Signer other = new Signer(folder, "o", "never")) {
            other.release(box.upstream().resolve(SUITE));
        }

        SyncResult result = sync(Layout.APT);

        assertThat(result.outcome()).isEqualTo(Outcome.INCONSISTENT);
        assertThat(result.lack()).isEqualTo("BadSignature");
        assertThat(result.reason())
                .startsWith(daemon.url("tree/") + " is not signed as it should be: dists/s/InRelease is signed by key ")
                .contains("which is no key of the project;")
                .contains("compare spec.signedBy");
        assertThat(box.tree().resolve(SUITE + "/InRelease")).hasContent(before);

        signer.release(box.upstream().resolve(SUITE));
        assertThat(sync(Layout.APT))
                .extracting(SyncResult::outcome, SyncResult::lack)
                .containsExactly(Outcome.UPDATED, null);
    }

    @Test
    void aKeyThatExpiredBeforeTheSignaturePublishesNothing() throws IOException {
        try (Signer brief = new Signer(folder, "b", "1d")) {
            box.signedBy(brief.key());
            brief.renew();
            repositories.apt("s", "a_1.deb");
            brief.release(box.upstream().resolve(SUITE));

            SyncResult result = sync(Layout.APT);

            assertThat(result.lack()).isEqualTo("BadSignature");
            assertThat(result.reason()).contains("after that key expired");
            assertThat(result.published()).isNull();
            assertThat(box.tree()).doesNotExist();

            box.signedBy(brief.key());
            assertThat(sync(Layout.APT).outcome()).isEqualTo(Outcome.UPDATED);
        }
    }

    @Test
    void repodataWithoutItsSignatureIsNotPublished() throws IOException {
        repositories.rpm("os", "a-1.rpm");
        signer.detached(box.upstream().resolve(REPOMD), ".asc", "--armor");
        assertThat(sync(Layout.RPM).outcome()).isEqualTo(Outcome.UPDATED);
        repositories.rpm("os", "a-2.rpm");

        SyncResult result = sync(Layout.RPM);

        assertThat(result.lack()).isEqualTo("BadSignature");
        assertThat(result.reason()).contains("os/repodata/repomd.xml is not signed");
        assertThat(box.tree().resolve(REPOMD + ".asc")).exists();
        assertThat(result.published()).isNotNull();
    }

    @Test
    void aDatabaseThatIsNotWhatWasSignedIsNotPublished() throws IOException {
        repositories.arch("", "core", "a-1.pkg.tar.zst");
        signer.detached(box.upstream().resolve("core.db"), ".sig");
        assertThat(sync(Layout.ARCH).outcome()).isEqualTo(Outcome.UPDATED);
        byte[] signature = Files.readAllBytes(box.upstream().resolve("core.db.sig"));
        repositories.arch("", "core", "a-2.pkg.tar.zst");
        Files.write(box.upstream().resolve("core.db.sig"), signature);

        SyncResult result = sync(Layout.ARCH);

        assertThat(result.lack()).isEqualTo("BadSignature");
        assertThat(result.reason()).contains("core.db has a bad signature by key");
        assertThat(box.tree().resolve("core.db.sig")).hasBinaryContent(signature);
    }

    private SyncResult sync(Layout layout) {
        return box.run(layout, daemon.url("tree/"));
    }
}
