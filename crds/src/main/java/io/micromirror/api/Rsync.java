package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The rsync daemon of a mirror: checkers scan by it, and other mirrors sync from it. */
public record Rsync(
        @Default("873")
        @Min(1)
        @Max(65535)
        @JsonPropertyDescription("TCP port on the node's own addresses. Default: 873, where every distribution looks.")
        Integer port,

        @Default("50")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
                "How many clients one module serves at a time; the next is told to come back later." + " Default: 50.")
        Integer maxConnections) {
    public static final int DEFAULT_PORT = 873;
    public static final int DEFAULT_MAX_CONNECTIONS = 50;

    public Rsync {
        port = port == null ? DEFAULT_PORT : port;
        maxConnections = maxConnections == null ? DEFAULT_MAX_CONNECTIONS : maxConnections;
    }
}
