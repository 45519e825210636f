package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that holds some room on the storage. A sync that filled it to the last block could else not even tell so: the
 * result of the run before would stand as if all were well.
 */
final class Ballast {
    private static final Logger log = LoggerFactory.getLogger(Ballast.class);
    static final String NAME = "ballast";
    private static final int BYTES = 256 * 1024;

    private final Path file;

    Ballast(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /** Takes the room while there is some. */
    void take() {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                // Random, so that a file system that compresses stores it all.
                byte[] filling = new byte[BYTES];
                new Random(BYTES).nextBytes(filling);
                Files.write(file, filling);
            }
        } catch (IOException full) {
            log.warn("No room is left to tell of a full storage: {}", full.toString());
            drop();
        }
    }

    /** Whether there was room to give back. */
    boolean drop() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException stuck) {
            log.warn("{} could not be removed: {}", file, stuck.toString());
            return false;
        }
    }
}
