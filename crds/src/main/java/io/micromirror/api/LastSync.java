package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** How the last sync of a project ended. */
public record LastSync(
        @JsonPropertyDescription("When it began.") Instant started,
        @JsonPropertyDescription("When it ended.") Instant finished,

        @JsonPropertyDescription(
                "Updated, Unchanged, Coalesced (another run had the lock), Waiting (for its turn), Inconsistent (the upstream changed"
                        + " meanwhile), NoSpace, Refused, Unreachable, Stopped or Failed.")
        String outcome,

        @JsonPropertyDescription("What stood in the way of an outcome Inconsistent: Missing (an index names what is not"
                + " there), Contradiction, BadSignature, Older (than what is served), Updating (it says so)"
                + " or Moving. Absent: nothing did.")
        String lack,

        @JsonPropertyDescription("Bytes that came over the network.")
        Long bytes,

        @JsonPropertyDescription("Files that were new or changed.")
        Long files,

        @JsonPropertyDescription("Files and directories that were deleted, long after the upstream dropped them.")
        Long deleted,

        @JsonPropertyDescription("Files that the upstream dropped and that stay, because they are more than maxDelete"
                + " allows; micromirror approve-deletes lets them go. Absent: none.")
        Long held) {}
