package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.CertificateStatus;
import io.micromirror.api.Tls;
import io.micromirror.kube.Conditions;
import io.micromirror.kube.Conditions.Status;
import io.micromirror.serve.ServingReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Is https what was asked for? Only the serving pod sees the certificate; what it tells is compared with the names that the
 * mirror has. Plain http goes on in any case, so this says nothing of {@code Ready}.
 */
final class Secure {
    static final String CONDITION = "Secure";

    private Secure() {}

    /** Nothing where https is not asked for. */
    static Optional<Condition> condition(
            NodeView view, Observed observed, Ordering ordering, Optional<Condition> before) {
        Tls tls = view.spec().http().tls();
        if (tls == null) {
            return Optional.empty();
        }
        Optional<ServingReport.Https> told = told(observed);
        if (told.isEmpty()) {
            return Optional.of(before.orElseGet(
                    () -> Conditions.of(CONDITION, Status.UNKNOWN, "NotSeen", "The serving pod did not tell yet.")));
        }
        return Optional.of(
                view.acme().isPresent() && ordering.attempt() > 0 && !brought(told.get(), ordering)
                        ? ordered(told.get(), ordering)
                        : of(view, told.get()));
    }

    /** What an order brought is in the pod, and no good. */
    private static boolean brought(ServingReport.Https told, Ordering ordering) {
        return !ordering.running()
                && ordering.failure().isEmpty()
                && told.error() != null
                && !"CertificateMissing".equals(told.reason());
    }

    /** While a certificate is due: the one that is there may still be good. */
    private static Condition ordered(ServingReport.Https told, Ordering ordering) {
        boolean good = told.until() != null && told.error() == null;
        String shown = good ? " Until %s https shows the one that is there.".formatted(told.until()) : "";
        return ordering.failure()
                .map(why -> Conditions.of(CONDITION, Status.FALSE, "OrderFailed", why + shown))
                .orElseGet(() -> Conditions.of(
                        CONDITION,
                        good ? Status.TRUE : Status.UNKNOWN,
                        "Ordering",
                        "A certificate is being ordered; plain http goes on." + shown));
    }

    private static Condition of(NodeView view, ServingReport.Https told) {
        if (told.error() != null) {
            return Conditions.of(CONDITION, Status.FALSE, told.reason(), told.error() + mend(view, told));
        }
        List<String> missing = missing(view, told);
        return missing.isEmpty()
                ? Conditions.of(
                        CONDITION,
                        Status.TRUE,
                        "Secure",
                        "https shows a certificate that is good until " + told.until() + ".")
                : Conditions.of(
                        CONDITION,
                        Status.FALSE,
                        "NameMissing",
                        "The certificate is not for %s, so clients refuse https there. Put one for all names into Secret %s."
                                .formatted(String.join(", ", missing), view.certificate()));
    }

    private static String mend(NodeView view, ServingReport.Https told) {
        return " Secret %s; %s"
                .formatted(
                        view.certificate(),
                        told.until() == null
                                ? "plain http goes on, https waits."
                                : "plain http goes on, and https with the certificate that expires at " + told.until()
                                        + ".");
    }

    /** Names of the mirror that a certificate is not for. */
    static List<String> missing(NodeView view, ServingReport.Https told) {
        return names(view)
                .filter(name -> told.names().stream().noneMatch(covered -> covers(covered, name)))
                .toList();
    }

    static Stream<String> names(NodeView view) {
        return Stream.concat(Stream.of(view.spec().hostname()), view.spec().aliases().stream())
                .distinct();
    }

    /** A star stands for one label (RFC 6125, 6.4.3). */
    private static boolean covers(String covered, String name) {
        return covered.equalsIgnoreCase(name)
                || (covered.startsWith("*.") && covered.substring(1).equalsIgnoreCase(name.replaceFirst("^[^.]+", "")));
    }

    /** What is known of the certificate in use; nothing where there is none. */
    static CertificateStatus certificate(NodeView view, Observed observed, CertificateStatus before) {
        if (view.spec().http().tls() == null) {
            return null;
        }
        return told(observed)
                .map(told -> told.until() == null
                        ? null
                        : new CertificateStatus(told.names(), told.from(), told.until(), renews(view, told)))
                .orElse(before);
    }

    private static Instant renews(NodeView view, ServingReport.Https told) {
        return view.spec().http().tls().acme() == null
                ? null
                : Renewal.due(view.spec().hostname(), told.from(), told.until()).truncatedTo(ChronoUnit.SECONDS);
    }

    static Optional<ServingReport.Https> told(Observed observed) {
        return observed.serving().map(ServingReport::https);
    }
}
