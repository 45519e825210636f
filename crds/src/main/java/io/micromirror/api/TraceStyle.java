package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a mirror writes of itself into a tree, for the distribution's checker. */
public enum TraceStyle {
    /** Debian's ftpsync's, below {@code project/trace}. */
    @JsonProperty("debian")
    DEBIAN,
    /** The date, below {@code project/trace}. */
    @JsonProperty("ubuntu")
    UBUNTU,
    /** The date, below {@code .trace}. */
    @JsonProperty("ubuntu-releases")
    UBUNTU_RELEASES,
    /** Nothing. */
    @JsonProperty("none")
    NONE
}
