package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.micromirror.kube.Conditions;
import io.micromirror.kube.Conditions.Status;
import io.micromirror.serve.Fingerprint;
import io.micromirror.serve.ServingReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Do nginx and rsyncd run the wanted configuration?
 *
 * @param wanted True, False or not known yet
 * @param reason one word
 * @param message a sentence; where a process died, in its own words
 * @param answering some pod serves, be it with an older configuration
 */
record Serving(Status wanted, String reason, String message, boolean answering) {
    /** A container that waits for one of these is on its way, not broken. */
    private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");

    /** {@code before}: what was last known, which stays while the pod cannot be asked. */
    static Serving of(NodeView view, Observed observed, Optional<Condition> before) {
        boolean answering = observed.deployment()
                .map(Deployment::getStatus)
                .map(DeploymentStatus::getAvailableReplicas)
                .map(replicas -> replicas > 0)
                .orElse(false);
        if (observed.deployment().map(Serving::complete).orElse(false)) {
            return observed.serving()
                    .map(report -> configured(view, report, answering))
                    .or(() -> before.map(known ->
                            new Serving(Conditions.status(known), known.getReason(), known.getMessage(), answering)))
                    .orElseGet(() -> starting("", answering));
        }
        List<Pod> newestFirst = observed.servingPods().stream()
                .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .reversed())
                .toList();
        if (newestFirst.isEmpty()) {
            return new Serving(Status.UNKNOWN, "PodNotSeen", "The serving pod was not seen yet.", answering);
        }
        return trouble(view, newestFirst.getFirst())
                .map(trouble -> new Serving(Status.FALSE, trouble.reason(), trouble.message(), answering))
                .orElseGet(() -> starting(
                        " If that lasts, kubectl describe pod %s says what it waits for, such as a spec.storage.path that is no directory."
                                .formatted(newestFirst.getFirst().getMetadata().getName()),
                        answering));
    }

    /** The pod is the wanted one; whether its configuration is, only nginx itself knows. */
    private static Serving configured(NodeView view, ServingReport report, boolean answering) {
        if (report.error() != null) {
            Optional<TakenPort> taken = TakenPort.in(report.error());
            return new Serving(
                    Status.FALSE,
                    taken.map(_ -> TakenPort.REASON).orElse("ConfigurationRefused"),
                    taken.map(port -> port.message(view.spec()) + " ").orElse("")
                            + "The configuration before goes on, because the wanted one is refused: "
                            + report.error(),
                    answering);
        }
        if (Boolean.TRUE.equals(report.rsyncdWaits())) {
            return new Serving(
                    Status.FALSE,
                    TakenPort.REASON,
                    "rsyncd waits for its port; nginx serves. "
                            + new TakenPort(view.spec().rsync().port()).message(view.spec()),
                    answering);
        }
        return report.runs(Fingerprint.of(view.site().toJson()))
                ? new Serving(
                        Status.TRUE,
                        "Serving",
                        "nginx and rsyncd run the wanted configuration."
                                + (report.notice() == null ? "" : " " + report.notice()),
                        answering)
                : new Serving(
                        Status.UNKNOWN,
                        "Applying",
                        "The serving pod is taking up the newest configuration, which the kubelet hands over within"
                                + " two minutes.",
                        answering);
    }

    private static Serving starting(String hint, boolean answering) {
        return new Serving(Status.UNKNOWN, "Starting", "The serving pod is starting." + hint, answering);
    }

    private static boolean complete(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        return status != null
                && deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                && one(status.getUpdatedReplicas())
                && one(status.getReplicas())
                && one(status.getReadyReplicas());
    }

    private static boolean one(Integer replicas) {
        return replicas != null && replicas == 1;
    }

    private record Trouble(String reason, String message) {}

    private static Optional<Trouble> trouble(NodeView view, Pod pod) {
        Stream<Trouble> unscheduled = pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> new Trouble(
                        condition.getReason(),
                        "The serving pod finds no node: " + condition.getMessage()
                                + " Check spec.nodeName and that the node is up."));
        Stream<Trouble> waiting = Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .flatMap(status -> died(view, status).stream());
        return Stream.concat(unscheduled, waiting).findFirst();
    }

    private static Optional<Trouble> died(NodeView view, ContainerStatus status) {
        ContainerStateWaiting waiting = status.getState().getWaiting();
        ContainerStateTerminated last = status.getState().getTerminated() != null
                ? status.getState().getTerminated()
                : status.getLastState().getTerminated();
        boolean ended = last != null && last.getExitCode() != null && last.getExitCode() != 0;
        if (waiting != null && !ON_THE_WAY.contains(waiting.getReason()) && !ended) {
            return Optional.of(new Trouble(
                    waiting.getReason(),
                    status.getName() + " does not start: " + lastLine(waiting.getMessage()) + "."));
        }
        return ended && !Boolean.TRUE.equals(status.getReady())
                ? Optional.of(dead(view, status.getName(), last.getMessage()))
                : Optional.empty();
    }

    private static Trouble dead(NodeView view, String container, String words) {
        return TakenPort.in(words)
                .map(port -> new Trouble(TakenPort.REASON, container + " does not start. " + port.message(view.spec())))
                .orElseGet(() -> new Trouble("ContainerDied", container + ": " + lastLine(words)));
    }

    private static String lastLine(String text) {
        return text == null || text.isBlank()
                ? "no word of why"
                : text.strip().lines().reduce((first, second) -> second).orElseThrow();
    }
}
