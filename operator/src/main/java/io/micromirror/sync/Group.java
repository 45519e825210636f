package io.micromirror.sync;

import java.nio.file.Path;

/**
 * A directory of entry points that go live together.
 *
 * @param path relative to the project's tree; empty for the tree itself
 * @param staged as the upstream has it
 * @param live where it goes, and where the one before it may be
 */
record Group(String path, Path staged, Path live) {
    static Group of(String path, Place place) {
        return new Group(path, place.stage().resolve(path), place.live().resolve(path));
    }

    /** For a person. */
    String name() {
        return path.isEmpty() ? "the tree" : path;
    }
}
