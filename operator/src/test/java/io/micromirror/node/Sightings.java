package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.ProjectStatus;
import io.micromirror.kube.Labels;
import io.micromirror.serve.Fingerprint;
import io.micromirror.serve.ServingReport;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.Size;
import io.micromirror.sync.StorageStatus;
import io.micromirror.sync.SyncResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A mirror as it might be seen, for tests of what is made of it. */
final class Sightings {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final NodeView VIEW = view("[{name: debian}, {name: fedora}]");
    static final String SITE = Fingerprint.of(VIEW.site().toJson());

    static final MirrorNodeStatus NOTHING = new MirrorNodeStatus(null, null, null, null, null, null);

    private Sightings() {}

    static MirrorNodeStatus status(NodeView view, Observed observed) {
        return NodeStatus.of(view, observed, NOTHING, 1L, NOON);
    }

    static Condition condition(MirrorNodeStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElseThrow();
    }

    static ProjectStatus project(MirrorNodeStatus status, String name) {
        return status.projects().stream()
                .filter(project -> name.equals(project.name()))
                .findFirst()
                .orElseThrow();
    }

    /** A mirror of so many projects. */
    static NodeView view(int projects) {
        return Manifests.view(
                "kind: MirrorNode\nmetadata: {name: box, namespace: n}\nspec:\n  hostname: box.example.net\n"
                        + "  projects: ["
                        + IntStream.range(0, projects)
                                .mapToObj(number -> "{name: p" + number + "}")
                                .collect(Collectors.joining(","))
                        + "]\n" + manifests(projects));
    }

    /** Their MirrorProjects. */
    static List<MirrorProject> catalogue(int projects) {
        return Manifests.projects(manifests(projects));
    }

    private static String manifests(int projects) {
        return IntStream.range(0, projects)
                .mapToObj(number -> """
                        ---
                        kind: MirrorProject
                        metadata: {name: p%1$d, namespace: n}
                        spec: {title: P, path: p%1$d, module: p%1$d, layout: plain, upstreams: ["rsync://u/p/"], checker: {name: checker, strikes: 4}}
                        """.formatted(number))
                .collect(Collectors.joining());
    }

    static NodeView view(String projects) {
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

    static Observed serving(SyncResult... results) {
        return serving(new ServingReport(SITE, "abc", "abc", null, null, null, null), results);
    }

    static Observed serving(ServingReport report, SyncResult... results) {
        return new Observed(
                Optional.of(deployment(1)),
                List.of(),
                List.of(),
                Optional.of(new StorageStatus(List.of(results), null)),
                Optional.of(report));
    }

    static Deployment deployment(int up) {
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

    static Pod pod(String component, String project, String container) {
        return new PodBuilder(Serialization.unmarshal("""
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

    /** A serving pod that answers at an address. */
    static Pod ready(String address) {
        return new PodBuilder(pod("serving", null, ""))
                .editStatus()
                .withHostIP(address)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    static SyncResult result(String project, Outcome outcome, Instant finished) {
        return new SyncResult(
                project,
                project,
                project,
                project,
                outcome,
                "",
                null,
                "rsync://u/",
                finished,
                finished,
                1,
                1,
                0,
                0,
                new Size(1000, 4096, 3),
                null,
                finished,
                finished,
                null,
                null);
    }

    static SyncResult failed(String project, Outcome outcome, String reason, Instant published) {
        return new SyncResult(
                project,
                project,
                project,
                project,
                outcome,
                reason,
                null,
                "rsync://u/",
                NOON,
                NOON,
                0,
                0,
                0,
                0,
                null,
                null,
                published,
                published,
                null,
                null);
    }
}
