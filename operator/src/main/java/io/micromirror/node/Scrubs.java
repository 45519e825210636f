package io.micromirror.node;

import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectStatus;
import io.micromirror.api.ScrubStatus;
import io.micromirror.sync.ScrubResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What scrubs found, in a status. */
final class Scrubs {
    private Scrubs() {}

    /** A scrub that found damage, or had damage before and has none now. */
    record News(String project, ScrubStatus found) {}

    /** With what the storage tells; while it cannot be asked, with what was known. */
    static List<ProjectStatus> told(List<ProjectStatus> projects, Observed observed, List<ProjectStatus> before) {
        Map<String, ScrubStatus> known = new HashMap<>();
        if (observed.storage().isPresent()) {
            observed.storage().get().scrubs().forEach(result -> known.put(result.project(), status(result)));
        } else {
            known.putAll(known(before));
        }
        return projects.stream()
                .map(project -> project.with(known.get(project.name())))
                .toList();
    }

    static List<News> changes(MirrorNodeStatus before, MirrorNodeStatus after) {
        Map<String, ScrubStatus> known = known(before.projects());
        return after.projects().stream()
                .filter(project -> project.scrub() != null
                        && !Objects.equals(project.scrub(), known.get(project.name()))
                        && (project.scrub().bad() > 0 || isOpen(project.scrub()) || isOpen(known.get(project.name()))))
                .map(project -> new News(project.name(), project.scrub()))
                .toList();
    }

    static boolean isOpen(ScrubStatus scrub) {
        return scrub != null && scrub.open() != null;
    }

    private static Map<String, ScrubStatus> known(List<ProjectStatus> projects) {
        Map<String, ScrubStatus> known = new HashMap<>();
        projects.stream()
                .filter(project -> project.scrub() != null)
                .forEach(project -> known.put(project.name(), project.scrub()));
        return known;
    }

    private static ScrubStatus status(ScrubResult result) {
        return new ScrubStatus(
                result.finished(),
                result.files(),
                result.uncoveredPercent(),
                result.bad(),
                result.mended(),
                result.unreadable() == 0 ? null : result.unreadable(),
                result.open() == 0 ? null : result.open(),
                result.badEver(),
                result.round());
    }
}
