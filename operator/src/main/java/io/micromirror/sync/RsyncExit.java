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

    RsyncExit {
        complaints = List.copyOf(complaints);
    }
}
