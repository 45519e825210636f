package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** Where a mirror stands, as people say it. */
public record Location(
        @Size(min = 1, max = 64) @JsonPropertyDescription("City or town. Example: Columbus. Default: not shown.")
        String city,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription("State, province or region. Example: Ohio. Default: not shown.")
        String region,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Country, by name. Example: United States. Default: not shown.")
        String country) {}
