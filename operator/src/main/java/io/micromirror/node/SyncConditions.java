package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.ProjectStatus;
import io.micromirror.kube.Conditions;
import io.micromirror.kube.Conditions.Status;
import io.micromirror.sync.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is out of order with the syncs: each condition is there only while it is True. */
final class SyncConditions {
    private SyncConditions() {}

    static List<Condition> of(String node, List<ProjectStatus> projects, boolean readOnly) {
        List<ProjectStatus> synced = projects.stream()
                .filter(project -> project.lastSync() != null && project.retiredSince() == null)
                .toList();
        return Stream.of(
                        abnormal("UpstreamInconsistent", synced, ended(Outcome.INCONSISTENT), SyncConditions::lack),
                        abnormal("StorageLow", synced, ended(Outcome.NO_SPACE), _ -> "NoSpace"),
                        readOnly(readOnly)
                                .or(() -> abnormal(
                                        "StorageFailing", synced, ended(Outcome.STORAGE_FAILING), _ -> "DiskError"))
                                .or(() -> unreadable(projects)),
                        held(node, synced))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Condition> abnormal(
            String type,
            List<ProjectStatus> synced,
            Predicate<ProjectStatus> met,
            Function<ProjectStatus, String> reason) {
        List<ProjectStatus> some = synced.stream().filter(met).toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(Conditions.of(
                        type,
                        Status.TRUE,
                        reason.apply(some.getFirst()),
                        some.stream().map(SyncConditions::said).collect(Collectors.joining(" "))));
    }

    /** Where nothing can be written no sync can say so, but who serves sees it. */
    private static Optional<Condition> readOnly(boolean readOnly) {
        return readOnly
                ? Optional.of(Conditions.of(
                        "StorageFailing",
                        Status.TRUE,
                        "ReadOnly",
                        "The kernel lets nothing be written to the storage any more, as it does when the disk fails. What can"
                                + " be read is served on, and no sync can start: look at the kernel's log, and replace the"
                                + " disk."))
                : Optional.empty();
    }

    /** What syncs do not touch, scrubs read. */
    private static Optional<Condition> unreadable(List<ProjectStatus> projects) {
        List<ProjectStatus> some = projects.stream()
                .filter(project -> project.scrub() != null && project.scrub().unreadable() != null)
                .toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(Conditions.of(
                        "StorageFailing",
                        Status.TRUE,
                        "FilesUnreadable",
                        some.stream()
                                .map(project -> "The disk would not read %d files of %s to the last scrub."
                                        .formatted(project.scrub().unreadable(), project.name()))
                                .collect(Collectors.joining(" "))));
    }

    private static Optional<Condition> held(String node, List<ProjectStatus> synced) {
        List<ProjectStatus> some = synced.stream()
                .filter(project -> project.lastSync().held() != null)
                .toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(Conditions.of(
                        "DeletionsHeld",
                        Status.TRUE,
                        "MaxDelete",
                        some.stream()
                                .map(project ->
                                        "The upstream of %1$s dropped %2$d files, more than maxDelete allows: they stay. If they are to go: micromirror approve-deletes %3$s %1$s."
                                                .formatted(
                                                        project.name(),
                                                        project.lastSync().held(),
                                                        node))
                                .collect(Collectors.joining(" "))));
    }

    private static Predicate<ProjectStatus> ended(Outcome outcome) {
        return project -> outcome.word().equals(project.lastSync().outcome());
    }

    private static String lack(ProjectStatus project) {
        return Optional.ofNullable(project.lastSync().lack()).orElse("Contradiction");
    }

    private static String said(ProjectStatus project) {
        return Optional.ofNullable(project.message()).orElse(project.name());
    }
}
