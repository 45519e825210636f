package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files the upstream had when a walk last came to its end and all that was gone was seen to: a file on the storage. */
final class Extent {
    static final String NAME = "extent";
    private static final String NUMBER = "[0-9]{1,18}";

    private final Path file;

    Extent(Place place) {
        this.file = place.work().resolve(NAME);
    }

    /** By how many it has fewer now; where nothing is known, by as many as anyone says. */
    long shrunkTo(long files) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.matches(NUMBER) ? Math.max(0, Long.parseLong(text) - files) : Long.MAX_VALUE;
    }

    void keep(long files) throws IOException {
        AtomicFile.write(file, Long.toString(files));
    }
}
