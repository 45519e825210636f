package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P10: the pages of links name what they should. */
@ValidationRule(value = ProbeRules.REFERENCE, fieldPath = ".reference", message = ProbeRules.REFERENCE_MESSAGE)
public record DirIndexProbe(
        @Size(max = 32)
        @JsonPropertyDescription("Folders below the project, each ending in '/'. Default: the project itself.")
        List<@Size(max = 256) String> folders,

        @Size(max = 512)
        @JsonPropertyDescription(
                "Web address, ending in '/', whose pages name what is expected. Default: it is enough that "
                        + "something is named.")
        String reference,

        @Min(1)
        @Max(200)
        @JsonPropertyDescription("Characters in which a link's name and text must agree. Default: 20.")
        Integer prefix) {}
