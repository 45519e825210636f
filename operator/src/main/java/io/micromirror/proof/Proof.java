package io.micromirror.proof;

import java.util.List;

/** Whether what a group of entry points names is there. */
public sealed interface Proof {
    /** Everything is. */
    record Whole() implements Proof {}

    /** Not all of it: these paths, relative to the project's tree, are absent or of another size. */
    record Missing(List<String> paths) implements Proof {
        public Missing {
            paths = List.copyOf(paths);
        }
    }

    /** The entry points contradict each other. */
    record Broken(String why) implements Proof {}
}
