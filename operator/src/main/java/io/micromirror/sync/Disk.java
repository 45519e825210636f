package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Path;

/** The three calls by which something goes live. Their order is the promise, so tests watch it and cut in between. */
interface Disk {
    /** Returns once everything that was written to the file system of this path lies on its disk. */
    void flush(Path path) throws IOException;

    /** Lets two paths change places in one step. */
    void exchange(Path one, Path other) throws IOException;

    /** Gives a path another name in one step; what had that name, not being a filled directory, goes. */
    void rename(Path from, Path to) throws IOException;
}
