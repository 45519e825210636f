package io.micromirror.node;

import io.micromirror.change.Marker;
import java.time.Instant;

/**
 * What the upstream of a project was last seen to have published.
 *
 * @param since when this answer came for the first time
 */
record Spotted(String project, Marker marker, Instant since) {}
