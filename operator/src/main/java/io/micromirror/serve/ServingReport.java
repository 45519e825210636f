package io.micromirror.serve;

import com.fasterxml.jackson.core.JacksonException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which configuration a mirror's nginx runs and which it should: the contract between the serving pod and the operator, as
 * the field {@code serving} of {@code status.json}.
 *
 * @param site the fingerprint of the site that the pod has taken up
 * @param wanted of the configuration that follows from it
 * @param live of the one that nginx says it runs; null while it does not say
 * @param error why the wanted one is not live, in nginx's own words; null when nothing is wrong
 * @param notice what someone should know although nothing is wrong; null when there is nothing
 * @param https its certificate; null where the site asks for none
 * @param rsyncdWaits true while rsyncd cannot open its port because another process has it; null otherwise
 */
public record ServingReport(
        String site, String wanted, String live, String error, String notice, Https https, Boolean rsyncdWaits) {
    /**
     * The certificate that nginx is to show, and what is wrong with it or with the one that should replace it.
     *
     * @param fingerprint of certificate and key; null, as the next three, while there is none
     * @param names the DNS names that it is for
     * @param from when it begins to be good
     * @param until when it expires
     * @param reason one word; null when nothing is wrong
     * @param error a sentence; null when nothing is wrong
     */
    public record Https(
            String fingerprint, List<String> names, Instant from, Instant until, String reason, String error) {
        static Https of(Certificates.Taken taken) {
            return new Https(
                    taken.used().map(Certificate::fingerprint).orElse(null),
                    taken.used().map(Certificate::names).orElse(null),
                    taken.used().map(Certificate::from).orElse(null),
                    taken.used().map(Certificate::until).orElse(null),
                    taken.complaint().map(Certificates.Complaint::reason).orElse(null),
                    taken.complaint().map(Certificates.Complaint::message).orElse(null));
        }
    }

    /** What a {@code status.json} says of it; nothing where an older version wrote it. */
    public static Optional<ServingReport> parse(String status) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(status).get("serving"))
                    .filter(node -> node.isObject())
                    .map(node -> Json.MAPPER.convertValue(node, ServingReport.class));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether nginx runs what this site asks for. */
    public boolean runs(String fingerprintOfSite) {
        return fingerprintOfSite.equals(site) && wanted != null && wanted.equals(live);
    }
}
