package io.micromirror.proof;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Compares what a group names with what is there, and keeps what is missing: never more than a bounded part of it. Or only
 * tells of it.
 */
final class Named {
    static final long ANY_SIZE = -1;
    private static final int MOST = 10_000;
    private static final int MOST_LETTERS = 2_000_000;

    private final Predicate<String> carried;
    private final Tree staged;
    private final String prefix;
    private final Tree tree;
    private final Mention mention;
    private final boolean looks;
    private final TreeSet<String> missing = new TreeSet<>();
    private long letters;

    Named(Path stagedGroup, String groupPath, Path liveTree, Predicate<String> carried) {
        this(stagedGroup, groupPath, liveTree, carried, (_, _, _) -> {}, true);
    }

    /** @param mention is told of every file that the group names, there or not */
    Named(Path stagedGroup, String groupPath, Path liveTree, Predicate<String> carried, Mention mention) {
        this(stagedGroup, groupPath, liveTree, carried, mention, true);
    }

    private Named(
            Path stagedGroup,
            String groupPath,
            Path liveTree,
            Predicate<String> carried,
            Mention mention,
            boolean looks) {
        this.looks = looks;
        this.mention = mention;
        this.carried = carried;
        this.staged = new Tree(stagedGroup);
        this.prefix = groupPath.isEmpty() ? "" : groupPath + "/";
        this.tree = new Tree(liveTree);
    }

    /** Tells of a live group's files, and looks for none of them. */
    static Named telling(String groupPath, Path liveTree, Mention mention) {
        return new Named(liveTree.resolve(groupPath), groupPath, liveTree, _ -> true, mention, false);
    }

    /** A file that the group names, relative to the project's tree, as {@link Names} let it pass. */
    void file(String name, long size) {
        file(name, size, Optional.empty());
    }

    /** The same with the checksum that the group gives for it. */
    void file(String name, long size, Optional<Checksum> checksum) {
        mention.file(name, size, checksum);
        if (looks && carried.test(name) && !has(name, size) && missing.add(name)) {
            letters += name.length();
            while (missing.size() > MOST || (letters > MOST_LETTERS && missing.size() > 1)) {
                letters -= missing.pollLast().length();
            }
        }
    }

    /** Whether it is there, or will be once the group is live. */
    boolean has(String name, long size) {
        mention.file(name, size, Optional.empty());
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
