package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The three calls by which something goes live, whose order is the promise, so that tests watch it and cut in between; and
 * how much room there is.
 */
interface Disk {
    /** Returns once everything that was written to the file system of this path lies on its disk. */
    void flush(Path path) throws IOException;

    /** Lets two paths change places in one step. */
    void exchange(Path one, Path other) throws IOException;

    /** Gives a path another name in one step; what had that name, not being a filled directory, goes. */
    void rename(Path from, Path to) throws IOException;

    /** Bytes that may yet be written where this path lies. */
    default long free(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }
}
