package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Families of repositories: which files are indexes that must come after what they name. */
public enum Layout {
    /** Debian archives: everything but the indexes of {@code dists}, then the indexes. */
    @JsonProperty("apt")
    APT,
    /** RPM repositories: everything but {@code repodata}, then {@code repodata}. */
    @JsonProperty("rpm")
    RPM,
    /** Files without an index, in one pass. */
    @JsonProperty("plain")
    PLAIN
}
