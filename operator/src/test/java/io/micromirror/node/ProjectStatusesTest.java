package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static io.micromirror.node.Sightings.VIEW;
import static io.micromirror.node.Sightings.deployment;
import static io.micromirror.node.Sightings.failed;
import static io.micromirror.node.Sightings.pod;
import static io.micromirror.node.Sightings.project;
import static io.micromirror.node.Sightings.result;
import static io.micromirror.node.Sightings.serving;
import static io.micromirror.node.Sightings.status;
import static io.micromirror.node.Sightings.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import io.micromirror.kube.Labels;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.StorageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where each project stands, from what lies on the storage and what the pods said last. */
class ProjectStatusesTest {
    @Test
    void twoProjectsOnOnePathRejectTheSecondAndNameBoth() {
        NodeView view = view("[{name: debian}, {name: debian-too}]");
        assertThat(project(status(view, serving()), "debian-too").message())
                .contains("debian and debian-too would share the path debian");
    }

    @Test
    void aliasThatIsAnothersModuleRejectsTheSecondAndNamesBoth() {
        NodeView view = Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n}
                spec: {hostname: box.example.net, projects: [{name: one}, {name: other}]}
                ---
                kind: MirrorProject
                metadata: {name: one, namespace: n}
                spec: {title: D, path: one, module: pub, layout: apt, upstreams: ["rsync://u/d/"]}
                ---
                kind: MirrorProject
                metadata: {name: other, namespace: n}
                spec: {title: D, path: other, module: other, aliases: [pub], layout: apt, upstreams: ["rsync://u/d/"]}
                """);
        assertThat(project(status(view, serving()), "other").message())
                .contains("one and other would share the rsync module pub.");
    }

    @Test
    void projectOffTheListIsRetiring() {
        MirrorNodeStatus status = status(VIEW, serving(result("gone", Outcome.UPDATED, NOON)));

        assertThat(project(status, "gone"))
                .returns(ProjectState.RETIRING, ProjectStatus::state)
                .returns(NOON, ProjectStatus::retiredSince)
                .returns(NOON, ProjectStatus::published);
        assertThat(NodeStatus.nextChange(VIEW, status, NOON)).contains(NOON.plus(Duration.ofDays(7)));
    }

    @Test
    void projectLongOffTheListIsUnclaimedUntilItComesBack() {
        Observed seen = serving(result("gone", Outcome.UPDATED, NOON));
        MirrorNodeStatus retiring = status(VIEW, seen);
        Instant week = NOON.plus(Duration.ofDays(7));

        MirrorNodeStatus before = NodeStatus.of(VIEW, seen, retiring, 1L, week.minusSeconds(1));
        assertThat(before).isEqualTo(retiring);
        assertThat(VIEW.at(week.minusSeconds(1), before).site().unclaimed()).isNull();

        assertThat(VIEW.at(week, before).site().unclaimed()).containsExactly("gone");
        MirrorNodeStatus after = NodeStatus.of(VIEW, seen, before, 1L, week);
        assertThat(project(after, "gone"))
                .returns(ProjectState.UNCLAIMED, ProjectStatus::state)
                .returns(NOON, ProjectStatus::retiredSince);
        assertThat(VIEW.at(week.plusSeconds(9), after).site().unclaimed()).containsExactly("gone");
        assertThat(project(after, "gone").message()).endsWith(" until micromirror reclaim " + VIEW.name() + " gone.");
    }

    @Test
    void projectThatNoListNamesAnyMoreIsServedNoMoreBeforeItsTime() {
        Observed seen = serving(result("gone", Outcome.UPDATED, NOON));
        MirrorNodeStatus retiring = status(VIEW, seen);
        Instant then = NOON.plus(Duration.ofDays(2));
        assertThat(Delistings.told(retiring, Set.of("other"), then)).isEqualTo(retiring);

        MirrorNodeStatus delisted = Delistings.told(retiring, Set.of("gone"), then);
        assertThat(VIEW.at(then, delisted).site().unclaimed()).containsExactly("gone");
        MirrorNodeStatus after = NodeStatus.of(VIEW, seen, delisted, 1L, then);
        assertThat(project(after, "gone"))
                .returns(ProjectState.UNCLAIMED, ProjectStatus::state)
                .returns(NOON, ProjectStatus::retiredSince)
                .returns(then, ProjectStatus::delisted)
                .extracting(ProjectStatus::message)
                .asString()
                .startsWith("Off the list since " + NOON + ", and off its distribution's list: served no more.");

        Instant later = then.plusSeconds(60);
        assertThat(Delistings.told(after, Set.of("gone"), later)).isEqualTo(after);
        assertThat(NodeStatus.of(VIEW, seen, after, 1L, later)).isEqualTo(after);
    }

    @Test
    void onRemovalDeletesWhatIsServedNoMoreAndNothingThatIsOnTheList() {
        NodeView view = Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n}
                spec: {hostname: box.example.net, storage: {onRemoval: Delete}, projects: [{name: one}]}
                ---
                kind: MirrorProject
                metadata: {name: one, namespace: n}
                spec: {title: D, path: one, module: one, layout: apt, upstreams: ["rsync://u/d/"]}
                """);
        Observed seen = serving(result("gone", Outcome.UPDATED, NOON), result("one", Outcome.UPDATED, NOON));
        MirrorNodeStatus retiring = status(view, seen);
        Instant week = NOON.plus(Duration.ofDays(7));

        assertThat(ReclaimJobs.wanted(view.at(week.minusSeconds(1), retiring))).isEmpty();
        Instant soon = NOON.plus(Duration.ofDays(2));
        MirrorNodeStatus delisted = Delistings.told(retiring, Set.of("gone"), soon);
        assertThat(view.at(soon, delisted).site().unclaimed()).containsExactly("gone");
        assertThat(ReclaimJobs.wanted(view.at(soon, delisted)))
                .as("it may come back")
                .isEmpty();
        assertThat(NodeStatus.nextChange(view, NodeStatus.of(view, seen, delisted, 1L, soon), soon))
                .contains(week);
        assertThat(ReclaimJobs.wanted(view.at(week, retiring)))
                .singleElement()
                .satisfies(job -> assertThat(job.getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getArgs())
                        .containsExactly("reclaim-tree", "--storage", "/srv/mirror", "--claimed", "one", "gone"));
        assertThat(ReclaimJobs.wanted(VIEW.at(week, status(VIEW, seen)))).isEmpty();
    }

    @Test
    void onlyAWordThatWasSaidSinceLetsDataGo() {
        Asked asked = new Asked(Map.of(
                "micromirror.io/reclaim.gone", "2026-01-02T12:00:00Z", "micromirror.io/reclaim.odd", "tomorrow"));

        assertThat(asked.reclaims("gone", NOON)).isTrue();
        assertThat(asked.reclaims("gone", NOON.plus(Duration.ofDays(2)))).isFalse();
        assertThat(asked.reclaims("odd", NOON)).isFalse();
        assertThat(asked.reclaims("other", NOON)).isFalse();
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
                Optional.of(StorageStatus.NOTHING),
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
                Optional.of(deployment(1)),
                List.of(),
                List.of(job),
                Optional.of(StorageStatus.NOTHING),
                Optional.empty());
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
}
