package io.micromirror.proof;

import java.util.Optional;

/** Is told of the files that a group names. */
@FunctionalInterface
public interface Mention {
    /**
     * A file, there or not, perhaps more than once.
     *
     * @param name relative to the project's tree
     * @param size in bytes; negative: the group does not say it
     * @param checksum absent: the group gives none
     */
    void file(String name, long size, Optional<Checksum> checksum);
}
