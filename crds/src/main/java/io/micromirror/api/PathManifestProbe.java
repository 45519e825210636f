package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P6: every path of a manifest or of a matrix is there. */
@ValidationRule(value = ProbeRules.PATHS, fieldPath = ".paths", message = ProbeRules.PATHS_MESSAGE)
@ValidationRule(
        value = "!has(self.manifest) || self.manifest" + ProbeRules.IS_WEB_ADDRESS,
        fieldPath = ".manifest",
        message = "manifest" + ProbeRules.WEB_ADDRESS_MESSAGE)
public record PathManifestProbe(
        @Size(max = 512)
        @JsonPropertyDescription("Web address of a manifest of flavour, series, path and size between tabs, as "
                + "releases.ubuntu.com has it. Default: only paths.")
        String manifest,

        @Size(max = 64)
        @JsonPropertyDescription(
                "Paths below the project, with placeholders; those with the same values form a group. At most "
                        + "64. Default: only the manifest.")
        List<@Size(min = 1, max = 256) String> paths,

        @Size(max = 8)
        @JsonPropertyDescription(
                "What the placeholders in paths and reference stand for; all combinations are asked, 512 at "
                        + "most. At most 8. Default: none.")
        List<PathVariable> variables,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription("All or Any: how much of a group must be there. Default: All.")
        Rule rule,

        @JsonPropertyDescription("Whether the sizes of the manifest must agree. Default: false.")
        Boolean size) {
    /** How much of a group must be there. */
    public enum Rule {
        /** Every path. */
        @JsonProperty("All")
        ALL,
        /** One path. */
        @JsonProperty("Any")
        ANY
    }
}
