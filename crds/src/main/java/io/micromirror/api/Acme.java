package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An authority that issues certificates by ACME (RFC 8555), asked by HTTP-01. */
@ValidationRule(
        value = "!has(self.directory) || isURL(self.directory) && self.directory.startsWith('https://')",
        fieldPath = ".directory",
        message = "acme.directory must be an https address such as https://acme-v02.api.letsencrypt.org/directory")
@ValidationRule(
        value = "!has(self.email) || self.email.matches('^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$')",
        fieldPath = ".email",
        message = "acme.email must be a mail address such as noc@example.net")
public record Acme(
        @Default(Acme.LETS_ENCRYPT)
        @Size(max = 512)
        @JsonPropertyDescription("The authority's directory. Default: that of Let's Encrypt. Naming an authority here"
                + " agrees to its terms of service. https://acme-staging-v02.api.letsencrypt.org/directory is for"
                + " trying: browsers do not trust it, and its limits are wide.")
        String directory,

        @Size(max = 254)
        @JsonPropertyDescription(
                "Whom the authority writes to when something is wrong with a certificate." + " Default: nobody.")
        String email,

        @Size(max = 65536)
        @JsonPropertyDescription("Certificates, as PEM, of those that vouch for the authority's own web server, where"
                + " it is not a public one. Default: those that Java trusts.")
        String caBundle) {
    static final String LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

    public Acme {
        directory = directory == null ? LETS_ENCRYPT : directory;
    }
}
