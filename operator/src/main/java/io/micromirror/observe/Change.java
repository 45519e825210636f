package io.micromirror.observe;

import java.time.Instant;

/** A verdict that became another one. */
public record Change(Neighbour neighbour, Verdict before, Verdict after, Instant at) {}
