package io.micromirror.acme;

import java.time.Instant;
import java.util.Optional;

/** There is no certificate: a sentence that says why, in the authority's own words where it said any. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Instant notBefore;

    RefusedException(String message, Instant notBefore, Throwable cause) {
        super(message, cause);
        this.notBefore = notBefore;
    }

    /** When the authority allows the next try, where it said so. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }
}
