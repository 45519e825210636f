package io.micromirror.sync;

/**
 * What rsync did.
 *
 * @param bytes received over the network
 * @param files new or changed, directories left out
 * @param deleted files and directories that went
 * @param changes everything that is not as it was, also a directory's time
 */
record Tally(long bytes, long files, long deleted, long changes) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(bytes + other.bytes, files + other.files, deleted + other.deleted, changes + other.changes);
    }
}
