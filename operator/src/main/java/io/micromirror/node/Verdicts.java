package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import io.micromirror.api.ProjectVerdict;
import io.micromirror.check.Level;
import io.micromirror.check.Verdict;
import io.micromirror.kube.Conditions;
import io.micromirror.kube.Conditions.Status;
import io.micromirror.serve.SiteVerdicts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the checkers would say, in a status: each project's verdict, and the condition Healthy. */
final class Verdicts {
    private static final String HEALTHY = "Healthy";
    private static final int LONGEST = 1500;

    private Verdicts() {}

    /** A verdict that became another one; {@code before} is null for a project's first. */
    record Change(String project, ProjectVerdict before, ProjectVerdict after) {}

    /** The status with verdicts; what is not known anew stays as it was before. */
    static MirrorNodeStatus of(
            MirrorNodeStatus status, MirrorNodeStatus before, Map<String, Verdict> verdicts, Instant now) {
        Map<String, ProjectVerdict> known = known(before);
        List<ProjectStatus> projects = status.projects().stream()
                .map(project -> project.with(verdict(project, known.get(project.name()), verdicts, now)))
                .toList();
        Condition healthy = healthy(projects);
        List<Condition> merged =
                Conditions.merge(before.conditions(), List.of(healthy), status.observedGeneration(), now);
        List<Condition> conditions = status.conditions().stream()
                .map(condition -> condition.getType().equals(HEALTHY) ? merged.getFirst() : condition)
                .toList();
        return new MirrorNodeStatus(
                status.observedGeneration(),
                conditions,
                projects,
                status.certificate(),
                status.syncNow(),
                status.push());
    }

    /** The same for the mirror's own page. A verdict of now is dated as the status will have it. */
    static SiteVerdicts told(MirrorNodeStatus before, Map<String, Verdict> verdicts, Instant now) {
        Map<String, SiteVerdicts.Verdict> told = new HashMap<>();
        for (ProjectStatus project : before.projects()) {
            ProjectVerdict verdict = verdict(project, project.verdict(), verdicts, now);
            if (verdict != null) {
                told.put(
                        project.name(),
                        new SiteVerdicts.Verdict(
                                verdict.level(),
                                verdict.checker(),
                                verdict.reason(),
                                verdict.since(),
                                verdict.dropsAt()));
            }
        }
        return new SiteVerdicts(told);
    }

    static List<Change> changes(MirrorNodeStatus before, MirrorNodeStatus after) {
        Map<String, ProjectVerdict> known = known(before);
        return after.projects().stream()
                .filter(project -> project.verdict() != null)
                .map(project -> new Change(project.name(), known.get(project.name()), project.verdict()))
                .filter(change -> change.before() == null
                        ? !"OK".equals(change.after().level())
                        : !change.before().level().equals(change.after().level()))
                .toList();
    }

    private static Map<String, ProjectVerdict> known(MirrorNodeStatus status) {
        Map<String, ProjectVerdict> known = new HashMap<>();
        status.projects().stream()
                .filter(project -> project.verdict() != null)
                .forEach(project -> known.put(project.name(), project.verdict()));
        return known;
    }

    private static ProjectVerdict verdict(
            ProjectStatus project, ProjectVerdict before, Map<String, Verdict> verdicts, Instant now) {
        if (project.state() == ProjectState.REJECTED || project.published() == null) {
            return null;
        }
        Verdict verdict = verdicts.get(project.name());
        if (verdict == null) {
            return before;
        }
        boolean same = before != null
                && verdict.level().word().equals(before.level())
                && verdict.reason().equals(before.reason())
                && verdict.checker().equals(before.checker());
        Integer strikes = verdict.strikes() == 0 ? null : verdict.strikes();
        if (same
                && Objects.equals(before.strikes(), strikes)
                && Objects.equals(before.listed(), verdict.listed())
                && !CheckReading.moved(before.dropsAt(), verdict.dropsAt())) {
            return before;
        }
        return new ProjectVerdict(
                verdict.level().word(),
                verdict.checker(),
                verdict.reason(),
                verdict.message()
                        .substring(0, Math.min(LONGEST, verdict.message().length())),
                verdict.dropsAt() == null ? null : verdict.dropsAt().truncatedTo(ChronoUnit.SECONDS),
                strikes,
                verdict.listed(),
                same ? before.since() : now.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Condition healthy(List<ProjectStatus> projects) {
        List<ProjectStatus> judged = projects.stream()
                .filter(project -> project.verdict() != null)
                .sorted(Comparator.comparing(Verdicts::level).reversed())
                .toList();
        if (judged.isEmpty()) {
            return Conditions.of(
                    HEALTHY, Status.UNKNOWN, "NotChecked", "The distributions' checkers were not asked yet.");
        }
        Level worst = level(judged.getFirst());
        String words = words(judged);
        return switch (worst) {
            case DROPPED -> Conditions.of(HEALTHY, Status.FALSE, "Dropped", words);
            case PARTIAL -> Conditions.of(HEALTHY, Status.TRUE, "Partial", words);
            case LAGGING -> Conditions.of(HEALTHY, Status.TRUE, "Lagging", words);
            case UNKNOWN -> Conditions.of(HEALTHY, Status.UNKNOWN, "NotAnswered", words);
            case OK -> Conditions.of(HEALTHY, Status.TRUE, "Healthy", "Every checker would send users here.");
        };
    }

    private static String words(List<ProjectStatus> judged) {
        return String.join(
                " ",
                judged.stream()
                        .filter(project -> level(project) != Level.OK)
                        .map(project -> "%s is %s with %s since %s: %s."
                                .formatted(
                                        project.name(),
                                        project.verdict().level(),
                                        project.verdict().checker(),
                                        project.verdict().since(),
                                        project.verdict().message()))
                        .toList());
    }

    /** A word of a later version counts as not known. */
    private static Level level(ProjectStatus project) {
        return Stream.of(Level.values())
                .filter(level -> level.word().equals(project.verdict().level()))
                .findFirst()
                .orElse(Level.UNKNOWN);
    }

    /** How bad a verdict is, as a number for metrics: 0 OK, 1 UNKNOWN, 2 LAGGING, 3 PARTIAL, 4 DROPPED. */
    static Optional<Integer> gravity(ProjectStatus project) {
        return Optional.ofNullable(project.verdict()).map(_ -> switch (level(project)) {
            case OK -> 0;
            case UNKNOWN -> 1;
            case LAGGING -> 2;
            case PARTIAL -> 3;
            case DROPPED -> 4;
        });
    }
}
