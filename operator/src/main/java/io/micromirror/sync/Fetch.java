package io.micromirror.sync;

import io.micromirror.sync.Attempt.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/**
 * Everything that one run asks of one upstream. Keeps count. What makes going on pointless ends the run; an upstream that
 * merely moved on does not.
 */
final class Fetch {
    private static final int PARTIAL = 23;
    private static final int VANISHED = 24;

    /** So few are not worth another connection. */
    private static final int FEW = 4;

    private static final Pattern PLAIN_NAME = Pattern.compile("(?!(.*/)?\\.\\.?(/|$))[^/\\p{Cntrl}][^\\p{Cntrl}]*");

    private final RsyncProcess rsync;
    private final Progress progress;
    private final Place place;
    private final SyncPlan plan;
    private final String url;
    private final RsyncCommand commands;
    private final Room room;
    private final List<String> directories = new ArrayList<>();
    private Tally tally = Tally.NOTHING;
    private long listed;
    private Optional<Size> content = Optional.empty();
    private Size entryPoints = Size.NOTHING;
    private Size markers = Size.NOTHING;

    Fetch(Tools tools, Place place, SyncPlan plan, String url, Room room) {
        this.rsync = tools.rsync();
        this.progress = tools.progress();
        this.place = place;
        this.plan = plan;
        this.url = url;
        this.commands = new RsyncCommand(plan, url, place);
        this.room = room;
    }

    String url() {
        return url;
    }

    Tally tally() {
        return tally;
    }

    /** Files of content that the upstream has, as far as was looked. */
    long listed() {
        return listed;
    }

    /** Of the whole tree, once all content was looked at. */
    Optional<Size> size() {
        return content.map(entryPoints.plus(markers)::plus);
    }

    /** Directories of the live tree whose time changed, escaped. */
    List<String> directories() {
        return directories;
    }

    /** All content. A file that vanished meanwhile is asked for again only where no proof would miss it. */
    void content() throws IOException {
        List<String> command = commands.content();
        RsyncExit exit = intoTheTree("content", command);
        boolean vanished = exit.code() == VANISHED && plan.layout().hasGroups();
        if (!vanished && movedOn(exit)) {
            progress.say(url + " changed while it was read: trying again at once.");
            exit = intoTheTree("content", command);
            vanished = exit.code() == VANISHED && plan.layout().hasGroups();
        }
        listed = exit.seen().listed();
        content = Optional.of(exit.seen().size());
        demand(vanished, exit);
    }

    /** All entry points, staged; false when the upstream moved on meanwhile. */
    boolean entryPoints() throws IOException {
        Files.createDirectories(place.stage());
        RsyncExit exit = staged("entry points", commands.entryPoints());
        entryPoints = exit.seen().size();
        return exit.code() == 0;
    }

    /** One group's, as {@link #entryPoints()}. */
    boolean entryPoints(Group group) throws IOException {
        Files.createDirectories(group.staged());
        return staged(group.name(), commands.entryPoints(group)).code() == 0;
    }

    /**
     * Content by name, as far as the upstream has it. Over a few connections: the upstream may drop any of it any moment,
     * and one that is refused is no loss.
     */
    void named(Collection<String> paths) throws IOException {
        List<String> names = paths.stream()
                .filter(path -> PLAIN_NAME.matcher(path).matches())
                .toList();
        if (names.isEmpty()) {
            return;
        }
        progress.say("Syncing from " + url + ": " + names.size() + " missing files.");
        List<FutureTask<RsyncExit>> tasks = new ArrayList<>();
        List<List<String>> parts = parts(names);
        for (List<String> part : parts) {
            write(place.names(tasks.size()), part);
            List<String> command = commands.named(place.names(tasks.size()), parts.size());
            FutureTask<RsyncExit> task = new FutureTask<>(() -> run(command));
            Thread.ofPlatform().name("rsync").start(task);
            tasks.add(task);
        }
        List<RsyncExit> exits = new ArrayList<>();
        for (FutureTask<RsyncExit> task : tasks) {
            exits.add(count(joined(task)));
        }
        exits.stream().filter(this::isFull).forEach(exit -> demand(false, exit));
        boolean some = exits.stream().anyMatch(exit -> exit.code() == 0 || movedOn(exit));
        demand(some && !rsync.stopping(), exits.getFirst());
    }

