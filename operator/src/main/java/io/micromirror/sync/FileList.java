package io.micromirror.sync;

import io.micromirror.filelist.ListFormat;
import java.util.regex.Pattern;

/**
 * A list of all files that an upstream offers in its tree.
 *
 * @param path relative to the tree
 * @param fullPass seconds after which the whole tree is looked through all the same; 0: never
 */
public record FileList(String path, ListFormat format, Long fullPass) {
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*");
    private static final long WEEK = 604_800;

    public FileList {
        if (path == null || path.length() > 128 || !PATH.matcher(path).matches() || path.contains("..")) {
            throw new IllegalArgumentException("the plan's fileList.path must be relative to the tree and without"
                    + " '..', such as fullfiletimelist-fedora");
        }
        if (format == null) {
            throw new IllegalArgumentException("the plan's fileList.format must be fullfiletimelist or snapshotindex");
        }
        fullPass = fullPass == null ? WEEK : fullPass;
        if (fullPass < 0) {
            throw new IllegalArgumentException("the plan's fileList.fullPass must be a number of seconds");
        }
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
