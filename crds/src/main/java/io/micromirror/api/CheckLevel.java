package io.micromirror.api;

/** What a failed check costs a mirror. */
public enum CheckLevel {
    /** Users are still sent; the lag is visible. */
    LAGGING,
    /** Users are not sent for some files, directories or repositories. */
    PARTIAL,
    /** Users are not sent. */
    DROPPED
}
