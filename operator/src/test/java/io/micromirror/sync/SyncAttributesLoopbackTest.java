package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files are beside their content: one file of two names, holes, times of files, links and directories. */
final class SyncAttributesLoopbackTest {
    private static final Instant LONG_AGO = Instant.parse("2011-12-13T14:15:16Z");

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
    void oneFileOfTwoNamesStaysOneThroughUpdates() throws IOException {
        box.offer("pool/a", "first");
        link("other/a", "pool/a");
        sync(Layout.PLAIN);
        assertThat(inode("other/a")).isEqualTo(inode("pool/a"));
        Files.delete(box.upstream().resolve("other/a"));
        box.offer("pool/a", "second", "rw-r--r--", LONG_AGO);
        link("other/a", "pool/a");
        link("third/a", "pool/a");

        sync(Layout.PLAIN);

        assertThat(box.tree().resolve("other/a")).hasContent("second");
        assertThat(inode("other/a")).isEqualTo(inode("pool/a")).isEqualTo(inode("third/a"));
    }

    @Test
    void entryPointsOfTwoNamesGoLiveAsOne() throws IOException {
        new Repositories(box).apt("s", "a_1.deb");
        link("dists/s/main/binary-amd64/by-hash/x", "dists/s/main/binary-amd64/Packages");

        sync(Layout.APT);

        assertThat(inode("dists/s/main/binary-amd64/by-hash/x")).isEqualTo(inode("dists/s/main/binary-amd64/Packages"));
    }

    @Test
    void aHoleTakesNoRoom() throws IOException {
        Path image = box.offer("disk.img", "x");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(64L << 20);
            file.seek(32L << 20);
            file.write("in the midst of nothing".getBytes(StandardCharsets.US_ASCII));
        }

        sync(Layout.PLAIN);

        Path here = box.tree().resolve("disk.img");
        assertThat(Files.mismatch(here, image)).isEqualTo(-1);
        assertThat(allocated(here)).isLessThan(1 << 20);
    }

    @Test
    void timesAreTheUpstreamsToTheSecond() throws IOException {
        box.offer("d/e/file", "x", "rw-r--r--", LONG_AGO.plusMillis(987));
        Files.createSymbolicLink(box.upstream().resolve("d/link"), Path.of("e/file"));
        for (String directory : new String[] {"d/e", "d", ""}) {
            Files.setLastModifiedTime(box.upstream().resolve(directory), FileTime.from(LONG_AGO.plusSeconds(7)));
        }

        sync(Layout.PLAIN);

        for (String name : new String[] {"d/e/file", "d/link", "d/e", "d", ""}) {
            assertThat(seconds(box.tree().resolve(name)))
                    .as(name)
                    .isEqualTo(seconds(box.upstream().resolve(name)));
        }
        box.offer("d/e/other", "x");
        Files.setLastModifiedTime(box.upstream().resolve("d/e"), FileTime.from(LONG_AGO.plusSeconds(9)));
        sync(Layout.PLAIN);
        assertThat(seconds(box.tree().resolve("d/e")))
                .isEqualTo(LONG_AGO.plusSeconds(9).getEpochSecond());
        assertThat(sync(Layout.PLAIN).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    private SyncResult sync(Layout layout) {
        return box.run(layout, daemon.url("tree/"));
    }

    private void link(String name, String to) throws IOException {
        Path link = box.upstream().resolve(name);
        Files.createDirectories(link.getParent());
        Files.createLink(link, box.upstream().resolve(to));
    }

    private Object inode(String name) throws IOException {
        return Files.getAttribute(box.tree().resolve(name), "unix:ino");
    }

    private static long seconds(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.SECONDS);
    }

    /** As du(1) has it: Java does not tell. */
    private static long allocated(Path file) throws IOException {
        Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
        String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return Long.parseLong(said.substring(0, said.indexOf('\t')));
    }
}
