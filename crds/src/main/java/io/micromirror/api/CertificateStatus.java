package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** The certificate that a mirror's web server shows. */
public record CertificateStatus(
        @Size(max = 256) @JsonPropertyDescription("The DNS names that it is for.")
        List<String> names,

        @JsonPropertyDescription("From when on it is good.") Instant from,

        @JsonPropertyDescription("When it expires.") Instant expires,

        @JsonPropertyDescription("When the next one is ordered; absent where somebody else renews it.")
        Instant renews) {
    public CertificateStatus {
        names = names == null ? List.of() : List.copyOf(Absent.dropped(names));
    }
}
