package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P4: each repomd.xml of a matrix is there, and the newest. */
@ValidationRule(value = ProbeRules.PATHS, fieldPath = ".paths", message = ProbeRules.PATHS_MESSAGE)
@ValidationRule(value = ProbeRules.REFERENCE, fieldPath = ".reference", message = ProbeRules.REFERENCE_MESSAGE)
public record RepomdProbe(
        @Required
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Paths of repomd.xml below the project, with placeholders. Required.")
        List<@Size(min = 1, max = 256) String> paths,

        @Size(max = 8)
        @JsonPropertyDescription(
                "What the placeholders in paths and reference stand for; all combinations are asked, 512 at "
                        + "most. At most 8. Default: none.")
        List<PathVariable> variables,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "Exists, Newest (its SHA-256 is the reference's), NewestOrAlternates (older ones of the "
                        + "metalink are LAGGING until the next visit) or FirstTimestamp. Default: Exists.")
        Compare compare,

        @Size(max = 512)
        @JsonPropertyDescription(
                "Web address of a metalink or of another copy, with the same placeholders, {path} among them. "
                        + "Default: nothing is compared.")
        String reference,

        @JsonPropertyDescription(
                "Whether what was never carried may be absent. Default: false: one absent repository fails.")
        Boolean partialAllowed) {
    /** What counts as equal. */
    public enum Compare {
        /** It is there. */
        @JsonProperty("Exists")
        EXISTS,
        /** The newest checksum alone. */
        @JsonProperty("Newest")
        NEWEST,
        /** Alternates until the next visit. */
        @JsonProperty("NewestOrAlternates")
        NEWEST_OR_ALTERNATES,
        /** The first timestamp in the file. */
        @JsonProperty("FirstTimestamp")
        FIRST_TIMESTAMP
    }
}
