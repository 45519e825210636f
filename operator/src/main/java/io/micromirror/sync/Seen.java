package io.micromirror.sync;

import java.util.List;

/**
 * What an rsync told of the two trees, names escaped as it writes them ({@link Escaped}).
 *
 * @param listed files and directories that the upstream has, as far as they were asked for
 * @param size of these
 * @param directories whose time changed: only in these something can have gone
 * @param changed whatever is not as it was, the first of them, one more than {@link Walk#MOST}
 * @param linked whether any of these is a further name of a file
 * @param gone what is here and not at the upstream; a directory ends in {@code /}
 */
record Seen(long listed, Size size, List<String> directories, List<String> changed, boolean linked, List<String> gone) {
    static final Seen NOTHING = new Seen(0, Size.NOTHING, List.of(), List.of(), false, List.of());

    Seen {
        directories = List.copyOf(directories);
        changed = List.copyOf(changed);
        gone = List.copyOf(gone);
    }
}
