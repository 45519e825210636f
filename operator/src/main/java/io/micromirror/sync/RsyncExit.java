package io.micromirror.sync;

import java.util.List;

/**
 * How one rsync ended.
 *
 * @param code its exit code; 20 whenever it was us who stopped it
 * @param complaints what it wrote on standard error: the first lines and the last
 */
record RsyncExit(int code, Tally tally, Seen seen, List<String> complaints) {
    static final int STOPPED = 20;

    /** Some could not be read or written. */
    static final int PARTIAL = 23;

    /** Some were gone when it came to them. */
    static final int VANISHED = 24;

    RsyncExit {
        complaints = List.copyOf(complaints);
    }

    /** Whether it came to its end, so that what it saw is of all that could be read. */
    boolean isOfTheTree() {
        return code == 0 || code == PARTIAL || code == VANISHED;
    }
}
