package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody claims goes, and nothing else. */
final class ReclaimTest {
    @TempDir
    private Path folder;

    private Box box;
    private RsyncDaemon daemon;

    @BeforeEach
    void mirror() throws IOException {
        box = new Box(folder);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
        box.offer("a/b", "x");
        box.run(Layout.PLAIN, daemon.url("tree/"));
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void theTreeAndAllThatWasKnownOfItGo() throws IOException {
        Path other = Files.createDirectories(box.storage().resolve("sub/other"));

        assertThat(new Reclaim(box.storage()).of(Box.PROJECT, List.of())).isEmpty();

        assertThat(box.tree()).doesNotExist();
        assertThat(box.work()).doesNotExist();
        assertThat(other).exists();
        assertThat(box.state().status().projects()).isEmpty();
        assertThat(box.storage().resolve(".micromirror/status.json")).content().doesNotContain(Box.PROJECT);
        assertThat(new Reclaim(box.storage()).of(Box.PROJECT, List.of()).orElseThrow())
                .startsWith("Nothing was ever synced as demo on ");
    }

    @Test
    void whatTheMirrorCarriesUnderAnotherNameStays() throws IOException {
        for (String claimed : List.of("sub/demo", "sub", "sub/demo/a")) {
            assertThat(new Reclaim(box.storage()).of(Box.PROJECT, List.of("other", claimed)))
                    .hasValue("The tree of demo, sub/demo, is what the mirror carries as " + claimed
                            + ", so nothing was deleted.");
        }

        assertThat(box.tree().resolve("a/b")).exists();
        assertThat(box.state().result(Box.PROJECT)).isPresent();
    }

    @Test
    void whatWasCutShortGoesOn() throws IOException {
        Files.move(box.tree(), box.work().resolve("reclaimed"));

        assertThat(new Reclaim(box.storage()).of(Box.PROJECT, List.of())).isEmpty();

        assertThat(box.work()).doesNotExist();
    }

    @Test
    void aRunThatIsUnderWayIsLeftAlone() throws IOException {
        try (Flock _ = Flock.acquire(box.lock())) {
            assertThat(new Reclaim(box.storage()).of(Box.PROJECT, List.of()))
                    .contains("A run of demo is under way, so nothing was deleted; try again after it.");
        }
        assertThat(box.tree().resolve("a/b")).exists();
    }

    @Test
    void aTreeThatIsAnothersAsWellStays() throws IOException {
        Path state = Files.createDirectories(box.storage().resolve(".micromirror/other"));
        Files.writeString(
                state.resolve("result.json"),
                Files.readString(box.work().resolve("result.json"))
                        .replace("\"project\":\"demo\"", "\"project\":\"other\""));

        assertThat(new Reclaim(box.storage()).of(Box.PROJECT, List.of()).orElseThrow())
                .startsWith("The tree of demo, sub/demo, is other's as well, so nothing was deleted");
        assertThat(box.tree().resolve("a/b")).exists();
    }

    @Test
    void aPathThatLeadsAwayIsNotFollowed() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Path result = box.work().resolve("result.json");
        Files.writeString(result, Files.readString(result).replace("sub/demo", "../precious"));

        new Reclaim(box.storage()).of(Box.PROJECT, List.of());

        assertThat(precious).exists();
    }
}
