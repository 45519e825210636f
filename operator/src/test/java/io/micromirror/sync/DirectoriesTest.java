package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the first to touch a storage: it knows a disk that is not mounted from one that is new. */
final class DirectoriesTest {
    private static final Path DIRECTORIES = Path.of("directories").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void storageOfAMirrorThatPublishedNothingIsMade() throws Exception {
        assertThat(run("")).isEmpty();
        assertThat(state()).isDirectory();
    }

    @Test
    void storageThatHoldsSomethingPublishedIsTheOne() throws Exception {
        Files.createFile(Files.createDirectories(state().resolve("debian")).resolve("published"));
        assertThat(run("debian, fedora")).isEmpty();
    }

    @Test
    void storageWithoutWhatWasPublishedIsLeftAlone() throws Exception {
        Files.createDirectories(state().resolve("debian"));
        assertThat(run("debian, fedora"))
                .isEqualTo(
                        "Nothing of what this mirror published (debian, fedora) is in /data/box: mount its disk on the"
                                + " node. If this is a new disk, to be filled anew: mkdir -p /data/box/.micromirror/new\n");
        assertThat(state().resolve("acme")).doesNotExist();

        Files.createDirectories(state().resolve("new"));
        assertThat(run("debian, fedora")).isEmpty();
        assertThat(state().resolve("acme")).isDirectory();
    }

    private Path state() {
        return folder.resolve("storage/.micromirror");
    }

    /** What it complains of; nothing where it made the directories. */
    private String run(String published) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        DIRECTORIES.toString(),
                        Files.writeString(folder.resolve("published"), published)
                                .toString(),
                        "/data/box",
                        Files.getAttribute(folder, "unix:uid").toString(),
                        folder.resolve("storage").toString(),
                        state().toString(),
                        state().resolve("acme").toString())
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(words.isEmpty() ? 0 : 1);
        return words;
    }
}