    private List<List<String>> parts(List<String> names) {
        int count = Math.clamp(names.size() / FEW, 1, plan.limits().connections());
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(names.subList(names.size() * i / count, names.size() * (i + 1) / count));
        }
        return parts;
    }

    private static RsyncExit joined(FutureTask<RsyncExit> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException | InterruptedException broken) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    /** The upstream's list of files; false when it has none. */
    boolean list(Listing listing) throws IOException {
        RsyncExit exit = run("list of files", commands.list(listing.path(), listing.directory()));
        tally = tally.plus(new Tally(exit.tally().bytes(), 0, 0, 0));
        room.demand(url);
        boolean absent = exit.code() == PARTIAL && Ending.of(url, exit).outcome() == Outcome.REFUSED;
        demand(absent, exit);
        return !absent;
    }

    /** Whether the storage has room for so many bytes. */
    boolean fits(long bytes) {
        return room.fits(bytes);
    }

    /** Ends the run if it has not; {@code what} begins the sentence that says so. */
    void demand(String what, long bytes) {
        room.demand(what, bytes);
    }

    /** Content that a list names as new. What is not for everybody yet may not be for us. */
    void listed(Changes changes) throws IOException {
        demand("What is new at " + url + " takes", changes.need());
        listed = changes.listed();
        if (changes.names() > 0) {
            RsyncExit exit = intoTheTree(changes.names() + " new or changed files", commands.listed(changes.content()));
            demand(movedOn(exit), exit);
        }
        if (changes.restrictedNames() > 0) {
            RsyncExit exit = intoTheTree("files before their release", commands.listed(changes.restricted()));
            demand(movedOn(exit) || exit.code() == PARTIAL, exit);
        }
    }

    /** Entry points by name, staged. */
    void entryPoints(List<String> names) throws IOException {
        Files.createDirectories(place.stage());
        write(place.names(), names);
        staged("entry points", commands.listedEntryPoints(place.names()));
    }

    void markers() throws IOException {
        RsyncExit exit = intoTheTree("markers", commands.markers());
        demand(exit.code() == VANISHED, exit);
        markers = exit.seen().size();
    }

    /** The file by which the upstream says that it is being updated; absent: it does not say so. */
    Optional<String> busy() throws IOException {
        if (plan.layout().busy().isEmpty()) {
            return Optional.empty();
        }
        new Tree(place.busy()).delete();
        Files.createDirectories(place.busy());
        progress.say("Asking " + url + " whether an update is under way.");
        RsyncExit exit = unwatched(commands.busy());
        demand(exit.code() == VANISHED, exit);
        return new Tree(place.busy()).files().stream().findFirst();
    }

    /** The mirrors above this one; nothing when the upstream keeps no such file. */
    void chain(String path) throws IOException {
        new Tree(place.chain()).delete();
        Files.createDirectories(place.chain());
        RsyncExit exit = unwatched(commands.chain(path));
        demand(false, exit);
    }

    /** What is here and not at the upstream, escaped: everywhere. */
    List<String> gone() throws IOException {
        return looked(commands.sweep());
    }

    /** As {@link #gone()}, only in these directories. */
    List<String> gone(Collection<String> in) throws IOException {
        if (in.isEmpty()) {
            return List.of();
        }
        write(
                place.names(),
                in.stream().map(directory -> "./" + directory + "/").toList());
        return looked(commands.sweepNamed());
    }

    private List<String> looked(List<String> command) throws IOException {
        progress.say("Looking for what " + url + " no longer has.");
        RsyncExit exit = unwatched(command);
        demand(exit.code() == VANISHED, exit);
        listed = Math.max(listed, exit.seen().listed());
        return exit.seen().gone();
    }

    /** What takes next to no room, and may make some. */
    private RsyncExit unwatched(List<String> command) throws IOException {
        RsyncExit exit = rsync.run(command, progress::count);
        tally = tally.plus(new Tally(exit.tally().bytes(), 0, 0, 0));
        return exit;
    }

    private RsyncExit intoTheTree(String what, List<String> command) throws IOException {
        return count(run(what, command));
    }

    private RsyncExit count(RsyncExit exit) {
        tally = tally.plus(exit.tally());
        room.demand(url);
        directories.addAll(exit.seen().directories());
        return exit;
    }

    /** What is staged is a change only once it goes live. */
    private RsyncExit staged(String what, List<String> command) throws IOException {
        RsyncExit exit = run(what, command);
        tally = tally.plus(new Tally(exit.tally().bytes(), exit.tally().files(), 0, 0));
        room.demand(url);
        demand(movedOn(exit), exit);
        return exit;
    }

    private RsyncExit run(String what, List<String> command) throws IOException {
        progress.say("Syncing from " + url + ": " + what + ".");
        return run(command);
    }

    private RsyncExit run(List<String> command) throws IOException {
        return rsync.run(command, output -> {
            progress.count(output);
            room.watch(rsync);
        });
    }

    private boolean isFull(RsyncExit exit) {
        return exit.code() != 0 && Ending.of(url, exit).outcome() == Outcome.NO_SPACE;
    }

    private boolean movedOn(RsyncExit exit) {
        return exit.code() != 0 && Ending.of(url, exit).outcome() == Outcome.INCONSISTENT;
    }

    private void demand(boolean excused, RsyncExit exit) {
        if (exit.code() != 0 && !excused) {
            throw new EndedException(Ending.of(url, exit));
        }
    }

    private static void write(Path file, List<String> names) throws IOException {
        Files.write(file, (String.join("\0", names) + "\0").getBytes(StandardCharsets.UTF_8));
    }
}
