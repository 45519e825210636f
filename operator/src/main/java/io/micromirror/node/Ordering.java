package io.micromirror.node;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.micromirror.acme.OrderResult;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.ServingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Is a certificate to be ordered now, and how did the last order go? The Jobs that are there are the memory: each has the
 * name of what it replaces and the number of its attempt.
 *
 * @param key what is to be replaced by what; empty when nothing is due
 * @param attempt the Job that should be there, by number; 0 when none should
 * @param running whether it is under way
 * @param failure why it brought nothing, where it is over
 * @param next when this may change by time alone
 */
record Ordering(String key, int attempt, boolean running, Optional<String> failure, Optional<Instant> next) {
    private static final Ordering NONE = new Ordering("", 0, false, Optional.empty(), Optional.empty());

    /**
     * Doubled by each failure up to {@link #LONGEST_WAIT}. Let's Encrypt bears five failures per name and hour, and five
     * equal certificates a week (letsencrypt.org/docs/rate-limits).
     */
    private static final Duration FIRST_WAIT = Duration.ofMinutes(20);

    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final int DOUBLINGS = 7;

    static Ordering of(NodeView view, Observed observed, Instant now) {
        Optional<ServingReport.Https> told = Secure.told(observed);
        if (view.acme().isEmpty() || told.isEmpty()) {
            return NONE;
        }
        boolean wrong =
                told.get().until() == null || !Secure.missing(view, told.get()).isEmpty();
        Instant due = wrong
                ? Instant.MIN
                : Renewal.due(
                        view.spec().hostname(), told.get().from(), told.get().until());
        if (now.isBefore(due)) {
            return new Ordering("", 0, false, Optional.empty(), Optional.of(due));
        }
        String key = Names.hash(view.certificate() + " " + Secure.names(view).collect(Collectors.joining(" "))
                + " instead of " + told.get().fingerprint());
        return attempts(observed, key)
                .map(last -> after(last, key, observed, now))
                .orElse(new Ordering(key, 1, true, Optional.empty(), Optional.empty()));
    }

    private static Optional<Job> attempts(Observed observed, String key) {
        return observed.jobs().stream()
                .filter(job -> key.equals(job.getMetadata().getLabels().get(Labels.CERTIFICATE)))
                .max(Comparator.comparingInt(Ordering::number));
    }

    private static Ordering after(Job last, String key, Observed observed, Instant now) {
        int number = number(last);
        Optional<Instant> ended = ended(last);
        if (ended.isEmpty()) {
            return new Ordering(key, number, true, Optional.empty(), Optional.empty());
        }
        Optional<OrderResult> said = said(last, observed);
        Instant next = ended.get().plus(wait(number));
        Instant allowed =
                said.map(OrderResult::notBefore).filter(next::isBefore).orElse(next);
        if (!now.isBefore(allowed)) {
            return new Ordering(key, number + 1, true, Optional.empty(), Optional.empty());
        }
        // A Job that went well has its Secret on the way to the pod, which takes the kubelet up to two minutes.
        return new Ordering(
                key, number, false, succeeded(last) ? Optional.empty() : failure(said, allowed), Optional.of(allowed));
    }

    private static Optional<String> failure(Optional<OrderResult> said, Instant next) {
        return Optional.of("%s The next try is at %s."
                .formatted(said.map(OrderResult::message).orElse("The Job that orders it died without a word."), next));
    }

    private static Duration wait(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static int number(Job job) {
        return Integer.parseInt(job.getMetadata().getLabels().get(Labels.ATTEMPT));
    }

    private static boolean succeeded(Job job) {
        return job.getStatus().getSucceeded() != null && job.getStatus().getSucceeded() > 0;
    }

    private static Optional<Instant> ended(Job job) {
        List<JobCondition> conditions =
                job.getStatus() == null ? List.of() : job.getStatus().getConditions();
        return conditions.stream()
                .filter(condition -> List.of("Complete", "Failed").contains(condition.getType())
                        && "True".equals(condition.getStatus()))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst();
    }

    /** The last words of its pod. */
    private static Optional<OrderResult> said(Job job, Observed observed) {
        return observed.pods().stream()
                .filter(pod -> job.getMetadata()
                        .getName()
                        .equals(pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name")))
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(container -> container.getState().getTerminated() != null)
                .flatMap(container ->
                        OrderResult.parse(container.getState().getTerminated().getMessage()).stream())
                .findFirst();
    }
}
