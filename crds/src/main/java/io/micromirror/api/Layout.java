package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Families of repositories: which files are entry points, and which of them must change together. */
public enum Layout {
    /** Debian archives: a suite of {@code dists} changes as a whole, after the pool. */
    @JsonProperty("apt")
    APT,
    /** RPM repositories: a {@code repodata} changes as a whole, after the packages. */
    @JsonProperty("rpm")
    RPM,
    /** Pacman repositories: databases and signatures change together, after the packages. */
    @JsonProperty("arch")
    ARCH,
    /** Alpine's: {@code APKINDEX.tar.gz} changes after the packages. */
    @JsonProperty("alpine")
    ALPINE,
    /** F-Droid's: entry and indexes change together, after the packages. */
    @JsonProperty("fdroid")
    FDROID,
    /** Images: a list of checksums and its signature change together, after the images. */
    @JsonProperty("images")
    IMAGES,
    /** Files without an index, in one pass. */
    @JsonProperty("plain")
    PLAIN
}
