package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How a mirror syncs, for all of its projects. */
public record SyncPolicy(
        @Default("false")
        @JsonPropertyDescription(
                "True: no new sync starts; a running one ends, and what is there is served on." + " Default: false.")
        Boolean paused) {
    public SyncPolicy {
        paused = paused != null && paused;
    }
}
