package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** P2: a small file tells how old the tree is, such as lastsync or TIME. */
@ValidationRule(value = ProbeRules.PATHS, fieldPath = ".paths", message = ProbeRules.PATHS_MESSAGE)
@ValidationRule(value = ProbeRules.REFERENCE, fieldPath = ".reference", message = ProbeRules.REFERENCE_MESSAGE)
public record MarkerFileProbe(
        @Required @Size(min = 1, max = 16) @JsonPropertyDescription("The files, below the project. Required.")
        List<@Size(min = 1, max = 256) String> paths,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "Epoch (seconds, a fraction allowed), EpochInteger, JsonMillis, DateUtc (a first line of date "
                        + "-u), State (Manjaro's) or Text (the bytes are compared). Default: Epoch.")
        Format format,

        @Size(max = 64) @JsonPropertyDescription("For JsonMillis, the key of the time. Default: timestamp.")
        String key,

        @Size(max = 512)
        @JsonPropertyDescription(
                "Web address, ending in '/', below which the same path must hold the same value. Default: the "
                        + "age is judged.")
        String reference,

        @Min(1)
        @Max(31536000)
        @JsonPropertyDescription("Age in seconds from which the mirror is LAGGING. Default: never.")
        Long warnSeconds,

        @Min(1)
        @Max(31536000)
        @JsonPropertyDescription("Age, or time behind the reference, in seconds from which it fails. Default: never.")
        Long dropSeconds,

        @Size(max = 3)
        @JsonPropertyDescription(
                "Each of http, https and rsync over which it is asked. Default: the first of http and https "
                        + "that there is.")
        List<@Size(max = 5) String> schemes,

        @JsonPropertyDescription("Whether IPv4 and IPv6 are each asked, as far as the host has them. Default: false.")
        Boolean eachFamily,

        @JsonPropertyDescription(
                "Whether a day's answers are averaged as archweb does: LAGGING from 10, DROPPED from 100. "
                        + "Default: false.")
        Boolean score) {
    /** How the file is written. */
    public enum Format {
        /** Seconds since 1970, a fraction allowed. */
        @JsonProperty("Epoch")
        EPOCH,
        /** Whole seconds since 1970. */
        @JsonProperty("EpochInteger")
        EPOCH_INTEGER,
        /** Milliseconds since 1970 in JSON. */
        @JsonProperty("JsonMillis")
        JSON_MILLIS,
        /** A line of date -u. */
        @JsonProperty("DateUtc")
        DATE_UTC,
        /** state= and date=. */
        @JsonProperty("State")
        STATE,
        /** Any bytes. */
        @JsonProperty("Text")
        TEXT
    }
}
