package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.micromirror.api.LastSync;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import io.micromirror.api.TreeSize;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where each project stands: those of the list in its order, then those that are off it. Facts come from the storage
 * and from the pods' last words, whichever is newer; while the storage cannot be asked, what was last known stays.
 */
final class ProjectStatuses {
    /** Between the field to mend and what is wrong with it. */
    private static final String FIELD_END = ": ";

    private ProjectStatuses() {}

    static List<ProjectStatus> of(NodeView view, Observed observed, List<ProjectStatus> before, Instant now) {
        Map<String, ProjectStatus> facts = facts(view, observed, before);
        Map<String, ProjectStatus> statuses = new LinkedHashMap<>();
        view.spec().projects().forEach(entry -> statuses.put(entry.name(), null));
        view.carried()
                .forEach(project ->
                        statuses.put(project.name(), carried(view, project, facts.get(project.name()), observed)));
        view.rejected()
                .forEach(rejected -> statuses.put(
                        rejected.name(),
                        with(facts.get(rejected.name()), rejected.name(), ProjectState.REJECTED, rejected.why())));
        facts.values().stream()
                .filter(fact -> fact.published() != null && !statuses.containsKey(fact.name()))
                .sorted(Comparator.comparing(ProjectStatus::name))
                .toList()
                .forEach(fact -> statuses.put(fact.name(), retired(view, fact, before, now)));
        return List.copyOf(statuses.values());
    }

    private static ProjectStatus retired(NodeView view, ProjectStatus fact, List<ProjectStatus> before, Instant now) {
        Optional<ProjectStatus> known = before.stream()
                .filter(status -> fact.name().equals(status.name()) && status.retiredSince() != null)
                .findFirst();
        Instant since = known.map(ProjectStatus::retiredSince).orElse(now.truncatedTo(ChronoUnit.SECONDS));
        Instant delisted = known.map(ProjectStatus::delisted).orElse(null);
        Instant until = view.retiredUntil(fact.retired(since, delisted));
        return (now.isBefore(until)
                        ? with(
                                fact,
                                fact.name(),
                                ProjectState.RETIRING,
                                "Off the list: not synced any more, served until %s at the latest. Its data stays."
                                        .formatted(until))
                        : with(
                                fact,
                                fact.name(),
                                ProjectState.UNCLAIMED,
                                "Off the list since %s%s: served no more. Its data stays, at hand when it comes back, until micromirror reclaim %s %s."
                                        .formatted(
                                                since,
                                                delisted == null ? "" : ", and off its distribution's list",
                                                view.name(),
                                                fact.name())))
                .retired(since, delisted);
    }

    /** What is known of each project that was ever synced here, as statuses without a state. */
    private static Map<String, ProjectStatus> facts(NodeView view, Observed observed, List<ProjectStatus> before) {
        Map<String, ProjectStatus> facts = new LinkedHashMap<>();
        if (observed.storage().isEmpty()) {
            before.stream()
                    .filter(status -> status.lastSync() != null)
                    .forEach(status -> facts.put(status.name(), with(status, status.name(), null, fault(status))));
        }
        Stream.concat(
                        observed.storage().stream().flatMap(storage -> storage.projects().stream()),
                        view.spec().projects().stream()
                                .flatMap(entry -> observed.syncPods(entry.name()).stream())
                                .flatMap(pod -> Observed.lastWords(pod).stream()))
                .filter(result -> result.outcome().worked())
                .map(ProjectStatuses::fact)
                .forEach(fact -> facts.merge(fact.name(), fact, ProjectStatuses::newer));
        return facts;
    }

    /** The fault of the last sync as an earlier status told it, without the field that it was told with. */
    private static String fault(ProjectStatus status) {
        return isComplete(status.lastSync()) || status.message() == null
                ? null
                : status.message().substring(status.message().indexOf(FIELD_END) + FIELD_END.length());
    }

    static boolean isComplete(LastSync sync) {
        return sync != null
                && Stream.of(Outcome.values())
                        .anyMatch(
                                outcome -> outcome.complete() && outcome.word().equals(sync.outcome()));
    }

    private static ProjectStatus newer(ProjectStatus one, ProjectStatus other) {
        return one.lastSync() == null
                        || one.lastSync().finished() == null
                        || !one.lastSync().finished().isAfter(other.lastSync().finished())
                ? other
                : one;
    }

    private static ProjectStatus fact(SyncResult result) {
        return new ProjectStatus(
                result.project(),
                null,
                result.outcome().complete() ? null : result.reason(),
                result.published(),
                result.succeeded(),
                result.size() == null
                        ? null
                        : new TreeSize(
                                result.size().logical(),
                                result.size().allocated(),
                                result.size().files()),
                result.served(),
                new LastSync(
                        result.started(),
                        result.finished(),
                        result.outcome().word(),
                        result.lack(),
                        result.bytes(),
                        result.files(),
                        result.deleted(),
                        result.held() == 0 ? null : result.held()));
    }

    private static ProjectStatus carried(NodeView view, Carried project, ProjectStatus fact, Observed observed) {
        boolean published = fact != null && fact.published() != null;
        ProjectState state = view.isPaused(project)
                ? ProjectState.PAUSED
                : published ? ProjectState.PUBLISHED : ProjectState.FIRST_SYNC;
        return with(fact, project.name(), state, message(view, project, state, observed, fact));
    }

    private static String message(
            NodeView view, Carried project, ProjectState state, Observed observed, ProjectStatus fact) {
        if (fact != null && fact.message() != null) {
            return project.upstreamsField() + FIELD_END + fact.message();
        }
        return switch (state) {
            case PAUSED ->
                view.spec().sync().paused()
                        ? "spec.sync.paused is true: no sync starts."
                        : view.pauses()
                                .until(project.name())
                                .map(then -> "Paused by annotation: no sync starts until " + then + ".")
                                .orElse(null);
            case PUBLISHED, RETIRING, UNCLAIMED, REJECTED -> null;
            case FIRST_SYNC ->
                stuck(observed.syncPods(project.name()))
                        .or(() -> observed.running(project.name())
                                .map(job -> "The first sync runs since "
                                        + job.getStatus().getStartTime() + far(project, observed) + "."))
                        .orElseGet(() -> far(project, observed).isEmpty()
                                ? "The first sync has not started yet."
                                : "The first sync is interrupted, and goes on from there" + far(project, observed)
                                        + ".");
        };
    }

    private static String far(Carried project, Observed observed) {
        return observed.firstSync(project.name())
                .map(first -> ": " + first.words())
                .orElse("");
    }

    /** Why a pod does not even start, such as an image that cannot be pulled. */
    private static Optional<String> stuck(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .map(state -> state.getWaiting())
                .filter(waiting -> waiting != null && waiting.getMessage() != null)
                .map(ContainerStateWaiting::getMessage)
                .map(message -> "The sync does not start: " + message)
                .findFirst();
    }

    private static ProjectStatus with(ProjectStatus fact, String name, ProjectState state, String message) {
        return fact == null
                ? new ProjectStatus(name, state, message, null, null, null, null, null)
                : new ProjectStatus(
                        name,
                        state,
                        message,
                        fact.published(),
                        fact.succeeded(),
                        fact.size(),
                        fact.requestServed(),
                        fact.lastSync());
    }
}
