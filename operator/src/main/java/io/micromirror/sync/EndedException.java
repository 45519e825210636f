package io.micromirror.sync;

/** Ends a run early, with what there is to tell. */
final class EndedException extends RuntimeException {
    private final transient Ending ending;

    EndedException(Ending ending) {
        super(ending.reason());
        this.ending = ending;
    }

    Ending ending() {
        return ending;
    }
}
