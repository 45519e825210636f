package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** P3: traces as Debian's mirrors have them. */
@ValidationRule(value = ProbeRules.REFERENCE, fieldPath = ".reference", message = ProbeRules.REFERENCE_MESSAGE)
public record TraceDirProbe(
        @Size(max = 128) @JsonPropertyDescription("Where the traces lie. Default: project/trace/.")
        String directory,

        @Size(max = 253) @JsonPropertyDescription("Name of the mirror's own trace. Default: the host name.")
        String siteName,

        @Size(max = 512)
        @JsonPropertyDescription(
                "Web address of the archive whose master trace is the newest, ending in '/'. Default: age is "
                        + "not judged.")
        String reference,

        @JsonPropertyDescription("Whether the page of links must list a trace. Default: true.")
        Boolean requireIndex,

        @Min(1)
        @Max(31536000)
        @JsonPropertyDescription(
                "Seconds since the mirror's version was current from which it is LAGGING. Default: 14400.")
        Long warnSeconds,

        @Min(1) @Max(31536000) @JsonPropertyDescription("The same from which it fails. Default: 172800.")
        Long dropSeconds) {}
