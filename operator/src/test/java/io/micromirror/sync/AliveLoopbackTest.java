package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arch's {@code lastsync} beside its {@code lastupdate}. */
final class AliveLoopbackTest {
    private static final Path ALIVE = Path.of("alive").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void whatShowsThatAnUpstreamLivesIsRenewedUntilSomethingElseChanged() throws Exception {
        Box box = new Box(folder);
        offer(box, "lastupdate", 1);
        offer(box, "lastsync", 1);
        try (RsyncDaemon daemon = RsyncDaemon.offering(box.upstream(), folder)) {
            box.run(Layout.ARCH, daemon.url("tree/"));
            Path list = Files.writeString(
                    folder.resolve("list"), "sub/demo 0 " + daemon.url("tree/") + " lastupdate lastsync\n");
            Process alive = new ProcessBuilder(
                            ALIVE.toString(), list.toString(), box.storage().toString(), "0.2")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("alive.log").toFile())
                    .start();
            try {
                offer(box, "lastsync", 2);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(served(box, "lastsync")).isEqualTo("2\n"));
                assertThat(Files.getLastModifiedTime(box.tree().resolve("lastsync"))
                                .toInstant())
                        .isEqualTo(Instant.ofEpochSecond(2));

                offer(box, "lastupdate", 3);
                offer(box, "lastsync", 3);
                Path copy = box.storage().resolve(".micromirror/alive/sub~demo/lastupdate");
                await().atMost(SOON).until(() -> Files.readString(copy).equals("3\n"));
                offer(box, "lastsync", 4);
                await().atMost(SOON)
                        .until(() -> Files.readString(copy.resolveSibling("lastsync"))
                                .equals("4\n"));

                assertThat(served(box, "lastupdate")).isEqualTo("1\n");
                assertThat(served(box, "lastsync")).isEqualTo("2\n");
            } finally {
                alive.destroy();
                assertThat(alive.waitFor()).isZero();
            }
        }
    }

    private static void offer(Box box, String name, int number) throws IOException {
        box.offer(name, number + "\n", "rw-r--r--", Instant.ofEpochSecond(number));
    }

    private static String served(Box box, String name) throws IOException {
        return Files.readString(box.tree().resolve(name));
    }
}
