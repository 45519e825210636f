package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** P7: a few files answer HEAD as they should. */
public record HeadSampleProbe(
        @Size(max = 256)
        @JsonPropertyDescription("Directory from which they are taken, ending in '/'. Default: all of the project.")
        String under,

        @Min(1) @Max(200) @JsonPropertyDescription("How many, 1 to 200. Default: 1.")
        Integer count,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription("Random or Newest. Default: Random.")
        Order order,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "What must agree with the module's listing beside status 200: Status (nothing), Size or "
                        + "SizeAndTime. Default: Status.")
        Match match,

        @JsonPropertyDescription("Whether a redirect counts as a failure. Default: false.")
        Boolean redirectsForbidden) {
    /** Which files are taken. */
    public enum Order {
        /** Others each time. */
        @JsonProperty("Random")
        RANDOM,
        /** Those of the newest times. */
        @JsonProperty("Newest")
        NEWEST
    }

    /** What must agree. */
    public enum Match {
        /** Nothing else. */
        @JsonProperty("Status")
        STATUS,
        /** The size. */
        @JsonProperty("Size")
        SIZE,
        /** Size and time. */
        @JsonProperty("SizeAndTime")
        SIZE_AND_TIME
    }
}
