package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** Where a mirror stands, as people say it. */
public record Location(
        @Size(min = 1, max = 64) @JsonPropertyDescription("City or town. Example: Columbus. Default: not shown.")
        String city,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription("State, province or region. Example: Ohio. Default: not shown.")
        String region,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
                "Country: its two letters of ISO 3166-1, which the distributions' registrations ask for,"
                        + " or its name. Example: US. Default: not shown.")
        String country,

        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Continent, by name, for registrations. Example: North America. Default: none.")
        String continent,

        @Min(-90)
        @Max(90)
        @JsonPropertyDescription(
                "Degrees north of the equator, for the fleet's map. Example: 39.96. Default: not on" + " the map.")
        Double latitude,

        @Min(-180)
        @Max(180)
        @JsonPropertyDescription(
                "Degrees east of Greenwich, for the fleet's map. Example: -83.0. Default: not on" + " the map.")
        Double longitude) {}
