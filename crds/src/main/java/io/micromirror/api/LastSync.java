package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** How the last sync of a project ended. */
public record LastSync(
        @JsonPropertyDescription("When it began.") Instant started,
        @JsonPropertyDescription("When it ended.") Instant finished,

        @JsonPropertyDescription(
                "Updated, Unchanged, Coalesced (another run had the lock), Inconsistent (the upstream changed"
                        + " meanwhile), NoSpace, Refused, Unreachable, Stopped or Failed.")
        String outcome,

        @JsonPropertyDescription("Bytes that came over the network.")
        Long bytes,

        @JsonPropertyDescription("Files that were new or changed.")
        Long files) {}
