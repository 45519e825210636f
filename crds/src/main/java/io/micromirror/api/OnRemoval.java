package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the data of a project that was taken off the list, once it is served no more. */
public enum OnRemoval {
    @JsonProperty("Retain")
    RETAIN,
    @JsonProperty("Delete")
    DELETE
}
