package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** P1: the project's directory answers. */
public record RootUrlProbe(
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription("HEAD or GET. Default: HEAD.")
        Verb method,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "Statuses that will do: Below400 (a redirect that is not followed, too), 2xx or 200. Default: "
                        + "2xx.")
        Accept accept,

        @JsonPropertyDescription("Whether each of http and https must answer; otherwise one is enough. Default: false.")
        Boolean everyScheme,

        @Size(max = 2)
        @JsonPropertyDescription("Of http and https those that are asked. Default: all that the mirror has.")
        List<@Size(max = 5) String> schemes) {
    /** How the directory is asked for. */
    public enum Verb {
        /** Headers alone. */
        @JsonProperty("HEAD")
        HEAD,
        /** With its content. */
        @JsonProperty("GET")
        GET
    }

    /** Statuses that will do. */
    public enum Accept {
        /** Anything below 400. */
        @JsonProperty("Below400")
        BELOW_400,
        /** 200 to 299. */
        @JsonProperty("2xx")
        SUCCESS,
        /** Only 200. */
        @JsonProperty("200")
        EXACTLY_200
    }
}
