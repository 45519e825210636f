package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Files that may lag behind, as mirrorbits' AllowOutdatedFiles. */
public record OutdatedFiles(
        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription("The beginning of their paths below the module. Required. Example: dists/")
        String prefix,

        @Required
        @Min(1)
        @Max(100000)
        @JsonPropertyDescription(
                "How many minutes older than the reference's they may be; their sizes are not compared." + " Required.")
        Integer minutes) {}
