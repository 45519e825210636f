package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A placeholder in paths, and what it stands for. */
@ValidationRule(
        value = "self.name.matches('^[a-z][A-Za-z]*$') && self.name != 'path'",
        fieldPath = ".name",
        message = "a variable's name is of letters and begins with a small one; path is taken: the path itself")
public record PathVariable(
        @Required
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("The placeholder without its braces. Required. Example: release stands for {release}.")
        String name,

        @Required @Size(min = 1, max = 64) @JsonPropertyDescription("What it stands for, 1 to 64. Required.")
        List<@Size(min = 1, max = 64) String> values) {}
