package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The web server of a mirror. */
public record Http(
        @Default("80")
        @Min(1)
        @Max(65535)
        @JsonPropertyDescription("TCP port on the node's own addresses. Default: 80, where every distribution looks.")
        Integer port,

        @JsonPropertyDescription("https beside plain http, which is never redirected. Default: plain http only.")
        Tls tls,

        @JsonPropertyDescription(
                "Limits of downloads for each network of clients. The distributions' checkers, known by"
                        + " how they name themselves, are never limited, or they would drop the mirror. Default: none.")
        RateLimits rateLimits) {
    public static final int DEFAULT_PORT = 80;

    public Http {
        port = port == null ? DEFAULT_PORT : port;
    }
}
