package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a list of files is written. */
public enum ListFormat {
    /** As quick-fedora-mirror reads it. */
    @JsonProperty("fullfiletimelist")
    FULL_FILE_TIME_LIST,
    /** As raspbmirror reads it. */
    @JsonProperty("snapshotindex")
    SNAPSHOT_INDEX
}
