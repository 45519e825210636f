package io.micromirror.change;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of a file tells that the upstream published something. */
public enum Comparison {
    /** Its content, at most 64 KiB; a number is newer only when it is greater. */
    @JsonProperty("content")
    CONTENT,
    /** Its time and size, for files too large to fetch. */
    @JsonProperty("modified")
    MODIFIED,
    /** The {@code Archive serial} of a Debian trace file; else as {@link #CONTENT}. */
    @JsonProperty("serial")
    SERIAL
}
