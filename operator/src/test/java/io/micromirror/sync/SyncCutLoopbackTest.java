package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import io.micromirror.proof.Proof;
import io.micromirror.proof.Proofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runner that is gone in the middle of a publication: what is served is whole, and the next run completes it. */
final class SyncCutLoopbackTest {
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

    /** The calls are: flush, exchange of one suite, of the other, rename of a new one and of a link, flush. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whatIsServedIsWholeAndTheNextRunCompletesIt(int call) throws Exception {
        repositories.apt("one", "a_1.deb");
        repositories.aptIndexes("two", "a_1.deb");
        sync();
        repositories.apt("one", "a_2.deb");
        repositories.aptIndexes("two", "a_2.deb");
        repositories.aptIndexes("three", "a_2.deb");
        Files.createSymbolicLink(box.upstream().resolve("dists/stable"), Path.of("three"));
        Path plan = Files.writeString(
                folder.resolve("plan.json"),
                box.plan(Layout.APT, daemon.url("tree/")).toJson());

        int code = RunnerProcess.cutAt(call, plan, box.storage()).waitFor();

        assertThat(code).isEqualTo(137);
        assertWhole("one", "two");
        SyncResult next = sync();
        assertThat(next.outcome()).isIn(Outcome.UPDATED, Outcome.UNCHANGED);
        assertWhole("one", "two", "three");
        assertThat(box.tree().resolve("dists/stable/Release")).exists();
        assertThat(box.work().resolve("stage")).doesNotExist();
        assertThat(sync().deleted()).isEqualTo(3);
        assertThat(box.tree().resolve("pool/a_1.deb")).doesNotExist();
        assertThat(sync()).extracting(SyncResult::outcome, SyncResult::deleted).containsExactly(Outcome.UNCHANGED, 0L);
    }

    private SyncResult sync() {
        return box.run(Layout.APT, daemon.url("tree/"));
    }

    private void assertWhole(String... suites) throws IOException {
        for (String suite : suites) {
            String group = "dists/" + suite;
            assertThat(Proofs.of("apt", box.tree().resolve(group), group, box.tree(), Optional.empty()))
                    .isEqualTo(new Proof.Whole());
        }
    }
}
