package io.micromirror.filelist;

import java.io.IOException;

/** A list that is not written as its format says, or names what no tree should hold: it is no guide then. */
public final class UnreadableListException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableListException(String message) {
        super(message);
    }
}
