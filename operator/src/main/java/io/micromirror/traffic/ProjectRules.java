package io.micromirror.traffic;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is known of a project's paths.
 *
 * @param paths below the root of a web server where mirrors have it; the first is the usual one
 * @param parts by what a mirror of it may leave some out
 * @param releases which paths are of which release and architecture; of each the first that tells it counts
 */
public record ProjectRules(String name, String title, List<String> paths, List<Part> parts, List<Rule> releases) {
    public ProjectRules {
        title = title == null ? name : title;
        paths = paths == null ? List.of() : List.copyOf(paths);
        parts = parts == null ? List.of() : List.copyOf(parts);
        releases = releases == null ? List.of() : List.copyOf(releases);
    }

    /**
     * What a mirror may leave some of.
     *
     * @param name "release" or "architecture"
     * @param words that can be chosen, all else of the project being carried always; empty: any
     * @param except what stands there and cannot be chosen
     */
    public record Part(String name, List<String> words, List<String> except) {
        public Part {
            words = List.copyOf(words);
            except = List.copyOf(except);
        }

        /** Of which anything can be chosen. */
        @JsonCreator
        static Part of(String name) {
            return new Part(name, List.of(), List.of());
        }

        boolean admits(String word) {
            return !word.equals(Key.NONE) && (words.isEmpty() || words.contains(word)) && !except.contains(word);
        }
    }

    /**
     * One rule.
     *
     * @param path a pattern, see {@link PathPattern}
     * @param release of all paths that fit, where they do not tell it themselves; may be null
     * @param words that a release can be; null: any
     * @param except what stands where a release would and is none
     */
    public record Rule(String path, String release, List<String> words, List<String> except) {
        public Rule {
            words = words == null || words.isEmpty() ? null : List.copyOf(words);
            except = except == null ? List.of() : List.copyOf(except);
        }

        /** Whether a release can be called so. */
        boolean admits(String told) {
            return (words == null || words.contains(told)) && !except.contains(told);
        }
    }

    /** A project of which no more is known than where it lies. */
    static ProjectRules of(String name, String path) {
        return new ProjectRules(name, name, List.of(path), List.of(), List.of());
    }

    /** What the catalogue's own entry says, with all of them at hand. */
    static ProjectRules of(CatalogueEntry entry, Map<String, CatalogueEntry> all) {
        return new ProjectRules(
                entry.metadata().name(), entry.spec().title(), entry.paths(all), entry.parts(), entry.rules(all));
    }

    /** With what a file of its own adds, whose rules come first. */
    ProjectRules and(ProjectRules more) {
        return new ProjectRules(
                name,
                title,
                Stream.concat(paths.stream(), more.paths.stream()).distinct().toList(),
                parts,
                Stream.concat(more.releases.stream(), releases.stream()).toList());
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
