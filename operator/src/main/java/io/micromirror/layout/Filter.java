package io.micromirror.layout;

/**
 * One rule of a pass, in rsync's pattern language. The first rule that matches a path decides; what none matches is
 * fetched.
 */
public sealed interface Filter {
    String pattern();

    /** Fetched, whatever later rules say. */
    record Include(String pattern) implements Filter {}

    /** Left for a later pass. */
    record Exclude(String pattern) implements Filter {}
}
