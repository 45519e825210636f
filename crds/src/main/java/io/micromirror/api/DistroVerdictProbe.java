package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** P13: what the distribution itself publishes of this mirror. */
@ValidationRule(
        value = "!has(self.feed) || self.feed" + ProbeRules.IS_WEB_ADDRESS,
        fieldPath = ".feed",
        message = "feed" + ProbeRules.WEB_ADDRESS_MESSAGE)
public record DistroVerdictProbe(
        @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription("Web address of the distribution's public status or list of mirrors, asked once a day."
                + " Required. A mirror that it sends users to and that is not served is PARTIAL; one that it does not name"
                + " is listed: false in the status, and costs nothing.")
        String feed,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "Archweb (its JSON), Names (any text that names the URLs of all mirrors) or SomeNames (one that names"
                        + " those near to who asks, such as a metalink). Default: Names.")
        Kind kind) {
    /** How the status is written. */
    public enum Kind {
        /** archlinux.org/mirrors/status/json/. */
        @JsonProperty("Archweb")
        ARCHWEB,
        /** Any text with the URLs of all mirrors. */
        @JsonProperty("Names")
        NAMES,
        /** Any text with the URLs of some. */
        @JsonProperty("SomeNames")
        SOME_NAMES
    }
}
