package io.micromirror.serve;

import io.micromirror.sync.StorageStatus;
import io.micromirror.sync.SyncResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One project that is served.
 *
 * @param project what is known of it
 * @param last how its last sync ended, where that is known
 * @param listed on the mirror's list; otherwise it is retiring: synced no more, still served
 */
record Tree(Site.Project project, Optional<SyncResult> last, boolean listed) {
    /** As the API's rules have them; whatever else comes here is left out, because both stand in configurations. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*");

    private static final Pattern MODULE = Pattern.compile("(?!(?i:global)$)[A-Za-z0-9][A-Za-z0-9._-]*");

    String path() {
        return project.path();
    }

    String module() {
        return project.module();
    }

    /** The names at the rsync daemon: the module, and the aliases that can be one. */
    List<String> modules() {
        return Stream.concat(
                        Stream.of(module()),
                        project.aliases().stream()
                                .filter(alias -> MODULE.matcher(alias).matches()))
                .distinct()
                .toList();
    }

    /**
     * What is served: of the projects on the list and of those that were published once, each whose tree is there. A tree
     * appears in one step when it is complete, so this is the gate, and a box with old data serves it at once.
     */
    static List<Tree> served(Site site, StorageStatus status, Predicate<String> there) {
        Map<String, SyncResult> results = status.projects().stream()
                .collect(Collectors.toMap(SyncResult::project, Function.identity(), (one, other) -> one));
        Stream<Tree> listed = site.projects().stream()
                .map(project -> new Tree(project, Optional.ofNullable(results.get(project.name())), true));
        Stream<Tree> retiring = results.values().stream()
                .filter(result -> result.published() != null)
                .filter(result -> !site.isUnclaimed(result.project()))
                .filter(result -> site.projects().stream()
                        .noneMatch(project -> result.project().equals(project.name())))
                .map(result -> new Tree(retired(result), Optional.of(result), false))
                .sorted((one, other) -> one.path().compareTo(other.path()));
        List<Tree> served = new ArrayList<>();
        Stream.concat(listed, retiring)
                .filter(Tree::safe)
                .filter(tree -> there.test(tree.path()))
                .forEachOrdered(tree -> {
                    // A project that took the place of a retiring one has it.
                    if (tree.listed() || served.stream().noneMatch(tree::collides)) {
                        served.add(tree);
                    }
                });
        return List.copyOf(served);
    }

    private static Site.Project retired(SyncResult result) {
        return new Site.Project(result.project(), result.title(), null, result.path(), result.module(), List.of());
    }

    private boolean safe() {
        return path() != null
                && module() != null
                && PATH.matcher(path()).matches()
                && MODULE.matcher(module()).matches()
                && project.aliases().stream()
                        .allMatch(alias -> PATH.matcher(alias).matches());
    }

    private boolean collides(Tree other) {
        return (path() + "/").startsWith(other.path() + "/")
                || (other.path() + "/").startsWith(path() + "/")
                || other.project().aliases().contains(path())
                || other.modules().contains(module());
    }
}
