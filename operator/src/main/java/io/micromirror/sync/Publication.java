package io.micromirror.sync;

import io.micromirror.sync.Stopwatch.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * Lets staged groups go live, each in one step, after all that they name lies on the disk: after a power cut, too, what
 * is served names only what is there.
 */
final class Publication {
    private final Disk disk;
    private final Place place;
    private final Stopwatch watch;

    Publication(Disk disk, Place place, Stopwatch watch) {
        this.watch = watch;
        this.disk = disk;
        this.place = place;
    }

    /** @param loose entry points of no group, which may lead to one: they come after */
    void publish(List<Group> groups, List<String> loose) throws IOException {
        if (groups.isEmpty() && loose.isEmpty()) {
            return;
        }
        for (Group group : groups) {
            // Clients of the old index go on reading what it named; content beside the entry points is there, too.
            new Tree(group.staged()).complete(new Tree(group.live()));
            way(group.path());
        }
        for (String name : loose) {
            way(name);
        }
        watch.run(Phase.FLUSH, () -> disk.flush(place.live()));
        watch.run(Phase.EXCHANGE, () -> exchange(groups, loose));
        watch.run(Phase.FLUSH, () -> disk.flush(place.live()));
    }

    private void exchange(List<Group> groups, List<String> loose) throws IOException {
        for (Group group : groups) {
            exchange(group);
        }
        for (String name : loose) {
            keepingTime(
                    place.live().resolve(name).getParent(),
                    () -> disk.rename(place.stage().resolve(name), place.live().resolve(name)));
        }
    }

    private void exchange(Group group) throws IOException {
        Call call = Tree.exists(group.live())
                ? () -> disk.exchange(group.staged(), group.live())
                : () -> disk.rename(group.staged(), group.live());
        if (group.path().isEmpty()) {
            // Above it is the storage, whose time is nobody's.
            call.run();
        } else {
            keepingTime(group.live().getParent(), call);
        }
    }

    /** The directories above a path, as the stage has them. */
    private void way(String path) throws IOException {
        for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
            Path directory = place.live().resolve(path.substring(0, at));
            if (!Tree.exists(directory)) {
                Files.createDirectory(directory);
                Tree.dress(directory, place.stage().resolve(path.substring(0, at)));
            }
        }
    }

    /** A directory's time is the upstream's: what we do in it must not look like a change of theirs. */
    static void keepingTime(Path directory, Call call) throws IOException {
        FileTime time = Files.getLastModifiedTime(directory);
        call.run();
        Files.setLastModifiedTime(directory, time);
    }

    /** Something to do in a directory. */
    interface Call {
        void run() throws IOException;
    }
}
