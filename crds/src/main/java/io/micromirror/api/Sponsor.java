package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Who gives the box its place, power and network. */
@ValidationRule(
        value =
                "!has(self.url) || isURL(self.url) && (self.url.startsWith('https://') || self.url.startsWith('http://'))",
        fieldPath = ".url",
        message = "sponsor.url must be a web address such as https://www.example.net/")
public record Sponsor(
        @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("The sponsor's name as the front page shows it; any characters. Required.")
        String name,

        @Size(max = 512)
        @JsonPropertyDescription("The sponsor's web address, http or https. Default: the name is not a link.")
        String url) {}
