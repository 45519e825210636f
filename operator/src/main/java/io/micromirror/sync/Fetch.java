package io.micromirror.sync;

import io.micromirror.layout.Layout;
import io.micromirror.sync.Attempt.Tools;
import java.io.IOException;
import java.nio.file.Files;
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
    /** So few are not worth another connection. */
    private static final int FEW = 4;

    private static final Pattern PLAIN_NAME = Pattern.compile("(?!(.*/)?\\.\\.?(/|$))[^/\\p{Cntrl}][^\\p{Cntrl}]*");

    private final Transfers transfers;
    private final Place place;
    private final SyncPlan plan;
    private final RsyncCommand commands;
    private final Replacement replacement;
    private final Room room;
    private long listed;
    private Optional<Size> content = Optional.empty();
    private Size entryPoints = Size.NOTHING;
    private Size markers = Size.NOTHING;

    Fetch(Tools tools, Place place, SyncPlan plan, String url, Room room) {
        this.transfers = new Transfers(tools, url, room);
        this.place = place;
        this.plan = plan;
        this.commands = new RsyncCommand(plan, url, place);
        this.replacement = new Replacement(transfers, commands, place, tools.disk());
        this.room = room;
    }

    String url() {
        return transfers.url();
    }

    Tally tally() {
        return transfers.tally();
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
        return transfers.directories();
    }

    /** All content. A file that vanished meanwhile is asked for again only where no proof would miss it. */
    void content() throws IOException {
        RsyncExit exit = look();
        boolean vanished = exit.code() == RsyncExit.VANISHED && plan.layout().hasGroups();
        if (!vanished && transfers.movedOn(exit)) {
            transfers.say(url() + " changed while it was read: trying again at once.");
            exit = look();
            vanished = exit.code() == RsyncExit.VANISHED && plan.layout().hasGroups();
        }
        listed = exit.seen().listed();
        content = Optional.of(exit.seen().size());
        transfers.demand(vanished, exit);
    }

    private RsyncExit look() throws IOException {
        return place.isUnseen()
                ? transfers.intoTheTree("content", commands.content())
                : new Walk(transfers, commands, place, this::walked).run();
    }

    private RsyncExit walked(String what) throws IOException {
        return replaces()
                ? replacement.walked(what, place.names(0))
                : transfers.intoTheTree(what, commands.walked(place.names(0)));
    }

    private boolean replaces() {
        return plan.layout().replacesContent();
    }

    /** All entry points, staged; false when the upstream moved on meanwhile. */
    boolean entryPoints() throws IOException {
        Files.createDirectories(place.stage());
        RsyncExit exit = transfers.staged("entry points", commands.entryPoints());
        entryPoints = exit.seen().size();
        return exit.code() == 0;
    }

    /** One group's, as {@link #entryPoints()}. */
    boolean entryPoints(Group group) throws IOException {
        Files.createDirectories(group.staged());
        return transfers.staged(group.name(), commands.entryPoints(group)).code() == 0;
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
        transfers.say("Syncing from " + url() + ": " + names.size() + " missing files.");
        List<FutureTask<RsyncExit>> tasks = new ArrayList<>();
        List<List<String>> parts = parts(names);
        for (List<String> part : parts) {
            Transfers.write(place.names(tasks.size()), part);
            List<String> command = commands.named(place.names(tasks.size()), parts.size());
            FutureTask<RsyncExit> task = new FutureTask<>(() -> transfers.run(command));
            Thread.ofPlatform().name("rsync").start(task);
            tasks.add(task);
        }
        List<RsyncExit> exits = new ArrayList<>();
        for (FutureTask<RsyncExit> task : tasks) {
            exits.add(transfers.count(joined(task)));
        }
        exits.stream().filter(transfers::isFull).forEach(exit -> transfers.demand(false, exit));
        boolean some = exits.stream().anyMatch(exit -> exit.code() == 0 || transfers.movedOn(exit));
        transfers.demand(some && !transfers.stopping(), exits.getFirst());
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
        RsyncExit exit = transfers.aside("list of files", commands.list(listing.path(), listing.directory()));
        boolean absent =
                exit.code() == RsyncExit.PARTIAL && Ending.of(url(), exit).outcome() == Outcome.REFUSED;
        transfers.demand(absent, exit);
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
        demand("What is new at " + url() + " takes", changes.need());
        listed = changes.listed();
        if (changes.names() > 0) {
            String what = changes.names() + " new or changed files";
            RsyncExit exit = replaces()
                    ? replacement.named(what, changes.content())
                    : transfers.intoTheTree(what, commands.listed(changes.content()));
            transfers.demand(transfers.movedOn(exit), exit);
        }
        if (changes.restrictedNames() > 0) {
            RsyncExit exit = transfers.intoTheTree("files before their release", commands.listed(changes.restricted()));
            transfers.demand(transfers.movedOn(exit) || exit.code() == RsyncExit.PARTIAL, exit);
        }
    }

    /** Entry points by name, staged. */
    void entryPoints(List<String> names) throws IOException {
        Files.createDirectories(place.stage());
        Transfers.write(place.names(), names);
        transfers.staged("entry points", commands.listedEntryPoints(place.names()));
    }

    void markers() throws IOException {
        Transfers.write(place.names(), Layout.markerNames(new Tree(place.live()).directories()));
        RsyncExit exit = transfers.intoTheTree("markers", commands.markers(place.names()));
        transfers.demand(exit.code() == RsyncExit.VANISHED, exit);
        markers = exit.seen().size();
    }

    /** The file by which the upstream says that it is being updated; absent: it does not say so. */
    Optional<String> busy() throws IOException {
        if (plan.layout().busy().isEmpty()) {
            return Optional.empty();
        }
        new Tree(place.busy()).delete();
        Files.createDirectories(place.busy());
        transfers.say("Asking " + url() + " whether an update is under way.");
        RsyncExit exit = transfers.unwatched(commands.busy());
        transfers.demand(exit.code() == RsyncExit.VANISHED, exit);
        return new Tree(place.busy()).files().stream().findFirst();
    }

    /** The mirrors above this one; nothing when the upstream keeps no such file. */
    void chain(String path) throws IOException {
        new Tree(place.chain()).delete();
        Files.createDirectories(place.chain());
        RsyncExit exit = transfers.unwatched(commands.chain(path));
        transfers.demand(false, exit);
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
        Transfers.write(
                place.names(),
                in.stream().map(directory -> "./" + directory + "/").toList());
        return looked(commands.sweepNamed());
    }

    private List<String> looked(List<String> command) throws IOException {
        transfers.say("Looking for what " + url() + " no longer has.");
        RsyncExit exit = transfers.unwatched(command);
        transfers.demand(exit.code() == RsyncExit.VANISHED, exit);
        if (listed == 0) {
            listed = exit.seen().listed();
        }
        return exit.seen().gone();
    }
}
