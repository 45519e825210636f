package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The directories that changed since we last looked what is gone in them: a file on the storage, a line for each. While a
 * run is under way there is none, so a run that was killed leaves none, and the next one looks everywhere.
 */
final class Unswept {
    static final String NAME = "unswept";

    private final Path file;

    Unswept(Path work) {
        this.file = work.resolve(NAME);
    }

    /** Whether the last run came to its end and left nothing to look at. */
    boolean isSettled() throws IOException {
        return Files.exists(file) && Files.size(file) == 0;
    }

    /** Absent: all of them. */
    Optional<Collection<String>> take() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Collection<String> directories = new TreeSet<>(Files.readAllLines(file));
        Files.delete(file);
        return Optional.of(directories);
    }

    void put(Collection<String> directories) throws IOException {
        StringBuilder lines = new StringBuilder();
        new TreeSet<>(directories).forEach(directory -> lines.append(directory).append('\n'));
        AtomicFile.write(file, lines.toString());
    }
}
