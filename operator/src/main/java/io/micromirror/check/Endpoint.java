package io.micromirror.check;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * P12: addresses, each family of them, the certificate, and no redirect from http to https.
 *
 * @param requireIpv4 whether a host without an IPv4 address is dropped, as AlmaLinux does
 * @param requireHttps whether a mirror without https is refused
 * @param redirectToHttps what a redirect from http to https costs; null where it does not matter
 * @param certificateDays days before the end of a certificate at which it is told
 */
record Endpoint(Boolean requireIpv4, Boolean requireHttps, Level redirectToHttps, Integer certificateDays)
        implements Probe {
    Endpoint {
        requireIpv4 = requireIpv4 != null && requireIpv4;
        requireHttps = requireHttps != null && requireHttps;
        certificateDays = certificateDays == null ? 14 : certificateDays;
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        wants.add(resolve(target));
        families(target, soFar)
                .forEach(family -> target.bases()
                        .forEach(base -> wants.add(Request.head(base).over(family))));
        return wants;
    }

    private static Request resolve(Target target) {
        return Request.resolve(target.bases().getFirst());
    }

    private static List<Family> families(Target target, Observation seen) {
        List<Family> families = new ArrayList<>();
        if (seen.of(resolve(target)) instanceof Answer.Addresses addresses) {
            if (addresses.ipv4() > 0) {
                families.add(Family.IPV4);
            }
            if (addresses.ipv6() > 0) {
                families.add(Family.IPV6);
            }
        }
        return families;
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Finding> findings = new ArrayList<>();
        findings.add(addresses(target, seen.of(resolve(target))));
        if (requireHttps && target.base("https").isEmpty()) {
            findings.add(Finding.of(
                    "https",
                    Level.DROPPED,
                    "NoHttps",
                    "https is required and not offered",
                    target.bases().getFirst()));
        }
        Map<String, Instant> certificates = new TreeMap<>();
        for (Family family : families(target, seen)) {
            for (URI base : target.bases()) {
                Answer answer = seen.of(Request.head(base).over(family));
                findings.add(
                        Observation.ours(answer)
                                ? notFromHere(family, base, answer, target.ownIpv6(), moment)
                                : connection(family, base, answer, moment));
                if (answer instanceof Answer.Response response && response.certificateEnds() != null) {
                    certificates.merge("certificate", response.certificateEnds(), (a, b) -> a.isBefore(b) ? a : b);
                }
            }
        }
        certificates.forEach((subject, ends) -> findings.add(certificate(subject, ends, target, moment)));
        return findings;
    }

    private Finding addresses(Target target, Answer answer) {
        URI url = target.bases().getFirst();
        if (!(answer instanceof Answer.Addresses addresses)) {
            Level level = Observation.ours(answer) ? Level.UNKNOWN : Level.DROPPED;
            return Finding.of(
                    "addresses",
                    level,
                    level == Level.UNKNOWN ? "OwnFault" : "NoAddress",
                    Observation.describe(url, answer),
                    url);
        }
        return requireIpv4 && addresses.ipv4() == 0
                ? Finding.of(
                        "addresses",
                        Level.DROPPED,
                        "UnknownIp",
                        "Unknown IP: " + url.getHost() + " has no A record",
                        url)
                : Finding.ok("addresses", Observation.describe(url, addresses), url);
    }

    private static String subject(Family family, URI base) {
        return "%s over %s".formatted(base.getScheme(), family.word());
    }

    /** Whoever runs in a pod has seldom IPv6, and the mirror's machine often does. */
    private static Finding notFromHere(Family family, URI base, Answer answer, OwnIpv6 own, Moment moment) {
        Optional<OwnIpv6.Port> port = family == Family.IPV6
                ? Optional.ofNullable(own).flatMap(each -> each.port(base.getScheme()))
                : Optional.empty();
        if (port.isEmpty() || !own.routed()) {
            return Finding.of(
                    subject(family, base),
                    Level.UNKNOWN,
                    Verdict.NOT_FROM_HERE,
                    Observation.describe(base, answer)
                            + (family == Family.IPV6 ? "; " + unknown(own == null || port.isEmpty()) : ""),
                    base);
        }
        String trouble = port.get().trouble();
        return trouble == null
                ? Finding.ok(subject(family, base), base + " answers over IPv6, as its own machine says", base)
                : Finding.of(
                        subject(family, base),
                        moment.failureOr(Level.PARTIAL),
                        family.word() + trouble,
                        "%s %s over IPv6, as its own machine says"
                                .formatted(base, port.get().words()),
                        base);
    }

    private static String unknown(boolean silent) {
        return silent
                ? "the mirror's own machine does not say whether it answers over IPv6"
                : "the mirror's own machine has no public IPv6 address with a default route";
    }

    private Finding connection(Family family, URI base, Answer answer, Moment moment) {
        String subject = subject(family, base);
        if (redirectToHttps != null && Observation.redirectsToHttps(base, answer)) {
            return Finding.of(subject, redirectToHttps, "RedirectsToHttps", base + " redirects to https", base);
        }
        if (answer instanceof Answer.Failure failure) {
            return Finding.of(
                    subject,
                    moment.failureOr(Level.PARTIAL),
                    family.word() + failure.trouble().reason(),
                    Observation.describe(base, failure) + " over " + family.word(),
                    base);
        }
        return Finding.ok(subject, base + " answers over " + family.word(), base);
    }

    private Finding certificate(String subject, Instant ends, Target target, Moment moment) {
        URI url = target.base(List.of("https"));
        Duration left = Duration.between(moment.now(), ends);
        return left.toDays() >= certificateDays
                ? Finding.ok(subject, "The certificate is valid until " + ends, url)
                : Finding.of(
                                subject,
                                left.isNegative() ? Level.DROPPED : Level.LAGGING,
                                "CertificateExpires",
                                "The certificate ends at " + ends,
                                url)
                        .droppingAt(ends);
    }
}
