package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P5: Packages.gz and Sources.gz are there, and Release is not old. */
@ValidationRule(value = ProbeRules.REFERENCE, fieldPath = ".reference", message = ProbeRules.REFERENCE_MESSAGE)
public record AptFreshnessProbe(
        @Required @Size(min = 1, max = 32) @JsonPropertyDescription("Names below dists/. Required.")
        List<@Size(min = 1, max = 64) String> suites,

        @Size(max = 16) @JsonPropertyDescription("Components. Default: main.")
        List<@Size(min = 1, max = 64) String> components,

        @Required @Size(min = 1, max = 16) @JsonPropertyDescription("Architectures of binary packages. Required.")
        List<@Size(min = 1, max = 32) String> architectures,

        @JsonPropertyDescription("Whether Sources.gz is asked too. Default: false.")
        Boolean sources,

        @Size(max = 512)
        @JsonPropertyDescription(
                "Web address of the archive's root, ending in '/', whose Release is the newest. Default: age "
                        + "is not judged.")
        String reference,

        @Min(0)
        @Max(31536000)
        @JsonPropertyDescription("Age of an outdated Release in seconds from which the suite is LAGGING. Default: 0.")
        Long warnSeconds,

        @Min(1) @Max(31536000) @JsonPropertyDescription("The same from which it fails. Default: never.")
        Long dropSeconds) {}
