package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectStatus;
import io.micromirror.kube.Conditions;
import io.micromirror.kube.Conditions.Status;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.sync.FirstSync;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The truth table: what was wanted and what was seen, as a status. */
final class NodeStatus {
    private static final String SERVING = "Serving";
    private static final String STALLED = "Stalled";

    private NodeStatus() {}

    static MirrorNodeStatus of(
            NodeView view, Observed observed, MirrorNodeStatus before, Long generation, Instant now) {
        List<ProjectStatus> projects =
                Scrubs.told(ProjectStatuses.of(view, observed, before.projects(), now), observed, before.projects());
        Serving serving = Serving.of(view, observed, condition(before, SERVING));
        Optional<Condition> secure =
                Secure.condition(view, observed, Ordering.of(view, observed, now), condition(before, Secure.CONDITION));
        List<Condition> conditions = Stream.of(
                        Stream.of(
                                ready(view, observed, serving, projects),
                                Conditions.of(SERVING, serving.wanted(), serving.reason(), serving.message()),
                                fresh(view, projects, now),
                                Conditions.of(
                                        "Healthy",
                                        Status.UNKNOWN,
                                        "NotChecked",
                                        "The distributions' checkers were not asked yet.")),
                        secure.stream(),
                        SyncConditions.of(view.name(), projects, observed.readOnly()).stream())
                .flatMap(Function.identity())
                .toList();
        return new MirrorNodeStatus(
                generation,
                Conditions.merge(before.conditions(), conditions, generation, now),
                projects,
                Secure.certificate(view, observed, before.certificate()),
                observed.asked()
                        .filter(asked -> asked.isServed(view, observed))
                        .map(SyncNow::value)
                        .orElse(before.syncNow()),
                before.push());
    }

    private static Optional<Condition> condition(MirrorNodeStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    /** The status as it was, and that the operator cannot bring about what is wanted. */
    static MirrorNodeStatus stalled(MirrorNodeStatus before, Long generation, String cause, Instant now) {
        List<Condition> kept = before.conditions().stream()
                .filter(condition -> !STALLED.equals(condition.getType()))
                .toList();
        Condition stalled = Conditions.of(
                STALLED,
                Status.TRUE,
                "ReconcileFailed",
                "The operator could not apply the mirror's objects and tries again: " + cause);
        return new MirrorNodeStatus(
                generation,
                Stream.concat(
                                kept.stream(),
                                Conditions.merge(before.conditions(), List.of(stalled), generation, now).stream())
                        .toList(),
                before.projects(),
                before.certificate(),
                before.syncNow(),
                before.push());
    }

    private static Condition ready(NodeView view, Observed observed, Serving serving, List<ProjectStatus> projects) {
        if (view.problem().isPresent()) {
            return ready(
                    Status.FALSE,
                    view.problem().get().reason(),
                    view.problem().get().message());
        }
        if (!serving.answering() && serving.wanted() == Status.FALSE) {
            return ready(Status.FALSE, "ServingDown", serving.message());
        }
        if (!view.rejected().isEmpty()) {
            return ready(
                    Status.FALSE,
                    "ProjectRejected",
                    view.rejected().stream().map(NodeView.Rejected::why).collect(Collectors.joining(" ")));
        }
        List<ProjectStatus> unpublished = projects.stream()
                .filter(project -> project.retiredSince() == null && project.published() == null)
                .toList();
        if (!unpublished.isEmpty()) {
            return firstSync(observed, projects, unpublished);
        }
        if (!serving.answering()) {
            return ready(Status.UNKNOWN, serving.reason(), serving.message());
        }
        return ready(Status.TRUE, "Published", "Serving is up and every project was published.");
    }

    private static Condition firstSync(
            Observed observed, List<ProjectStatus> projects, List<ProjectStatus> unpublished) {
        List<ProjectStatus> failed = unpublished.stream()
                .filter(project -> project.lastSync() != null)
                .toList();
        if (!failed.isEmpty()) {
            return ready(
                    Status.FALSE,
                    "FirstSyncFailed",
                    failed.stream().map(ProjectStatus::message).collect(Collectors.joining(" ")));
        }
        return ready(
                Status.UNKNOWN,
                "FirstSync",
                "%d of %d projects are published; still to come: %s."
                        .formatted(projects.size() - unpublished.size(), projects.size(), far(observed, unpublished)));
    }

    private static Condition ready(Status status, String reason, String message) {
        return Conditions.of("Ready", status, reason, message);
    }

    private static Condition fresh(NodeView view, List<ProjectStatus> projects, Instant now) {
        Map<String, Carried> carried =
                view.carried().stream().collect(Collectors.toMap(Carried::name, Function.identity()));
        List<ProjectStatus> synced = projects.stream()
                .filter(project -> carried.containsKey(project.name()) && project.succeeded() != null)
                .sorted(Comparator.comparing(ProjectStatus::succeeded))
                .toList();
        if (synced.isEmpty()) {
            return Conditions.of("Fresh", Status.UNKNOWN, "NothingPublished", "No project was published yet.");
        }
        return synced.stream()
                .filter(project -> !now.isBefore(staleAt(project, carried.get(project.name()))))
                .findFirst()
                .map(oldest -> Conditions.of(
                        "Fresh",
                        Status.FALSE,
                        "Stale",
                        "%s was last synced at %s and should be every %d seconds. %s"
                                .formatted(
                                        oldest.name(),
                                        oldest.succeeded(),
                                        interval(oldest, carried.get(oldest.name())),
                                        oldest.message() == null ? "See the log of its last job." : oldest.message())))
                .orElseGet(() -> Conditions.of(
                        "Fresh", Status.TRUE, "Fresh", "Every published project was synced within its time."));
    }

    /** The next moment at which time alone changes this status. */
    static Optional<Instant> nextChange(NodeView view, MirrorNodeStatus status, Instant now) {
        Map<String, ProjectStatus> projects =
                status.projects().stream().collect(Collectors.toMap(ProjectStatus::name, Function.identity()));
        Stream<Instant> stale = view.carried().stream()
                .filter(project -> projects.get(project.name()).succeeded() != null)
                .map(project -> staleAt(projects.get(project.name()), project));
        Stream<Instant> unclaimed = status.projects().stream()
                .filter(project -> project.retiredSince() != null)
                .flatMap(project -> Stream.of(view.retiredUntil(project), view.retirementEnd(project)));
        return Stream.concat(stale, unclaimed).filter(now::isBefore).min(Comparator.naturalOrder());
    }

    /** Two intervals without a sync: one may have failed, two are a fault. */
    private static Instant staleAt(ProjectStatus status, Carried project) {
        return status.succeeded().plusSeconds(2L * interval(status, project));
    }

    /** While all is well, a project with a probe is synced when there is news; once a run failed, there was. */
    private static int interval(ProjectStatus status, Carried project) {
        return ProjectStatuses.isComplete(status.lastSync()) ? project.passSeconds() : project.everySeconds();
    }

    private static String far(Observed observed, List<ProjectStatus> projects) {
        return projects.stream()
                .map(project -> project.name()
                        + observed.firstSync(project.name())
                                .map(FirstSync::percent)
                                .map(" (%d %%)"::formatted)
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }
}
