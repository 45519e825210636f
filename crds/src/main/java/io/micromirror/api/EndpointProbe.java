package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** P12: addresses of both families, the certificate, no redirect to https. */
public record EndpointProbe(
        @JsonPropertyDescription("Whether a host without an IPv4 address is dropped. Default: false.")
        Boolean requireIpv4,

        @JsonPropertyDescription("Whether a mirror without https is dropped. Default: false.")
        Boolean requireHttps,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "What a redirect from http to https costs: DROPPED (users are not sent), PARTIAL (not for "
                        + "some files), LAGGING (still sent). Default: nothing.")
        CheckLevel redirectToHttps,

        @Min(1)
        @Max(90)
        @JsonPropertyDescription("Days before a certificate's end from which it is LAGGING. Default: 14.")
        Integer certificateDays) {}
