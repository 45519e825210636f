package io.micromirror.scrub;

/** A scrub that was told to stop: the next one goes on from there. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
