package io.micromirror.check;

/** How a distribution would treat a mirror, from good to bad; the worst of several findings is a verdict's. */
public enum Level {
    /** Users are sent. */
    OK("OK"),
    /** It cannot be said: the fault is ours, or the reference's. */
    UNKNOWN("UNKNOWN"),
    /** Users are still sent; the lag is visible. */
    LAGGING("LAGGING"),
    /** Users are not sent for some files, directories or repositories. */
    PARTIAL("PARTIAL"),
    /** Users are not sent. */
    DROPPED("DROPPED");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    /** As status, metrics and tables write it. */
    public String word() {
        return word;
    }
}
