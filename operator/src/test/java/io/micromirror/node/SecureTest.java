package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micromirror.kube.Labels;
import io.micromirror.serve.Fingerprint;
import io.micromirror.serve.ServingReport;
import io.micromirror.sync.StorageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The condition Secure, and when a certificate is ordered, from what the serving pod and earlier Jobs tell. */
class SecureTest {
    private static final NodeView BY_HAND = view("{secretName: mine}");
    private static final NodeView ORDERED = view("{acme: {}}");
    private static final Instant FROM = NOON.minus(Duration.ofDays(10));
    private static final Instant UNTIL = NOON.plus(Duration.ofDays(80));
    private static final ServingReport.Https GOOD = https(UNTIL, "box.example.net", "*.example.org");
    private static final ServingReport.Https NONE =
            new ServingReport.Https(null, null, null, null, "CertificateMissing", "There is none.");

    @Test
    void isAbsentWhereHttpsIsNotAskedFor() {
        assertThat(Sightings.status(Sightings.VIEW, Sightings.serving()).conditions())
                .noneMatch(condition -> condition.getType().equals("Secure"));
    }

    @Test
    void goodCertificateIsTrueAndItsExpiryStandsInTheStatus() {
        assertThat(secure(BY_HAND, GOOD)).returns("True", Condition::getStatus);
        var status = Sightings.status(BY_HAND, seen(BY_HAND, GOOD));
        assertThat(status.certificate().expires()).isEqualTo(UNTIL);
        assertThat(status.certificate().renews()).isNull();
    }

    @Test
    void badCertificateIsFalseAndTheSecretIsNamed() {
        assertThat(secure(BY_HAND, NONE))
                .returns("False", Condition::getStatus)
                .returns("CertificateMissing", Condition::getReason)
                .returns("There is none. Secret mine; plain http goes on, https waits.", Condition::getMessage);
    }

    @Test
    void nameThatTheCertificateIsNotForIsNamed() {
        assertThat(secure(BY_HAND, https(UNTIL, "box.example.net")))
                .returns("NameMissing", Condition::getReason)
                .satisfies(condition -> assertThat(condition.getMessage()).contains("is not for mirror.example.org,"));
    }

