package io.micromirror.sync;

import io.micromirror.layout.Filter;
import io.micromirror.layout.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to fetch in, rsync's arguments out. The upstream is not trusted: no owners, devices or special files, no links out
 * of the tree, and modes may only lose bits.
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
    static final String PARTIAL = ".~tmp~";

    /** For files that are served as soon as they have their name: after a power cut they must not be short. */
    private static final String FLUSHED = "--fsync";

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
            "--partial-dir=" + PARTIAL,
            // The upstream's leftovers stay there; ours may be deleted, which an exclude alone would prevent.
            "--filter=risk " + PARTIAL + "/",
            "--exclude=" + PARTIAL + "/");

    private RsyncCommand() {}

    /**
     * All content into the live tree. Deletes nothing. Files that may change under their name are put in place together
     * at the end; packages never do, and without that rsync needs not hold the whole list in memory.
     */
    static List<String> content(Layout layout, String upstream, Place place) {
        List<String> options = new ArrayList<>(filters(layout.content()));
        if (layout.replacesContent()) {
            options.add("--delay-updates");
            options.add(FLUSHED);
        }
        return line(place, options, upstream, place.live());
    }

    /** All entry points into the stage; those that are live already are linked, not fetched. */
    static List<String> entryPoints(Layout layout, String upstream, Place place) {
        List<String> options = new ArrayList<>(List.of("--prune-empty-dirs", "--link-dest=" + place.live()));
        options.addAll(filters(layout.entryPoints()));
        return line(place, options, upstream, place.stage());
    }

    /** One group's entry points again, so that the stage has what the upstream has now. */
    static List<String> entryPoints(Layout layout, String upstream, Place place, Group group) {
        List<String> options =
                new ArrayList<>(List.of("--prune-empty-dirs", "--delete", "--link-dest=" + group.live()));
        if (!layout.owns(group.path())) {
            options.addAll(filters(layout.entryPoints()));
        }
        String from = group.path().isEmpty() ? upstream : upstream + group.path() + "/";
        return line(place, options, from, group.staged());
    }

    /** Just the content that a file names. */
    static List<String> named(String upstream, Place place, Path names) {
        List<String> options = List.of("--ignore-missing-args", "--from0", "--files-from=" + names);
        return line(place, options, upstream, place.live());
    }

    /** The markers. */
    static List<String> markers(String upstream, Place place) {
        List<String> options = new ArrayList<>(filters(Layout.markers()));
        options.add(FLUSHED);
        return line(place, options, upstream, place.live());
    }

    /** Tells what the live tree has and the upstream has not; does nothing. */
    static List<String> sweep(String upstream, Place place) {
        return line(place, List.of("--dry-run", "--delete"), upstream, place.live());
    }

    /** As {@link #sweep}, only in the directories that {@link Place#names} names, and not below them. */
    static List<String> sweepNamed(String upstream, Place place) {
        List<String> options = List.of(
                "--dry-run",
                "--no-recursive",
                "--dirs",
                "--delete",
                "--delete-missing-args",
                "--from0",
                "--files-from=" + place.names());
        return line(place, options, upstream, place.live());
    }

    private static List<String> line(Place place, List<String> options, String upstream, Path target) {
        List<String> line = new ArrayList<>(guard(place.work().resolve(LOCK)));
        line.add("rsync");
        line.addAll(OPTIONS);
        line.add("--temp-dir=" + place.work().resolve(TEMPORARY));
        line.addAll(options);
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
        return List.of(
                "setpriv",
                "--pdeathsig",
                "TERM",
                "--",
                "flock",
                "--shared",
                "--no-fork",
                "--nonblock",
                lock.toString());
    }

    private static List<String> filters(List<Filter> filters) {
        return filters.stream()
                .map(filter -> switch (filter) {
                    case Filter.Include(String pattern) -> "--include=" + pattern;
                    case Filter.Exclude(String pattern) -> "--exclude=" + pattern;
                })
                .toList();
    }
}
