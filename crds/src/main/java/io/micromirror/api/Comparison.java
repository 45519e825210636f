package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of a file tells that an upstream published something. */
public enum Comparison {
    @JsonProperty("Content")
    CONTENT,
    @JsonProperty("Modified")
    MODIFIED,
    @JsonProperty("Serial")
    SERIAL
}
