package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * Takes a project's tree off a storage, and all that was known of it: for one that is off the mirror's list. The tree is
 * gone from its place in one step; what was cut short goes on with the next try.
 */
public final class Reclaim {
    private static final String TRASH = "reclaimed";

    private final StorageState state;
    private final Path storage;

    public Reclaim(Path storage) {
        this.storage = storage;
        this.state = new StorageState(storage);
    }

    /**
     * Does it; says in a sentence why it cannot.
     *
     * @param claimed paths of trees that the mirror carries, maybe under another name and not synced yet
     */
    public Optional<String> of(String project, Collection<String> claimed) throws IOException {
        Optional<SyncResult> known = state.result(project);
        if (known.isEmpty()) {
            return Optional.of("Nothing was ever synced as " + project + " on " + storage
                    + "; its .micromirror has a directory for each project that was.");
        }
        String path = known.get().path();
        Optional<String> carried =
                claimed.stream().filter(each -> overlap(each, path)).findFirst();
        if (carried.isPresent()) {
            return Optional.of("The tree of " + project + ", " + path + ", is what the mirror carries as "
                    + carried.get() + ", so nothing was deleted.");
        }
        Optional<String> other = state.status().projects().stream()
                .filter(each -> !each.project().equals(project) && overlap(each.path(), path))
                .map(SyncResult::project)
                .findFirst();
        if (other.isPresent()) {
            return Optional.of("The tree of " + project + ", " + path + ", is " + other.get()
                    + "'s as well, so nothing was deleted; reclaim that one first, or take nothing away.");
        }
        try (Flock lock = Flock.tryAcquire(state.lock(project, path)).orElse(null)) {
            if (lock == null) {
                return Optional.of(
                        "A run of " + project + " is under way, so nothing was deleted; try again after it.");
            }
            take(project, storage.resolve(path).normalize());
        }
        return Optional.empty();
    }

    private void take(String project, Path tree) throws IOException {
        Path work = state.of(project);
        Path trash = work.resolve(TRASH);
        new Tree(trash).delete();
        if (Tree.isDirectory(tree) && tree.startsWith(storage) && !tree.equals(storage)) {
            Files.move(tree, trash);
            new Tree(trash).delete();
        }
        new Tree(work).delete();
        state.tell();
    }

    private static boolean overlap(String one, String other) {
        return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
    }
}
