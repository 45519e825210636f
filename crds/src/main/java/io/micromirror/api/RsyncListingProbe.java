package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P9: the rsync module lists what it should. */
@ValidationRule(
        value = "!has(self.reference) || self.reference.matches('" + Upstream.REGEX + "')",
        fieldPath = ".reference",
        message = "reference " + Upstream.RULE)
public record RsyncListingProbe(
        @Size(max = 16)
        @JsonPropertyDescription(
                "Directories of the module, each ending in '/'; at most 50,000 names are compared in each. "
                        + "Default: all of it.")
        List<@Size(max = 256) String> under,

        @Size(max = 16)
        @JsonPropertyDescription(
                "rsync patterns of what is not compared. At most 16. Default: none but rsync's own leftovers.")
        List<@Size(min = 1, max = 128) String> excludes,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription("Names, Size or SizeAndTime. Default: Names.")
        Compare compare,

        @Size(max = 512)
        @JsonPropertyDescription(
                "rsync URL of what it must list, asked once a day; never a master's. Default: it is enough "
                        + "that something is listed.")
        String reference,

        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
                "Of directories with more than ten packages only so many are compared, the newest; 0 for all. "
                        + "Default: 0.")
        Integer newestPerDirectory,

        @Size(max = 16) @JsonPropertyDescription("Files that may lag, with SizeAndTime. At most 16. Default: none.")
        List<OutdatedFiles> outdated) {
    /** What counts as equal. */
    public enum Compare {
        /** The names. */
        @JsonProperty("Names")
        NAMES,
        /** Names and sizes. */
        @JsonProperty("Size")
        SIZE,
        /** Names, sizes and times. */
        @JsonProperty("SizeAndTime")
        SIZE_AND_TIME
    }
}
