package io.micromirror.proof;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Compares what a group names with what is there, and keeps what is missing: never more than a bounded part of it. */
final class Named {
    static final long ANY_SIZE = -1;
    private static final int MOST = 10_000;
    private static final int MOST_LETTERS = 2_000_000;

    private final Predicate<String> carried;
    private final Tree staged;
    private final String prefix;
    private final Tree tree;
    private final Consumer<String> mention;
    private final TreeSet<String> missing = new TreeSet<>();
    private long letters;

    Named(Path stagedGroup, String groupPath, Path liveTree, Predicate<String> carried) {
        this(stagedGroup, groupPath, liveTree, carried, _ -> {});
    }

    /** @param mention is told of every file that the group names, there or not */
    Named(Path stagedGroup, String groupPath, Path liveTree, Predicate<String> carried, Consumer<String> mention) {
        this.mention = mention;
        this.carried = carried;
        this.staged = new Tree(stagedGroup);
        this.prefix = groupPath.isEmpty() ? "" : groupPath + "/";
        this.tree = new Tree(liveTree);
    }

    /** A file that the group names, relative to the project's tree, as {@link Names} let it pass. */
    void file(String name, long size) {
        mention.accept(name);
        if (carried.test(name) && !has(name, size) && missing.add(name)) {
            letters += name.length();
            while (missing.size() > MOST || (letters > MOST_LETTERS && missing.size() > 1)) {
                letters -= missing.pollLast().length();
            }
        }
    }

    /** Whether it is there, or will be once the group is live. */
    boolean has(String name, long size) {
        mention.accept(name);
        Optional<Tree.Found> fresh =
                name.startsWith(prefix) ? staged.find(name.substring(prefix.length())) : Optional.empty();
        return fresh.or(() -> tree.find(name))
                .filter(found -> size == ANY_SIZE || found.size() == size)
                .isPresent();
    }

    Proof proof() {
        return missing.isEmpty() ? new Proof.Whole() : new Proof.Missing(List.copyOf(missing));
    }
}
