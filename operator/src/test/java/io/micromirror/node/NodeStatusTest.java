package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import io.micromirror.kube.Labels;
import io.micromirror.serve.Fingerprint;
import io.micromirror.serve.ServingReport;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The truth table of the API, row by row. */
class NodeStatusTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final MirrorNodeStatus NOTHING = new MirrorNodeStatus(null, null, null);
    private static final NodeView VIEW = view("[{name: debian}, {name: fedora}]");
    private static final String SITE = Fingerprint.of(VIEW.site().toJson());

    @Test
    void readyIsUnknownWhileTheFirstSyncRuns() {
        MirrorNodeStatus status = status(VIEW, serving(result("debian", Outcome.UPDATED, NOON)));

        assertThat(condition(status, "Ready"))
                .returns("Unknown", Condition::getStatus)
                .returns("FirstSync", Condition::getReason)
                .returns("1 of 2 projects are published; still to come: fedora.", Condition::getMessage);
        assertThat(project(status, "fedora").state()).isEqualTo(ProjectState.FIRST_SYNC);
    }

    @Test
    void readyIsFalseWhenAFirstSyncFailedAndSaysWhichFieldAndWhy() {
        MirrorNodeStatus status = status(
                VIEW,
                serving(
                        result("debian", Outcome.UPDATED, NOON),
                        failed("fedora", Outcome.REFUSED, "rsync://u/f/ has no module f.", null)));

        assertThat(condition(status, "Ready"))
                .returns("False", Condition::getStatus)
                .returns("FirstSyncFailed", Condition::getReason)
                .returns("MirrorProject fedora, spec.upstreams: rsync://u/f/ has no module f.", Condition::getMessage);
    }

    @Test
    void readyIsTrueWhenAllIsPublishedAndStaysSoWhenStale() {
        MirrorNodeStatus status = status(
                VIEW,
                serving(
                        result("debian", Outcome.UPDATED, NOON),
                        failed("fedora", Outcome.UNREACHABLE, "Nobody answers.", NOON.minusSeconds(7200))));

        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Fresh"))
                .returns("False", Condition::getStatus)
                .returns(
                        "fedora was last synced at 2026-01-01T10:00:00Z and should be every 3600 seconds."
                                + " MirrorProject fedora, spec.upstreams: Nobody answers.",
                        Condition::getMessage);
    }

    @Test
    void freshUntilTwiceTheInterval() {
        Observed observed = serving(
                result("debian", Outcome.UPDATED, NOON), result("fedora", Outcome.UPDATED, NOON.minusSeconds(7199)));

        MirrorNodeStatus status = status(VIEW, observed);
        assertThat(condition(status, "Fresh").getStatus()).isEqualTo("True");
        assertThat(NodeStatus.nextChange(VIEW, status, NOON)).contains(NOON.plusSeconds(1));
    }

    @Test
    void nothingPublishedIsNotFreshNorStale() {
        assertThat(condition(status(VIEW, serving()), "Fresh").getStatus()).isEqualTo("Unknown");
    }

    @Test
    void healthyIsUnknownUntilACheckerWasAsked() {
        assertThat(condition(status(VIEW, serving()), "Healthy").getStatus()).isEqualTo("Unknown");
    }

    @Test
    void rejectedProjectMakesReadyFalseAndTheOthersGoOn() {
        NodeView view = view("[{name: debian}, {name: nope}]");
        MirrorNodeStatus status = status(view, serving(result("debian", Outcome.UPDATED, NOON)));

        assertThat(condition(status, "Ready"))
                .returns("False", Condition::getStatus)
                .returns("ProjectRejected", Condition::getReason);
        assertThat(condition(status, "Ready").getMessage()).startsWith("spec.projects[name=nope]: there is no");
        assertThat(project(status, "nope").state()).isEqualTo(ProjectState.REJECTED);
        assertThat(project(status, "debian").state()).isEqualTo(ProjectState.PUBLISHED);
    }

    @Test
    void twoProjectsOnOnePathRejectTheSecondAndNameBoth() {
        NodeView view = view("[{name: debian}, {name: debian-too}]");
        assertThat(project(status(view, serving()), "debian-too").message())
                .contains("debian and debian-too would share the path debian");
    }

    @Test
    void projectOffTheListIsRetiring() {
        MirrorNodeStatus status = status(VIEW, serving(result("gone", Outcome.UPDATED, NOON)));

        assertThat(project(status, "gone"))
                .returns(ProjectState.RETIRING, ProjectStatus::state)
                .returns(NOON, ProjectStatus::published);
    }

    @Test
    void whatWasLastKnownStaysWhileTheStorageCannotBeAsked() {
        Observed before = serving(
                result("debian", Outcome.UPDATED, NOON),
                failed("fedora", Outcome.REFUSED, "No.", null),
                result("gone", Outcome.UPDATED, NOON));
        MirrorNodeStatus known = status(VIEW, before);
        Observed blind =
                new Observed(before.deployment(), before.pods(), before.jobs(), Optional.empty(), Optional.empty());

        MirrorNodeStatus once = NodeStatus.of(VIEW, blind, known, 1L, NOON);
        MirrorNodeStatus twice = NodeStatus.of(VIEW, blind, once, 1L, NOON);
        assertThat(once.projects()).isEqualTo(known.projects());
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void podsLastWordsCountBeforeTheStorageTellsThem() {
        Observed observed = new Observed(
                Optional.of(deployment(1)),
                List.of(pod(
                        "sync",
                        "debian",
                        "{name: sync, ready: false, state: {terminated: {exitCode: 0, message: '%s'}}}"
                                .formatted(result("debian", Outcome.UPDATED, NOON)
                                        .toJson()
                                        .replace("'", "''")))),
                List.of(),
                Optional.of(List.of()),
                Optional.empty());

        assertThat(project(status(VIEW, observed), "debian").state()).isEqualTo(ProjectState.PUBLISHED);
    }

    @Test
    void coalescedRunSaysNothingOfTheProject() {
        MirrorNodeStatus status = status(VIEW, serving(failed("debian", Outcome.COALESCED, "Another runs.", null)));
        assertThat(project(status, "debian").lastSync()).isNull();
    }

    @Test
    void runningFirstSyncSaysSinceWhen() {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withLabels(Labels.sync("box", "debian"))
                .endMetadata()
                .withNewStatus()
                .withActive(1)
                .withStartTime("2026-01-01T11:00:00Z")
                .endStatus()
                .build();
        Observed observed = new Observed(
                Optional.of(deployment(1)), List.of(), List.of(job), Optional.of(List.of()), Optional.empty());
        assertThat(project(status(VIEW, observed), "debian").message())
                .isEqualTo("The first sync runs since 2026-01-01T11:00:00Z.");
    }

    @Test
    void pausedProjectsSayWhy() {
        NodeView view = view("[{name: debian}]\n  sync: {paused: true}");
        assertThat(project(status(view, serving(result("debian", Outcome.UPDATED, NOON))), "debian"))
                .returns(ProjectState.PAUSED, ProjectStatus::state)
                .returns("spec.sync.paused is true: no sync starts.", ProjectStatus::message);
    }

    @Test
    void servingIsFalseInNginxsOwnWords() {
        Pod dead = pod(
                "serving",
                null,
                "{name: nginx, ready: false, state: {waiting: {reason: CrashLoopBackOff, message: back-off}},"
                        + " lastState: {terminated: {exitCode: 1, message: \"notice\\nnginx: [emerg] bind() failed\\n\"}}}");
        MirrorNodeStatus status = status(
                VIEW,
                new Observed(
                        Optional.of(deployment(0)),
                        List.of(dead),
                        List.of(),
                        Optional.of(List.of()),
                        Optional.empty()));

        assertThat(condition(status, "Serving"))
                .returns("False", Condition::getStatus)
                .returns("nginx: nginx: [emerg] bind() failed", Condition::getMessage);
        assertThat(condition(status, "Ready")).returns("ServingDown", Condition::getReason);
    }

    @Test
    void servingIsFalseWhenNginxRefusesTheConfigurationAndTheMirrorGoesOn() {
        MirrorNodeStatus status = status(
                VIEW,
                serving(
                        new ServingReport(SITE, "new", "old", "duplicate location \"/x/\" in nginx.conf:7", null),
                        result("debian", Outcome.UPDATED, NOON),
                        result("fedora", Outcome.UPDATED, NOON)));

        assertThat(condition(status, "Serving"))
                .returns("False", Condition::getStatus)
                .returns("ConfigurationRefused", Condition::getReason);
        assertThat(condition(status, "Serving").getMessage()).endsWith("duplicate location \"/x/\" in nginx.conf:7");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
    }

    @Test
    void servingIsUnknownWhileAnotherConfigurationRuns() {
        for (ServingReport report : List.of(
                new ServingReport("another site", "abc", "abc", null, null),
                new ServingReport(SITE, "new", "old", null, null),
                new ServingReport(SITE, "new", null, null, null))) {
            assertThat(condition(status(VIEW, serving(report)), "Serving"))
                    .returns("Unknown", Condition::getStatus)
                    .returns("Applying", Condition::getReason);
        }
    }

    @Test
    void whatSomeoneShouldKnowOfTheMachineStandsBesideServing() {
        MirrorNodeStatus status = status(VIEW, serving(new ServingReport(SITE, "abc", "abc", null, "Set it to 1.")));

        assertThat(condition(status, "Serving"))
                .returns("True", Condition::getStatus)
                .returns("nginx and rsyncd run the wanted configuration. Set it to 1.", Condition::getMessage);
    }

    @Test
    void servingStaysAsItWasWhileThePodCannotBeAsked() {
        MirrorNodeStatus known = status(VIEW, serving());
        Observed blind =
                new Observed(Optional.of(deployment(1)), List.of(), List.of(), Optional.empty(), Optional.empty());

        assertThat(condition(NodeStatus.of(VIEW, blind, known, 2L, NOON), "Serving"))
                .returns("True", Condition::getStatus);
        assertThat(condition(status(VIEW, blind), "Serving")).returns("Unknown", Condition::getStatus);
    }

    @Test
    void servingIsUnknownUntilAPodIsSeen() {
        MirrorNodeStatus status =
                status(VIEW, new Observed(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty()));
        assertThat(condition(status, "Serving")).returns("Unknown", Condition::getStatus);
    }

    @Test
    void transitionTimeMovesOnlyWithTheStatus() {
        MirrorNodeStatus first = status(VIEW, serving());
        MirrorNodeStatus later =
                NodeStatus.of(VIEW, serving(result("debian", Outcome.UPDATED, NOON)), first, 1L, NOON.plusSeconds(60));

        assertThat(condition(later, "Ready").getLastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(condition(later, "Fresh").getLastTransitionTime()).isEqualTo("2026-01-01T12:01:00Z");
    }

    @Test
    void stalledIsSaidOnceAndGoesWithTheNextGoodPass() {
        MirrorNodeStatus good = status(VIEW, serving());
        MirrorNodeStatus stalled = NodeStatus.stalled(good, 1L, "forbidden", NOON);

        assertThat(condition(stalled, "Stalled").getMessage()).endsWith("tries again: forbidden");
        assertThat(NodeStatus.stalled(stalled, 1L, "forbidden", NOON.plusSeconds(9)))
                .isEqualTo(stalled);
        assertThat(NodeStatus.of(VIEW, serving(), stalled, 1L, NOON)).isEqualTo(good);
    }

    private static MirrorNodeStatus status(NodeView view, Observed observed) {
        return NodeStatus.of(view, observed, NOTHING, 1L, NOON);
    }

    private static Condition condition(MirrorNodeStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElseThrow();
    }

    private static ProjectStatus project(MirrorNodeStatus status, String name) {
        return status.projects().stream()
                .filter(project -> name.equals(project.name()))
                .findFirst()
                .orElseThrow();
    }

    private static NodeView view(String projects) {
        return Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n}
                spec:
                  hostname: box.example.net
                  projects: %s
                ---
                kind: MirrorProject
                metadata: {name: debian, namespace: n}
                spec: {title: D, path: debian, module: debian, layout: apt, upstreams: ["rsync://u/d/"]}
                ---
                kind: MirrorProject
                metadata: {name: debian-too, namespace: n}
                spec: {title: D, path: debian/too, module: too, layout: apt, upstreams: ["rsync://u/d/"]}
                ---
                kind: MirrorProject
                metadata: {name: fedora, namespace: n}
                spec:
                  {title: F, path: fedora, module: fedora, layout: rpm, upstreams: ["rsync://u/f/"],
                  schedule: {everySeconds: 3600}}
                """.formatted(projects));
    }

    private static Observed serving(SyncResult... results) {
        return serving(new ServingReport(SITE, "abc", "abc", null, null), results);
    }

    private static Observed serving(ServingReport report, SyncResult... results) {
        return new Observed(
                Optional.of(deployment(1)), List.of(), List.of(), Optional.of(List.of(results)), Optional.of(report));
    }

    private static Deployment deployment(int up) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(3L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(3L)
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withReadyReplicas(up)
                .withAvailableReplicas(up)
                .endStatus()
                .build();
    }

    private static Pod pod(String component, String project, String container) {
        return new PodBuilder(
                        io.fabric8.kubernetes.client.utils.Serialization.unmarshal("""
                        metadata: {creationTimestamp: "2026-01-01T00:00:00Z"}
                        status:
                          containerStatuses: [%s]
                        """.formatted(container), Pod.class))
                .editMetadata()
                .addToLabels(project == null ? Labels.serving("box") : Labels.sync("box", project))
                .addToLabels(Labels.COMPONENT, component)
                .endMetadata()
                .build();
    }

    private static SyncResult result(String project, Outcome outcome, Instant finished) {
        return new SyncResult(
                project,
                project,
                project,
                project,
                outcome,
                "",
                "rsync://u/",
                finished,
                finished,
                1,
                1,
                0,
                finished,
                finished);
    }

    private static SyncResult failed(String project, Outcome outcome, String reason, Instant published) {
        return new SyncResult(
                project,
                project,
                project,
                project,
                outcome,
                reason,
                "rsync://u/",
                NOON,
                NOON,
                0,
                0,
                0,
                published,
                published);
    }
}
