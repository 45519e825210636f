package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How a mirror syncs, for all of its projects. */
@ValidationRule(
        value = "!has(self.bandwidth) || self.bandwidth.matches('" + Bytes.REGEX + "')",
        fieldPath = ".bandwidth",
        message = "spec.sync.bandwidth " + Bytes.RATE_RULE)
public record SyncPolicy(
        @Default("false")
        @JsonPropertyDescription(
                "True: no new sync starts; a running one ends, and what is there is served on." + " Default: false.")
        Boolean paused,

        @Default("2")
        @Min(1)
        @Max(16)
        @JsonPropertyDescription(
                "How many projects are synced at a time, 1 to 16; the others wait in line, a project never more than"
                        + " once. More are quicker where upstreams are slow, and wear a slow disk. Default: 2.")
        Integer concurrent,

        @Size(max = 16)
        @JsonPropertyDescription("Bytes a second that all syncs together take from upstreams, as a quantity: 50Mi. Each"
                + " of the concurrent syncs gets an equal part of it. Default: as many as come.")
        String bandwidth) {
    public static final int DEFAULT_CONCURRENT = 2;

    public SyncPolicy {
        concurrent = concurrent == null ? DEFAULT_CONCURRENT : concurrent;
        paused = paused != null && paused;
    }
}
