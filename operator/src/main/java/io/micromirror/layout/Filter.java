package io.micromirror.layout;

/**
 * One rule of a pass, in rsync's pattern language. The first rule that matches a path decides; what none matches is
 * fetched, and deleted once the upstream has it no more.
 */
public sealed interface Filter {
    String pattern();

    /** Fetched, whatever later rules say. */
    record Include(String pattern) implements Filter {}

    /** Left out. */
    record Exclude(String pattern) implements Filter {}

    /** Not deleted, though the upstream does not have it. */
    record Protect(String pattern) implements Filter {}

    /** Deleted when the upstream does not have it, whatever later rules say. */
    record Risk(String pattern) implements Filter {}
}
