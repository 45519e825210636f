package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upstream that says it is being updated is waited for: content comes meanwhile, what names it does not. */
final class SyncBusyLoopbackTest {
    private static final String FLAG = "Archive-Update-in-Progress-upstream.example.org";

    @TempDir
    private Path folder;

    private Box box;
    private Repositories repositories;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        repositories = new Repositories(box);
        repositories.apt("s", "a_1.deb");
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        sync();
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void whatNamesTheContentWaitsForTheUpstreamsUpdate() throws Exception {
        repositories.apt("s", "a_1.deb", "b_1.deb");
        box.offer(FLAG, "1234");
        StringWriter said = new StringWriter();
        Progress progress = new Progress(new PrintWriter(said, true), Clock.systemUTC());
        SyncRun run = new SyncRun(box.plan(Layout.APT, daemon.url("tree/")), box.state(), progress, Clock.systemUTC());

        CompletableFuture<SyncResult> running = CompletableFuture.supplyAsync(run::run);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> said.toString().contains("is being updated"));
        boolean content = Files.exists(box.tree().resolve("pool/b_1.deb"));
        boolean named = Files.readString(box.tree().resolve("dists/s/main/binary-amd64/Packages"))
                .contains("b_1.deb");
        box.drop(FLAG);

        assertThat(running.get().outcome()).as(said.toString()).isEqualTo(Outcome.UPDATED);
        assertThat(content).isTrue();
        assertThat(named).isFalse();
        assertThat(box.tree().resolve("dists/s/Release"))
                .hasSameTextualContentAs(box.upstream().resolve("dists/s/Release"));
        assertThat(box.tree().resolve(FLAG)).doesNotExist();
    }

    @Test
    void oneThatIsAlwaysUpdatedIsGivenUp() throws IOException {
        String served = Files.readString(box.tree().resolve("dists/s/Release"));
        repositories.apt("s", "a_1.deb", "b_1.deb");
        box.offer(FLAG, "1234");

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.INCONSISTENT);
        assertThat(result.lack()).isEqualTo("Updating");
        assertThat(result.reason()).contains("is being updated", FLAG, "what is served stays");
        assertThat(box.tree().resolve("dists/s/Release")).hasContent(served);
        assertThat(box.tree().resolve(FLAG)).doesNotExist();
    }

    @Test
    void aRunByAListWaitsToo() throws IOException {
        FileLists lists = new FileLists(box.listing(FileLists.TIMES));
        lists.times();
        sync();
        repositories.apt("s", "a_1.deb", "b_1.deb");
        box.offer(FLAG, "1234");
        lists.times();

        assertThat(sync().lack()).isEqualTo("Updating");

        box.drop(FLAG);
        assertThat(sync().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("pool/b_1.deb")).exists();
        assertThat(box.tree().resolve(FLAG)).doesNotExist();
    }

    @Test
    void whereTheNameMeansNothingItIsAFileLikeAnyOther() throws IOException {
        box.offer(FLAG, "1234");

        assertThat(box.run(Layout.PLAIN, daemon.url("tree/")).outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(box.tree().resolve(FLAG)).exists();
    }

    private SyncResult sync() {
        return box.run(Layout.APT, daemon.url("tree/"));
    }
}
