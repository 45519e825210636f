package io.micromirror.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * What the catalogue knows of a project's paths, in the words of its {@code releases} field.
 *
 * @param paths below the root of a web server where mirrors have it; the first is the usual one
 * @param parts by what its distribution's checker allows to leave some out: "release", "architecture" or both
 * @param releases which paths are of which release and architecture; the first that fits counts
 */
public record ProjectRules(String name, String title, List<String> paths, List<String> parts, List<Rule> releases) {
    public ProjectRules {
        title = title == null ? name : title;
        paths = paths == null ? List.of(name) : List.copyOf(paths);
        parts = parts == null ? List.of() : List.copyOf(parts);
        releases = releases == null ? List.of() : List.copyOf(releases);
    }

    /**
     * One rule.
     *
     * @param path a pattern, see {@link PathPattern}
     * @param release of all paths that fit, where they do not tell it themselves; may be null
     */
    public record Rule(String path, String release) {}

    /** A project of which no more is known than where it lies. */
    static ProjectRules of(String name, String path) {
        return new ProjectRules(name, name, List.of(path), List.of(), List.of());
    }

    /** The same project, which is not at that place. */
    ProjectRules notAt(String path) {
        List<String> others = paths.stream().filter(each -> !each.equals(path)).toList();
        return new ProjectRules(name, title, others, parts, releases);
    }

    /** The same project at another place. */
    ProjectRules at(String path) {
        List<String> all = new ArrayList<>(List.of(path));
        all.addAll(paths);
        return new ProjectRules(name, title, List.copyOf(all), parts, releases);
    }
}
