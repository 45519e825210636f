package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** How a source of news is. */
public record PushStatus(
        @Required @Size(max = 280) @JsonPropertyDescription("The broker's url, or webhook.")
        String source,

        @JsonPropertyDescription("Whether it is listened to.")
        Boolean listening,

        @Size(max = 512)
        @JsonPropertyDescription(
                "What is wrong with it, one line; absent when nothing is. Without it news come by probes and"
                        + " by the schedule.")
        String message) {}
