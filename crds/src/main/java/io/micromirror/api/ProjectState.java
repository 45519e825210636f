package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a project stands on a mirror. */
public enum ProjectState {
    @JsonProperty("FirstSync")
    FIRST_SYNC,
    @JsonProperty("Published")
    PUBLISHED,
    @JsonProperty("Retiring")
    RETIRING,
    @JsonProperty("Unclaimed")
    UNCLAIMED,
    @JsonProperty("Rejected")
    REJECTED,
    @JsonProperty("Paused")
    PAUSED
}
