package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P11: a file beyond 2 GiB can be read around that boundary. */
@ValidationRule(value = ProbeRules.PATHS, fieldPath = ".paths", message = ProbeRules.PATHS_MESSAGE)
public record RangeReadProbe(
        @Size(max = 16)
        @JsonPropertyDescription("Files below the project. Default: the first large one of the module's listing.")
        List<@Size(min = 1, max = 256) String> paths,

        @Size(max = 256)
        @JsonPropertyDescription("Directory in which it is looked for, ending in '/'. Default: all of the module.")
        String under,

        @Min(2) @Max(1099511627776L) @JsonPropertyDescription("Where the file is read, in bytes. Default: 2147483648.")
        Long minBytes) {}
