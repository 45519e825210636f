package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where the certificate of a mirror comes from. */
@ValidationRule(
        value = "has(self.secretName) != has(self.acme)",
        message = "http.tls needs one of secretName (a certificate that somebody else renews) and acme"
                + " (one that is ordered and renewed for you), not both")
public record Tls(
        @Default("443")
        @Min(1)
        @Max(65535)
        @JsonPropertyDescription("TCP port of https on the node's own addresses. Default: 443.")
        Integer port,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Secret in the same namespace with tls.crt (the certificate and those between it and"
                + " the authority's own) and tls.key, as cert-manager writes it. A changed one is taken up within two"
                + " minutes; one that is missing, expired or without its key is reported, and what was served goes on.")
        String secretName,

        @JsonPropertyDescription("Orders the certificate from an authority that speaks ACME, and renews it after two"
                + " thirds of its life. The authority must reach the hostname and every alias on port 80.")
        Acme acme) {
    public static final int DEFAULT_PORT = 443;

    public Tls {
        port = port == null ? DEFAULT_PORT : port;
    }
}
