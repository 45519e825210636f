package io.micromirror.sync;

import io.micromirror.layout.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The filters of the last run that came to its end: a file on the storage, none where nothing was filtered. With other
 * filters nothing that is here can be taken for all that should be.
 */
final class LastFilters {
    static final String NAME = "filters";

    private static final String UNSETTLED = "changing\n";

    private final Path file;

    LastFilters(Path work) {
        this.file = work.resolve(NAME);
    }

    /** Whether these are they. If not, no filters are until a run with them came to its end. */
    boolean are(Filters filters) throws IOException {
        String last = Files.exists(file) ? Files.readString(file) : text(Filters.NONE);
        boolean same = last.equals(text(filters));
        if (!same && !last.equals(UNSETTLED)) {
            AtomicFile.write(file, UNSETTLED);
        }
        return same;
    }

    void keep(Filters filters) throws IOException {
        if (filters.equals(Filters.NONE)) {
            Files.deleteIfExists(file);
        } else if (!Files.exists(file) || !Files.readString(file).equals(text(filters))) {
            AtomicFile.write(file, text(filters));
        }
    }

    private static String text(Filters filters) {
        return Json.write(filters) + "\n";
    }
}
