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
@ValidationRule(
        value =
                "!has(self.logo) || self.logo.matches('^data:image/(svg[+]xml;base64,P|png;base64,iVBORw0KGgo)[A-Za-z0-9+/]+={0,2}$')",
        fieldPath = ".logo",
        message =
                "sponsor.logo must be an SVG or PNG image itself and not its address: data:image/svg+xml;base64, or data:image/png;base64, and what base64 -w0 makes of the file")
public record Sponsor(
        @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("The sponsor's name as the front page shows it; any characters. Required.")
        String name,

        @Size(max = 512)
        @JsonPropertyDescription("The sponsor's web address, http or https. Default: the name is not a link.")
        String url,

        @Size(max = 32_794)
        @JsonPropertyDescription(
                "The sponsor's logo, shown on the front page and below listings: an SVG or PNG image of at most 24 KiB as a data URL, as `echo data:image/svg+xml;base64,$(base64 -w0 logo.svg)` prints it, so that it is there without another server. It is shown some 3.5 lines high and on white, also on a dark page. Default: the name alone.")
        String logo) {}
