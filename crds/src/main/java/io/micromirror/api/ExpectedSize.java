package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How big a project's tree was, and when: what a disk must hold before anybody has synced it. */
@ValidationRule(
        value = "self.bytes.matches('" + Bytes.REGEX + "')",
        fieldPath = ".bytes",
        message = "size.bytes " + Bytes.RULE)
@ValidationRule(
        value = "self.asOf.matches('^20[0-9][0-9](-(0[1-9]|1[0-2]))?$')",
        fieldPath = ".asOf",
        message = "size.asOf must be a year, or a year and month, such as 2026-08")
public record ExpectedSize(
        @Required
        @Size(max = 16)
        @JsonPropertyDescription("Bytes of what the filters leave, as a quantity: 2.2T. Required.")
        String bytes,

        @Required
        @Size(min = 4, max = 7)
        @JsonPropertyDescription("Year, or year and month, in which that was so: 2026-08. Required; trees grow.")
        String asOf) {}
