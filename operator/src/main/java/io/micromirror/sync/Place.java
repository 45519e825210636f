package io.micromirror.sync;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run works.
 *
 * @param live the project's tree: what is served, or what will be once it is complete
 * @param work the project's state, on the same file system
 */
record Place(Path live, Path work) {
    /** Whether this is the first sync of a tree, which appears when it is complete. */
    boolean isUnseen() {
        return live.startsWith(work);
    }

    /**
     * There while a scrub doubts the entry points: then they are compared by content, not by size and time, and what they
     * name is not taken as there.
     */
    Path doubt() {
        return work.resolve("doubt");
    }

    boolean isDoubted() {
        return Files.exists(doubt());
    }

    /** Entry points until they are proved, laid out as in the tree. */
    Path stage() {
        return work.resolve("stage");
    }

    /** Content until it is on the disk, laid out as in the tree. */
    Path incoming() {
        return work.resolve("incoming");
    }

    /** What the upstream says of being updated. */
    Path busy() {
        return work.resolve("busy");
    }

    /** The mirrors between the master and this one, as the upstream has them. */
    Path chain() {
        return work.resolve("chain");
    }

    /** Names for one of several rsyncs. */
    Path names(int number) {
        return work.resolve("names-" + number);
    }

    /** Names for rsync. */
    Path names() {
        return work.resolve("names");
    }
}
