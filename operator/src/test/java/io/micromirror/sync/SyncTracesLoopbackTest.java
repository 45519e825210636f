package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mirror writes of itself into a tree that is otherwise the upstream's. */
final class SyncTracesLoopbackTest {
    private static final String HOST = "mirror.example.net";
    private static final String TRACE = "project/trace/" + HOST;

    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        new Repositories(box).apt("s", "a_1.deb");
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void debiansIsWrittenAfterEachCompleteRunAndStays() throws IOException {
        box.tracing(trace(Trace.Style.DEBIAN));
        box.offer("project/trace/master", "Mon Mar  2 00:01:03 UTC 2026\nArchive serial: 2026030204\n");
        box.offer("project/trace/upstream.example.org", "Mon Mar  2 00:02:03 UTC 2026\n");
        box.offer("project/trace/" + HOST, "not ours");
        box.offer("project/trace/_traces", "not ours");
        box.offer("project/trace/_hierarchy.mirror", "upstream.example.org upstream.example.org a master\n");

        SyncResult first = sync();

        assertThat(first.outcome()).as(first.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(read(TRACE))
                .matches("(?s)[A-Z][a-z]{2} [A-Z][a-z]{2} [ 1-3][0-9] [0-9:]{8} UTC 20[0-9]{2}\n.*")
                .contains(
                        "\nArchive serial: 2026030204\n", "\nUpstream-mirror: 127.0.0.1\n", "\nArchitectures: amd64\n");
        String chain = "upstream.example.org upstream.example.org a master\n%1$s %1$s %1$s 127.0.0.1\n".formatted(HOST);
        assertThat(read("project/trace/_hierarchy")).isEqualTo(chain);
        assertThat(read("project/trace/_hierarchy.mirror")).isEqualTo(chain);
        assertThat(read("project/trace/_traces")).isEqualTo("upstream.example.org\n" + HOST + "\n");
        assertThat(read("project/trace/upstream.example.org")).startsWith("Mon Mar  2 00:02:03");

        aged(TRACE);
        SyncResult second = sync();

        assertThat(second.outcome()).as(second.reason()).isEqualTo(Outcome.UNCHANGED);
        assertThat(second.deleted()).isZero();
        assertThat(modified(TRACE)).isAfter(Instant.now().minus(Duration.ofHours(1)));
        assertThat(read("project/trace/_hierarchy.mirror")).isEqualTo(chain);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(box.tree().resolve(TRACE))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void itIsNotDeletedWhateverTheUpstreamDrops() throws IOException {
        box.tracing(trace(Trace.Style.DEBIAN));
        box.offer("project/trace/master", "x");
        box.offer("project/trace/other", "x");
        sync();
        box.drop("project/trace/other");
        sync();
        sync();
        assertThat(box.tree().resolve("project/trace/other")).doesNotExist();
        box.drop("project");

        sync();
        SyncResult last = sync();

        assertThat(last.outcome()).as(last.reason()).isEqualTo(Outcome.UNCHANGED);
        assertThat(read(TRACE)).contains("Creator: Micromirror");
        assertThat(box.tree().resolve("project/trace/_traces")).exists();
        assertThat(box.run(Layout.APT, daemon.url("tree/")).held()).isZero();
    }

    @Test
    void ubuntusIsTheDateAndLiesWhereItIsLookedFor() throws IOException {
        box.tracing(trace(Trace.Style.UBUNTU_RELEASES));
        FileTime before = Files.getLastModifiedTime(box.upstream());

        sync();
        SyncResult second = sync();

        assertThat(read(".trace/" + HOST)).matches("[A-Z][a-z]{2} .* UTC 20[0-9]{2}\n");
        assertThat(Files.getLastModifiedTime(box.tree()).to(TimeUnit.SECONDS)).isEqualTo(before.to(TimeUnit.SECONDS));
        assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(box.tree().resolve("project")).doesNotExist();
        box.tracing(trace(Trace.Style.UBUNTU));
        sync();
        assertThat(read(TRACE)).isEqualTo(read(TRACE).strip() + "\n");
    }

    @Test
    void aRunByAListAndAFailedOneLeaveItAlone() throws IOException {
        box.tracing(trace(Trace.Style.DEBIAN)).listing(FileLists.TIMES);
        box.offer("project/trace/_hierarchy.mirror", "a b c d\n");
        FileLists lists = new FileLists(box);
        lists.times();
        sync();
        box.offer("pool/new.deb", "x");
        box.drop("project/trace/_hierarchy.mirror");
        lists.times();

        SyncResult byList = sync();
        sync();

        assertThat(byList.outcome()).as(byList.reason()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("pool/new.deb")).exists();
        assertThat(read("project/trace/_hierarchy")).isEqualTo("%1$s %1$s %1$s 127.0.0.1\n".formatted(HOST));
        assertThat(box.tree().resolve(TRACE)).exists();
        aged(TRACE);
        box.run(Layout.APT, daemon.url("nope/"));
        assertThat(modified(TRACE)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whereNoneIsWantedNoneIsWritten() throws IOException {
        box.offer("project/trace/master", "x");

        sync();

        assertThat(new Tree(box.tree().resolve("project/trace")).files()).containsExactly("master");
    }

    private SyncResult sync() {
        return box.run(Layout.APT, daemon.url("tree/"));
    }

    private static Trace trace(Trace.Style style) {
        return new Trace(style, HOST, null, null, null, null);
    }

    private String read(String name) throws IOException {
        return Files.readString(box.tree().resolve(name));
    }

    private Instant modified(String name) throws IOException {
        return Files.getLastModifiedTime(box.tree().resolve(name)).toInstant();
    }

    private void aged(String name) throws IOException {
        Files.setLastModifiedTime(box.tree().resolve(name), FileTime.from(Instant.EPOCH));
    }
}
