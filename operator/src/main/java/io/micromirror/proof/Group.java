package io.micromirror.proof;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The entry points to be proved.
 *
 * @param staged where they lie
 * @param path where they will stand, relative to the project's tree
 * @param live what stands there now
 * @param carried whether the mirror has a file, by its path in the project's tree
 */
record Group(Tree staged, String path, Optional<Tree> live, Predicate<String> carried) {

    Group(Tree staged, String path, Optional<Tree> live) {
        this(staged, path, live, _ -> true);
    }

    /** A name of the group as the project's tree has it, for a sentence. */
    String full(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /** What lies in the group's own directory, sorted. */
    List<String> names() throws IOException {
        return names("");
    }

    /** What lies in a directory of the group, sorted, each with the directory before it; nothing when there is none. */
    List<String> names(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        Optional<Path> there = staged.directory(directory);
        if (there.isPresent()) {
            String above = directory.isEmpty() ? "" : directory + "/";
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(there.get())) {
                entries.forEach(entry -> names.add(above + entry.getFileName()));
            }
        }
        names.sort(null);
        return names;
    }

    /** Whether the mirror has this file of the group. */
    boolean carries(String name) {
        return carried.test(full(name));
    }

    Optional<Tree.Found> find(String name) {
        return staged.find(name);
    }

    /** The staged file of this name. */
    Tree.Found demand(String name) throws Contradiction {
        return find(name).orElseThrow(() -> new Contradiction("%s is absent", full(name)));
    }

    Optional<Tree.Found> former(String name) {
        return live.flatMap(tree -> tree.find(name));
    }

    /** Whether what is served has this very content. */
    boolean unchanged(String name) throws IOException {
        Optional<Tree.Found> now = find(name);
        Optional<Tree.Found> before = former(name);
        return now.isPresent()
                && before.isPresent()
                && now.get().size() == before.get().size()
                && Files.mismatch(now.get().path(), before.get().path()) == -1;
    }

    /** A signature beside an entry point does not vanish: clients that saw it would refuse the entry point without. */
    void demandAsBefore(String name) throws Contradiction {
        if (former(name).isPresent() && find(name).isEmpty() && carries(name)) {
            throw new Contradiction("%s is absent, and it was there before", full(name));
        }
    }
}
