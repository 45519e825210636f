package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves on disk and says of it, with a real rsync daemon as upstream. */
final class SyncRunLoopbackTest {
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
    void aFirstSyncIsPublishedWithModesAndTimesAndOffered() throws IOException {
        Instant modified = Instant.parse("2024-05-06T07:08:09Z");
        box.offer("pool/embargoed.deb", "x", "rw-r-----", modified);
        box.offer("pool/shared.deb", "x", "rw-rw-rw-", modified);

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(2);
        assertThat(result.bytes()).isPositive();
        assertThat(result.reason()).isEmpty();
        assertThat(result.size()).isEqualTo(Size.of(2, 2));
        assertThat(result.phases()).containsKeys("content", "markers", "deletions");
        assertThat(result.published()).isEqualTo(result.finished()).isEqualTo(result.succeeded());
        assertThat(mode("pool/embargoed.deb")).isEqualTo("rw-r-----");
        assertThat(mode("pool/shared.deb")).isEqualTo("rw-r--r--");
        assertThat(Files.getLastModifiedTime(box.tree().resolve("pool/shared.deb"))
                        .toInstant())
                .isEqualTo(modified);
        assertThat(box.work().resolve("first")).doesNotExist();
        assertThat(box.state().result(Box.PROJECT)).contains(result);
        assertThat(box.state().status().projects()).containsExactly(result);
        assertThat(box.storage().resolve(".micromirror/status.json"))
                .hasContent(new StorageStatus(List.of(result), List.of()).toJson());
        assertThat(box.state().publishedSince(Box.PROJECT)).isPresent();
    }

    @Test
    void aSecondRunIsUnchangedAndRestatesWhenThatWentLive() throws IOException {
        new Repositories(box).apt("s", "a_1.deb");
        SyncResult first = box.run(Layout.APT, daemon.url("tree/"));

        SyncResult second = box.run(Layout.APT, daemon.url("tree/"));

        assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(second.files()).isZero();
        assertThat(second.published()).isEqualTo(first.published());
        assertThat(second.succeeded()).isEqualTo(second.finished());
        assertThat(first.size()).isEqualTo(second.size());
        assertThat(first.size().files()).isEqualTo(4);
        assertThat(first.size().logical()).isEqualTo(bytes());
        assertThat(first.phases()).containsKeys("content", "entryPoints", "proof", "flush", "exchange");
        assertThat(box.run(Layout.APT, daemon.url("nope/")).size()).isEqualTo(first.size());
    }

    @Test
    void whatChangedAndWhatWentIsFollowedAndThenAtRest() throws IOException {
        box.offer("a/changed", "old");
        box.offer("a/chmod", "same");
        box.offer("gone/file", "x");
        sync();
        box.offer("a/changed", "new and longer");
        Files.setPosixFilePermissions(box.upstream().resolve("a/chmod"), PosixFilePermissions.fromString("rw-------"));
        box.drop("gone");
        Files.createDirectories(box.tree().resolve("a/.~tmp~"));
        Files.writeString(box.tree().resolve("a/.~tmp~/left over"), "x");
        Files.setLastModifiedTime(box.tree().resolve("a"), FileTime.from(Instant.EPOCH));

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(2);
        assertThat(box.tree().resolve("a/changed")).hasContent("new and longer");
        assertThat(mode("a/chmod")).isEqualTo("rw-------");
        assertThat(box.tree().resolve("gone/file")).exists();
        assertThat(box.tree().resolve("a/.~tmp~")).doesNotExist();

        SyncResult later = sync();

        assertThat(later.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(later.deleted()).isEqualTo(2);
        assertThat(box.tree().resolve("gone")).doesNotExist();
        assertThat(sync().outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void entryPointsWaitForTheContent() throws IOException {
        Repositories repositories = new Repositories(box);
        repositories.apt("s", "a_1.deb");
        box.run(Layout.APT, daemon.url("tree/"));
        String before = Files.readString(box.tree().resolve("dists/s/Release"));
        Path blocked = Files.createDirectories(box.tree().resolve("pool/b_1.deb"));
        Files.writeString(blocked.resolve("in the way"), "a file cannot take a full directory's place");
        repositories.apt("s", "a_1.deb", "b_1.deb");

        SyncResult result = box.run(Layout.APT, daemon.url("tree/"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains(daemon.url("tree/")).endsWith(".");
        assertThat(box.tree().resolve("dists/s/Release")).hasContent(before);
    }

    @Test
    void markersComeFromWhereverTheyMayLie() throws IOException {
        List<String> markers = List.of(
                "TIME",
                "fullfiletimelist-demo",
                "stable/state",
                "compose/COMPOSE_ID",
                "project/trace/here",
                ".trace/here");
        List<String> content = List.of("state/of/it", "stable/deep/state", "repo/last-updated", ".trace/below/it");
        for (String name : List.of("repo/a", "stable/b", "compose/c")) {
            box.offer(name, "1");
        }
        sync();
        for (String name : Stream.concat(markers.stream(), content.stream()).toList()) {
            box.offer(name, name);
        }

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(markers.size() + content.size());
        assertThat(Stream.concat(markers.stream(), content.stream()))
                .allSatisfy(name -> assertThat(box.tree().resolve(name)).hasContent(name));
    }

    @Test
    void packagesComeBeforeRepodata() throws IOException {
        new Repositories(box).rpm("os", "a.rpm");

        SyncResult result = box.run(Layout.RPM, daemon.url("tree/"));

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(3);
        assertThat(box.tree().resolve("os/repodata/repomd.xml"))
                .hasSameTextualContentAs(box.upstream().resolve("os/repodata/repomd.xml"));
    }

    @Test
    void anEmptyDirectoryIsReplacedAndATreeOfOthersIsAdopted() throws IOException {
        Path file = box.offer("a/file", "x");
        Files.createDirectories(box.tree().resolve("a"));
        Files.copy(file, box.tree().resolve("a/file"), StandardCopyOption.COPY_ATTRIBUTES);

        SyncResult adopted = sync();

        assertThat(adopted.files()).isZero();
        assertThat(adopted.published()).isBetween(adopted.started(), adopted.finished());
        assertThat(box.state().publishedSince(Box.PROJECT)).isPresent();

        Files.delete(box.tree().resolve("a/file"));
        Files.delete(box.tree().resolve("a"));
        assertThat(sync().outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(box.tree().resolve("a/file")).exists();
    }

    @Test
    void hostileNamesAndLinksStayInTheTree() throws IOException {
        box.offer("new\nline", "x");
        box.offer("-rf", "x");
        box.offer("c|0|>f", "x");
        Files.createSymbolicLink(box.upstream().resolve("inside"), Path.of("-rf"));
        Path secret = Files.writeString(folder.resolve("secret"), "not in the tree");
        Files.createSymbolicLink(box.upstream().resolve("outside"), Path.of("../secret"));
        Files.createSymbolicLink(box.upstream().resolve("absolute"), secret);

        SyncResult result = sync();

        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(4);
        assertThat(box.tree().resolve("new\nline")).exists();
        assertThat(box.tree().resolve("inside")).isSymbolicLink();
        assertThat(Files.exists(box.tree().resolve("outside"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(Files.exists(box.tree().resolve("absolute"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (String name : new Tree(box.tree()).files()) {
            bytes += Files.size(box.tree().resolve(name));
        }
        return bytes;
    }

    private SyncResult sync() {
        return box.run(Layout.PLAIN, daemon.url("tree/"));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(box.tree().resolve(name)));
    }
}
