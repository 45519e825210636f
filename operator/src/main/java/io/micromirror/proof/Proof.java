package io.micromirror.proof;

import java.util.List;

/** What a look at a staged group found. */
public sealed interface Proof {
    /** The group agrees with itself, and all it names is there: it may go live. */
    record Whole() implements Proof {}

    /**
     * The group agrees with itself, but names what is not there, or is there with another size.
     *
     * @param paths relative to the project's tree, sorted; the first 10,000
     */
    record Missing(List<String> paths) implements Proof {
        public Missing {
            paths = List.copyOf(paths);
        }
    }

    /**
     * The group contradicts itself, or cannot be read.
     *
     * @param why one sentence that names the file and what was expected of it
     */
    record Broken(String why) implements Proof {}
}
