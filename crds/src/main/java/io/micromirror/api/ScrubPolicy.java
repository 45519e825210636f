package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How a mirror reads again what it holds, to find what its disk lost. */
@ValidationRule(
        value = "!has(self.rate) || self.rate.matches('" + Bytes.REGEX + "')",
        fieldPath = ".rate",
        message = "spec.scrub.rate " + Bytes.RATE_RULE)
public record ScrubPolicy(
        @Default("30")
        @Min(0)
        @Max(366)
        @JsonPropertyDescription("Days in which every file is read once and compared with the checksum that an index"
                + " holds for it; each day has its part, at a time of the mirror's own. 0: never, and what the disk"
                + " loses is served until someone complains. Default: 30.")
        Integer days,

        @Default(ScrubPolicy.DEFAULT_RATE)
        @Size(max = 16)
        @JsonPropertyDescription("Bytes a second that it reads at most, as a quantity: 50M. More is done sooner, and"
                + " leaves less of a slow disk and processor to those who download. Default: 50M.")
        String rate) {
    public static final int DEFAULT_DAYS = 30;
    static final String DEFAULT_RATE = "50M";

    public ScrubPolicy {
        days = days == null ? DEFAULT_DAYS : days;
        rate = rate == null ? DEFAULT_RATE : rate;
    }
}
