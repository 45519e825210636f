package io.micromirror.convert;

/** A file that cannot become a site. The message is the sentence for a person: what, where, the mend. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
        super(message);
    }
}
