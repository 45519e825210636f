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
            "-rlptHS",
            "--safe-links",
            // A directory its owner cannot write to could not be synced again, nor renamed.
            "--chmod=Du+rwx,go-w,ug-s",
            "--timeout=600",
            "--no-motd",
            "--no-human-readable",
            "--stats",
            "--info=progress2",
            "--outbuf=L",
            "--out-format=" + OUT_FORMAT,
            // The upstream's leftovers stay there; ours may be deleted, which an exclude alone would prevent.
            "--filter=risk " + PARTIAL + "/",
            "--exclude=" + PARTIAL + "/");

    /** A file that was cut short is gone on with by the next run. */
    private static final String RESUMED = "--partial-dir=" + PARTIAL;

    /** Does nothing but tell. */
    private static final String DRY = "--dry-run";

    private final SyncPlan plan;
    private final String upstream;
    private final Place place;

    RsyncCommand(SyncPlan plan, String upstream, Place place) {
        this.plan = plan;
        this.upstream = upstream;
        this.place = place;
    }

    /**
     * All content into the live tree. Deletes nothing. Files that may change under their name are put in place together
     * at the end; packages never do, and without that rsync needs not hold the whole list in memory. Nor need a tree that
     * nobody sees yet, which is flushed as a whole before it is.
     */
    List<String> content() {
        List<String> options = new ArrayList<>(rules(plan.layout().content(plan.filters())));
        if (plan.layout().replacesContent() && !place.isUnseen()) {
            options.add("--delay-updates");
            options.add(FLUSHED);
        }
        return line(options, upstream, place.live());
    }

    /** All that the mirror carries, in whatever state it is. */
    List<String> seed() {
        List<String> options = new ArrayList<>(List.of("--exclude=/" + StorageState.DIRECTORY + "/"));
        options.addAll(rules(plan.layout().group(plan.filters())));
        return line(options, upstream, place.live());
    }

    /** Tells what {@link #content} would bring; does nothing. */
    List<String> look() {
        List<String> options = new ArrayList<>(rules(plan.layout().content(plan.filters())));
        options.add(DRY);
        return line(options, upstream, place.live());
    }

    /** What {@link #look} told of, by name, into the live tree. */
    List<String> walked(Path names) {
        return replacing(names, rules(plan.layout().content(plan.filters())));
    }

    /** As {@link #walked}, beside the live tree, and only what that has not like this. */
    List<String> walkedAside(Path names) {
        return aside(names, rules(plan.layout().content(plan.filters())));
    }

    /** As {@link #listed}, beside the live tree, and only what that has not like this. */
    List<String> listedAside(Path names) {
        return aside(names, List.of());
    }

    private List<String> aside(Path names, List<String> rules) {
        List<String> options = new ArrayList<>(byName(names));
        options.add("--compare-dest=" + place.live());
        // The tree itself among the names would bring all that lies at its root.
        options.addAll(rules);
        return line(options, upstream, place.incoming());
    }

    private List<String> replacing(Path names, List<String> rules) {
        List<String> options = new ArrayList<>(byName(names));
        if (plan.layout().replacesContent()) {
            options.add("--delay-updates");
            options.add(FLUSHED);
        }
        options.addAll(rules);
        return line(options, upstream, place.live());
    }

    /** All entry points into the stage; those that are live already are linked, not fetched. */
    List<String> entryPoints() {
        List<String> options = new ArrayList<>(staging());
        options.addAll(rules(plan.layout().entryPoints(plan.filters())));
        return line(options, upstream, place.stage());
    }

    /**
     * One group's entry points again, so that the stage has what the upstream has now. By the path from the tree's root,
     * from which the filters are told.
     */
    List<String> entryPoints(Group group) {
        List<String> options = new ArrayList<>(staging());
        options.add("--delete");
        Layout layout = plan.layout();
        options.addAll(
                rules(layout.owns(group.path()) ? layout.group(plan.filters()) : layout.entryPoints(plan.filters())));
        if (group.path().isEmpty()) {
            return line(options, upstream, place.stage());
        }
        options.addAll(List.of("--relative", "--no-implied-dirs"));
        return line(options, upstream + "./" + group.path() + "/", place.stage());
    }

    private List<String> staging() {
        List<String> options = new ArrayList<>(List.of("--prune-empty-dirs", "--link-dest=" + place.live()));
        if (place.isDoubted()) {
            options.add("--checksum");
        }
        return options;
    }

    /** Files by name, aside, whatever is here under that name. */
    List<String> anew(Path names) {
        return line(byName(names), upstream, place.incoming());
    }

    /**
     * Just the content that a file names.
     *
     * @param beside how many of them run at once
     */
    List<String> named(Path names, int beside) {
        List<String> options = List.of("--ignore-missing-args", "--from0", "--files-from=" + names);
        return line(options, upstream, place.live(), beside);
    }

    /** The upstream's list of files, which lies in its tree. */
    List<String> list(String path, Path directory) {
        return line(List.of(), upstream + path, directory);
    }

    /** The files by which the upstream says that it is being updated. */
    List<String> busy() {
        List<String> options = new ArrayList<>();
        options.add("--max-size=64K");
        options.addAll(rules(plan.layout().flags()));
        return line(options, upstream, place.busy());
    }

    /** The names of the mirrors above this one, which the upstream may keep; nobody has a hundred. */
    List<String> chain(String path) {
        return line(List.of("--ignore-missing-args", "--max-size=64K"), upstream + path, place.chain());
    }

    /** What a list of files names as new: files, links and directories themselves. */
    List<String> listed(Path names) {
        return replacing(names, List.of());
    }

    /** Entry points by name into the stage, as {@link #entryPoints()}. */
    List<String> listedEntryPoints(Path names) {
        List<String> options = new ArrayList<>(byName(names));
        options.add("--link-dest=" + place.live());
        return line(options, upstream, place.stage());
    }

    private static List<String> byName(Path names) {
        return List.of("--no-recursive", "--dirs", "--ignore-missing-args", "--from0", "--files-from=" + names);
    }

    /** The markers, among what a file names. */
    List<String> markers(Path names) {
        List<String> options = new ArrayList<>(byName(names));
        options.addAll(rules(Layout.markers(plan.filters(), plan.own())));
        options.add(FLUSHED);
        return line(options, upstream, place.live());
    }

    /** Tells what the live tree has and the upstream has not, or the mirror does not carry; does nothing. */
    List<String> sweep() {
        List<String> options = new ArrayList<>(List.of(DRY, "--delete", "--delete-excluded"));
        options.addAll(rules(plan.layout().sweep(plan.filters(), plan.own())));
        return line(options, upstream, place.live());
    }

    /** As {@link #sweep}, only in the directories that {@link Place#names} names, and not below them. */
    List<String> sweepNamed() {
        List<String> options = new ArrayList<>(List.of(
                DRY,
                "--no-recursive",
                "--dirs",
                "--delete",
                "--delete-excluded",
                "--delete-missing-args",
                "--from0",
                "--files-from=" + place.names()));
        options.addAll(rules(plan.layout().sweep(plan.filters(), plan.own())));
        return line(options, upstream, place.live());
    }

    private List<String> line(List<String> options, String from, Path target) {
        return line(options, from, target, 1);
    }

    private List<String> line(List<String> options, String from, Path target, int beside) {
        List<String> line = new ArrayList<>(guard(place.work().resolve(LOCK)));
        line.add("rsync");
        line.addAll(OPTIONS);
        line.add("--temp-dir=" + place.work().resolve(TEMPORARY));
        if (!options.contains(DRY)) {
            line.add(RESUMED);
        }
        if (plan.limits().bandwidth() > 0) {
            // In units of 1024 bytes; 0 would mean no limit.
            line.add("--bwlimit=" + Math.max(1, plan.limits().bandwidth() / 1024 / beside));
        }
        if (from.startsWith("rsync:")) {
            line.add("--contimeout=60");
        }
        line.addAll(options);
        line.add("--");
        line.add(from);
        line.add(target + "/");
        return List.copyOf(line);
    }

    /**
     * rsync gets SIGTERM when we die, however we die, and holds a lock of its own while any of its processes lives. All
     * three programs exec the next, so the process we started is rsync itself.
     */
    private static List<String> guard(Path lock) {
        return List.of(
                "setpriv",
                "--pdeathsig",
                "TERM",
                "--",
                // Whoever downloads comes first.
                "ionice",
                "--class=idle",
                "--",
                "flock",
                "--shared",
                "--no-fork",
                "--nonblock",
                lock.toString());
    }

    /** A filter's prefix ends at its first space, so a pattern cannot be taken for another rule. */
    private static List<String> rules(List<Filter> filters) {
        return filters.stream()
                .map(filter -> switch (filter) {
                    case Filter.Include(String pattern) -> "--filter=+ " + pattern;
                    case Filter.Exclude(String pattern) -> "--filter=- " + pattern;
                    case Filter.Protect(String pattern) -> "--filter=P " + pattern;
                    case Filter.Risk(String pattern) -> "--filter=R " + pattern;
                })
                .toList();
    }
}
