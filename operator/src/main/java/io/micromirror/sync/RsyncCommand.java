package io.micromirror.sync;

import io.micromirror.layout.Filter;
import io.micromirror.layout.Pass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass in, rsync's arguments out. The upstream is not trusted: no owners, devices or special files, no links out of
 * the tree, and modes may only lose bits.
 */
final class RsyncCommand {
    /** What changed (%i), bytes that came for it (%b), its name with everything unprintable escaped (%n). */
    static final String OUT_FORMAT = "%i|%b|%n";

    /** Held by the processes that write, so that it is free only when the last of them is gone. */
    static final String LOCK = "rsync.lock";

    /** Where rsync puts a file together before it is renamed into the tree: nothing half-done lies in the tree. */
    static final String TEMPORARY = "tmp";

    /**
     * What rsync calls its directory of held-back files unless told otherwise. Mirrors hide this name, and upstreams that
     * are mirrors themselves have leftovers by it.
     */
    private static final String PARTIAL = ".~tmp~";

    private static final List<String> OPTIONS = List.of(
            "-rlptH",
            "--safe-links",
            // A directory its owner cannot write to could not be synced again, nor renamed.
            "--chmod=Du+rwx,go-w,ug-s",
            "--timeout=600",
            "--contimeout=60",
            "--no-motd",
            "--no-human-readable",
            "--stats",
            "--info=progress2",
            "--outbuf=L",
            "--out-format=" + OUT_FORMAT,
            // A file that was cut short is gone on with by the next run.
            "--partial-dir=" + PARTIAL);

    private RsyncCommand() {}

    /** @param work the project's state directory, on the file system of the target */
    static List<String> line(Pass pass, String upstream, Path target, Path work) {
        List<String> line = new ArrayList<>(guard(work.resolve(LOCK)));
        line.add("rsync");
        line.addAll(OPTIONS);
        line.add("--temp-dir=" + work.resolve(TEMPORARY));
        if (pass.delaysUpdates()) {
            line.add("--delay-updates");
        }
        if (pass.deletes()) {
            line.add("--delete-delay");
        }
        // The upstream's leftovers stay there; ours may be deleted, which an exclude alone would prevent.
        line.add("--filter=risk " + PARTIAL + "/");
        line.add("--exclude=" + PARTIAL + "/");
        pass.filters().forEach(filter -> line.add(option(filter)));
        line.add("--");
        line.add(upstream);
        line.add(target + "/");
        return List.copyOf(line);
    }

    /**
     * rsync gets SIGTERM when we die, however we die, and holds a lock of its own while any of its processes lives. Both
     * programs exec the next, so the process we started is rsync itself.
     */
    private static List<String> guard(Path lock) {
        return List.of("setpriv", "--pdeathsig", "TERM", "--", "flock", "--no-fork", "--nonblock", lock.toString());
    }

    private static String option(Filter filter) {
        return switch (filter) {
            case Filter.Include(String pattern) -> "--include=" + pattern;
            case Filter.Exclude(String pattern) -> "--exclude=" + pattern;
        };
    }
}
