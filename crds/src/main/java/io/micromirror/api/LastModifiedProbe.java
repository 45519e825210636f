package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P8: Last-Modified of files against the reference's. */
@ValidationRule(value = ProbeRules.PATHS, fieldPath = ".paths", message = ProbeRules.PATHS_MESSAGE)
@ValidationRule(value = ProbeRules.REFERENCE, fieldPath = ".reference", message = ProbeRules.REFERENCE_MESSAGE)
public record LastModifiedProbe(
        @Required
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Paths below the project, with placeholders. Required.")
        List<@Size(min = 1, max = 256) String> paths,

        @Size(max = 8)
        @JsonPropertyDescription(
                "What the placeholders in paths and reference stand for; all combinations are asked, 512 at "
                        + "most. At most 8. Default: none.")
        List<PathVariable> variables,

        @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Web address, ending in '/', below which the same paths are the newest. Required.")
        String reference,

        @Min(1)
        @Max(31536000)
        @JsonPropertyDescription("Seconds behind the reference from which the mirror is LAGGING. Default: 3600.")
        Long okSeconds,

        @Min(1) @Max(31536000) @JsonPropertyDescription("The same from which it fails. Default: 86400.")
        Long warnSeconds) {}
