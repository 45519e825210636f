package io.micromirror.sync;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The upstream's entry points beside the live ones. */
final class Stage {
    private final Layout layout;
    private final Place place;

    Stage(Layout layout, Place place) {
        this.layout = layout;
        this.place = place;
    }

    /** What an earlier run left, also one that was killed. */
    void clear() throws IOException {
        new Tree(place.stage()).delete();
    }

    /** Every staged entry point. */
    NavigableSet<String> names() throws IOException {
        return new Tree(place.stage()).files();
    }

    /** Every staged group. One that lost its head since it went live is told by the live one. */
    List<Group> groups() throws IOException {
        NavigableSet<String> names = new TreeSet<>(owned());
        names.addAll(names());
        return layout.groups(names).stream()
                .map(path -> Group.of(path, place))
                .filter(group -> Tree.isDirectory(group.staged()))
                .toList();
    }

    /** Whether a group is live as it is staged. */
    boolean isLive(Group group) throws IOException {
        return Tree.isDirectory(group.live())
                && new Tree(group.staged()).isPartOf(new Tree(group.live()), place.isDoubted());
    }

    /** Entry points of no group that are not live as they are staged, such as a link from stable to a suite. */
    List<String> loose(List<Group> groups) throws IOException {
        List<String> loose = new ArrayList<>();
        for (String name : names()) {
            boolean grouped =
                    groups.stream().anyMatch(group -> group.path().isEmpty() || name.startsWith(group.path() + "/"));
            if (!grouped && !isLive(name)) {
                loose.add(name);
            }
        }
        return List.copyOf(loose);
    }

    private boolean isLive(String name) throws IOException {
        Path staged = place.stage().resolve(name);
        Path live = place.live().resolve(name);
        return place.isDoubted() ? Tree.identical(staged, live) : Tree.same(staged, live);
    }

    /**
     * Directories in which content may be gone, though they have the upstream's time already: they came with a group.
     *
     * @param names all that is staged
     */
    Set<String> directories(Group group, Collection<String> names) {
        Set<String> directories = new TreeSet<>();
        if (!layout.owns(group.path())) {
            String below = group.path().isEmpty() ? "" : group.path() + "/";
            for (String name : names) {
                for (String up = name; up.startsWith(below) && !up.equals(group.path()); ) {
                    up = parent(up);
                    directories.add(up.isEmpty() ? "." : Escaped.of(up));
                }
            }
        }
        return directories;
    }

    /** What is live in directories of nothing but entry points, of those that the upstream has. */
    NavigableSet<String> owned() throws IOException {
        NavigableSet<String> owned = new TreeSet<>();
        for (String directory : ownedDirectories()) {
            new Tree(place.live().resolve(directory)).files().forEach(name -> owned.add(directory + "/" + name));
        }
        return owned;
    }

    private List<String> ownedDirectories() throws IOException {
        if (!Tree.isDirectory(place.stage())) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(place.stage())) {
            return walk.filter(Tree::isDirectory)
                    .map(directory -> place.stage().relativize(directory).toString())
                    .filter(path -> layout.owns(path) && !layout.owns(parent(path)))
                    .toList();
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
