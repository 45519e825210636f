package io.micromirror.sync;

import java.util.List;

/**
 * What an rsync told of the two trees, names escaped as it writes them ({@link Escaped}).
 *
 * @param listed files and directories that the upstream has, as far as they were asked for
 * @param size of these
 * @param directories whose time changed: only in these something can have gone
 * @param gone what is here and not at the upstream; a directory ends in {@code /}
 */
record Seen(long listed, Size size, List<String> directories, List<String> gone) {
    static final Seen NOTHING = new Seen(0, Size.NOTHING, List.of(), List.of());

    Seen {
        directories = List.copyOf(directories);
        gone = List.copyOf(gone);
    }
}
