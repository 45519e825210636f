package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlockTest {
    @TempDir
    private Path folder;

    @Test
    void isTheLockOfFlock1AndHeldByOneOnly() throws Exception {
        Path file = folder.resolve("lock");

        try (Flock _ = Flock.acquire(file)) {
            assertThat(Flock.tryAcquire(file)).isEmpty();
            assertThat(shell(file)).isEqualTo(1);
        }

        assertThat(shell(file)).isZero();
        try (Flock _ = Flock.tryAcquire(file).orElseThrow()) {
            assertThat(shell(file)).isEqualTo(1);
        }
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatIOException().isThrownBy(() -> Flock.tryAcquire(folder.resolve("none/lock")));
    }

    private static int shell(Path file) throws Exception {
        return new ProcessBuilder("flock", "--nonblock", file.toString(), "true")
                .start()
                .waitFor();
    }
}
