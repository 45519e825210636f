package io.micromirror.serve;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A certificate with its key, as https shows it.
 *
 * @param fingerprint stands for both
 * @param names the DNS names that it is for
 * @param from when it begins to be good
 * @param until when it expires
 */
record Certificate(String fingerprint, List<String> names, Instant from, Instant until) {
    /** The kind of a subject alternative name that is a DNS name (RFC 5280, 4.2.1.6). */
    private static final Integer DNS = 2;

    /** What two PEM files hold; {@link IllegalArgumentException} where the first begins with no certificate. */
    static Certificate parse(String chain, String key) {
        try {
            X509Certificate first = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)));
            return new Certificate(
                    Fingerprint.of(chain + key),
                    names(first),
                    first.getNotBefore().toInstant(),
                    first.getNotAfter().toInstant());
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException("tls.crt holds no certificate that can be read.", unreadable);
        }
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(name -> DNS.equals(name.get(0)))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
    }

    boolean expired(Instant now) {
        return !now.isBefore(until);
    }
}