    @Test
    void stayAsTheyWereWhileThePodDoesNotTell() {
        var known = Sightings.status(BY_HAND, seen(BY_HAND, GOOD));
        Observed blind = new Observed(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
        var after = NodeStatus.of(BY_HAND, blind, known, 1L, NOON);

        assertThat(Sightings.condition(after, "Secure")).isEqualTo(Sightings.condition(known, "Secure"));
        assertThat(after.certificate()).isEqualTo(known.certificate());
    }

    @Test
    void isOrderedWhereThereIsNoneAndWhereANameIsMissing() {
        assertThat(ordering(NONE, NOON)).returns(1, Ordering::attempt).returns(true, Ordering::running);
        assertThat(ordering(https(UNTIL, "box.example.net"), NOON)).returns(1, Ordering::attempt);
        assertThat(secure(ORDERED, NONE))
                .returns("Unknown", Condition::getStatus)
                .returns("Ordering", Condition::getReason);
    }

    @Test
    void isRenewedAfterTwoThirdsOfItsLifeAndNotBefore() {
        Ordering waiting = ordering(GOOD, NOON);

        assertThat(waiting.attempt()).isZero();
        assertThat(waiting.next().orElseThrow())
                .isBetween(FROM.plus(Duration.ofDays(57)), FROM.plus(Duration.ofDays(60)));
        assertThat(Sightings.status(ORDERED, seen(ORDERED, GOOD)).certificate().renews())
                .isBetween(FROM.plus(Duration.ofDays(57)), FROM.plus(Duration.ofDays(60)));
        assertThat(ordering(GOOD, waiting.next().get()).attempt()).isEqualTo(1);
    }

    @Test
    void boxesThatWereSetUpTogetherDoNotRenewTogether() {
        assertThat(List.of("a.net", "b.net", "c.net", "d.net").stream()
                        .map(host -> Renewal.due(host, FROM, UNTIL))
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void failedOrderIsSaidAndTriedAgainLaterAndLater() {
        Job once = job(1, "Failed", NOON);
        Observed failed = seen(ORDERED, NONE, once);

        assertThat(condition(ORDERED, failed))
                .returns("False", Condition::getStatus)
                .returns("OrderFailed", Condition::getReason)
                .returns("Not reached. The next try is at 2026-01-01T12:20:00Z.", Condition::getMessage);
        assertThat(Ordering.of(ORDERED, failed, NOON.plusSeconds(1199)).attempt())
                .isEqualTo(1);
        assertThat(Ordering.of(ORDERED, failed, NOON.plusSeconds(1200)).attempt())
                .isEqualTo(2);
        assertThat(Ordering.of(ORDERED, seen(ORDERED, NONE, job(2, "Failed", NOON)), NOON)
                        .next())
                .contains(NOON.plusSeconds(2400));
        assertThat(Ordering.of(ORDERED, seen(ORDERED, NONE, job(40, "Failed", NOON)), NOON)
                        .next())
                .contains(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void authoritysOwnLimitIsKept() {
        Pod limited = said("{\"message\":\"Too many.\",\"notBefore\":\"2026-01-03T00:00:00Z\"}");
        Observed observed = new Observed(
                Optional.of(Sightings.deployment(1)),
                List.of(limited),
                List.of(job(1, "Failed", NOON)),
                Optional.of(StorageStatus.NOTHING),
                Optional.of(report(ORDERED, NONE)));

        assertThat(Ordering.of(ORDERED, observed, NOON).next()).contains(Instant.parse("2026-01-03T00:00:00Z"));
    }

    @Test
    void orderThatWentWellHasTimeToReachThePod() {
        Observed done = seen(ORDERED, NONE, job(1, "Complete", NOON));

        assertThat(Ordering.of(ORDERED, done, NOON.plusSeconds(60)))
                .returns(1, Ordering::attempt)
                .returns(Optional.empty(), Ordering::failure);
    }

    @Test
    void whatAnOrderBroughtAndNginxCannotUseIsSaid() {
        ServingReport.Https refused = new ServingReport.Https(null, null, null, null, "KeyMismatch", "Not its key.");
        Observed done = seen(ORDERED, refused, job(1, "Complete", NOON));

        assertThat(condition(ORDERED, done)).returns("KeyMismatch", Condition::getReason);
    }

    private static NodeView view(String tls) {
        return Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n}
                spec:
                  hostname: box.example.net
                  aliases: [mirror.example.org]
                  http: {tls: %s}
                  projects: []
                """.formatted(tls));
    }

    private static ServingReport.Https https(Instant until, String... names) {
        return new ServingReport.Https("abc", List.of(names), FROM, until, null, null);
    }

    private static Condition secure(NodeView view, ServingReport.Https https) {
        return condition(view, seen(view, https));
    }

    private static Condition condition(NodeView view, Observed observed) {
        return Sightings.condition(Sightings.status(view, observed), "Secure");
    }

    private static Ordering ordering(ServingReport.Https https, Instant now) {
        return Ordering.of(ORDERED, seen(ORDERED, https), now);
    }

    private static ServingReport report(NodeView view, ServingReport.Https https) {
        return new ServingReport(Fingerprint.of(view.site().toJson()), "a", "a", null, null, https, null);
    }

    private static Observed seen(NodeView view, ServingReport.Https https, Job... jobs) {
        return new Observed(
                Optional.of(Sightings.deployment(1)),
                List.of(said("{\"message\":\"Not reached.\"}")),
                List.of(jobs),
                Optional.of(StorageStatus.NOTHING),
                Optional.of(report(view, https)));
    }

    /** An attempt to replace nothing, as the operator made it. */
    private static Job job(int attempt, String how, Instant ended) {
        Ordering first = ordering(NONE, NOON);
        Ordering numbered = new Ordering(first.key(), attempt, true, Optional.empty(), Optional.empty());
        return new JobBuilder(CertificateJobs.of(ORDERED, numbered))
                .withNewStatus()
                .withSucceeded(how.equals("Complete") ? 1 : 0)
                .addNewCondition()
                .withType(how)
                .withStatus("True")
                .withLastTransitionTime(ended.toString())
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod said(String words) {
        Pod pod = Serialization.unmarshal(
                "status: {containerStatuses: [{name: certify, state: {terminated: {exitCode: 1, message: '%s'}}}]}"
                        .formatted(words),
                Pod.class);
        return new PodBuilder(pod)
                .withNewMetadata()
                .addToLabels(Labels.certificate("box"))
                .addToLabels(
                        "batch.kubernetes.io/job-name",
                        CertificateJobs.of(ORDERED, ordering()).getMetadata().getName())
                .endMetadata()
                .build();
    }

    private static Ordering ordering() {
        return Ordering.of(
                ORDERED,
                new Observed(
                        Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.of(report(ORDERED, NONE))),
                NOON);
    }
}
