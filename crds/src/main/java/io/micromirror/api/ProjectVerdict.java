package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** What the distribution's checker would say of a project here. Written when level or reason changes. */
public record ProjectVerdict(
        @JsonPropertyDescription("OK: users are sent. LAGGING: still sent, the lag is visible. PARTIAL: not for some"
                + " files, directories or repositories. DROPPED: not sent. UNKNOWN: the fault is ours or the"
                + " reference's.")
        String level,

        @JsonPropertyDescription("The checker that is imitated.")
        String checker,

        @JsonPropertyDescription("One stable word for the worst that was found.")
        String reason,

        @Size(max = 2048)
        @JsonPropertyDescription(
                "What was seen where, and what the checker expects, as it was when the reason came up.")
        String message,

        @JsonPropertyDescription(
                "When users would stop coming if nothing changed. Absent where they would not, or have" + " stopped.")
        Instant dropsAt,

        @JsonPropertyDescription(
                "Failed runs in a row that the checker has counted by now, where it disables a mirror after"
                        + " so many. Absent where there is none.")
        Integer strikes,

        @JsonPropertyDescription("Whether the distribution's own public list names this mirror, as asked once a day."
                + " Absent where none is known, or none could be read.")
        Boolean listed,

        @JsonPropertyDescription("Since when level and reason are so.")
        Instant since) {}
