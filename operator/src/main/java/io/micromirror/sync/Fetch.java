package io.micromirror.sync;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that one run asks of one upstream. Keeps count. What makes going on pointless ends the run; an upstream that
 * merely moved on does not.
 */
final class Fetch {
    private static final int VANISHED = 24;
    private static final Pattern PLAIN_NAME = Pattern.compile("(?!(.*/)?\\.\\.?(/|$))[^/\\p{Cntrl}][^\\p{Cntrl}]*");

    private final RsyncProcess rsync;
    private final Progress progress;
    private final Place place;
    private final String url;
    private final Room room;
    private final List<String> directories = new ArrayList<>();
    private Tally tally = Tally.NOTHING;
    private long listed;

    Fetch(RsyncProcess rsync, Progress progress, Place place, String url, Room room) {
        this.rsync = rsync;
        this.progress = progress;
        this.place = place;
        this.url = url;
        this.room = room;
    }

    String url() {
        return url;
    }

    Tally tally() {
        return tally;
    }

    /** Files of content that the upstream has. */
    long listed() {
        return listed;
    }

    /** Directories of the live tree whose time changed, escaped. */
    List<String> directories() {
        return directories;
    }

    /** All content. A file that vanished meanwhile is asked for again only where no proof would miss it. */
    void content(Layout layout) throws IOException {
        List<String> command = RsyncCommand.content(layout, url, place);
        RsyncExit exit = intoTheTree("content", command);
        boolean vanished = exit.code() == VANISHED && layout.hasGroups();
        if (!vanished && movedOn(exit)) {
            progress.say(url + " changed while it was read: trying again at once.");
            exit = intoTheTree("content", command);
            vanished = exit.code() == VANISHED && layout.hasGroups();
        }
        listed = exit.seen().listed();
        demand(vanished, exit);
    }

    /** All entry points, staged; false when the upstream moved on meanwhile. */
    boolean entryPoints(Layout layout) throws IOException {
        Files.createDirectories(place.stage());
        return staged("entry points", RsyncCommand.entryPoints(layout, url, place));
    }

    /** One group's, as {@link #entryPoints(Layout)}. */
    boolean entryPoints(Layout layout, Group group) throws IOException {
        Files.createDirectories(group.staged());
        return staged(group.name(), RsyncCommand.entryPoints(layout, url, place, group));
    }

    /** Content by name, as far as the upstream has it. */
    void named(Collection<String> paths) throws IOException {
        List<String> names = paths.stream()
                .filter(path -> PLAIN_NAME.matcher(path).matches())
                .toList();
        if (!names.isEmpty()) {
            write(names);
            RsyncExit exit = intoTheTree(names.size() + " missing files", RsyncCommand.named(url, place));
            demand(movedOn(exit), exit);
        }
    }

    void markers() throws IOException {
        RsyncExit exit = intoTheTree("markers", RsyncCommand.markers(url, place));
        demand(exit.code() == VANISHED, exit);
    }

    /** What is here and not at the upstream, escaped: everywhere. */
    List<String> gone() throws IOException {
        return looked(run("looking for what is gone", RsyncCommand.sweep(url, place)));
    }

    /** As {@link #gone()}, only in these directories. */
    List<String> gone(Collection<String> in) throws IOException {
        if (in.isEmpty()) {
            return List.of();
        }
        write(in.stream().map(directory -> "./" + directory + "/").toList());
        return looked(run("looking for what is gone", RsyncCommand.sweepNamed(url, place)));
    }

    private List<String> looked(RsyncExit exit) {
        tally = tally.plus(new Tally(exit.tally().bytes(), 0, 0, 0));
        demand(exit.code() == VANISHED, exit);
        return exit.seen().gone();
    }

    private RsyncExit intoTheTree(String what, List<String> command) throws IOException {
        RsyncExit exit = run(what, command);
        tally = tally.plus(exit.tally());
        directories.addAll(exit.seen().directories());
        return exit;
    }

    /** What is staged is a change only once it goes live. */
    private boolean staged(String what, List<String> command) throws IOException {
        RsyncExit exit = run(what, command);
        tally = tally.plus(new Tally(exit.tally().bytes(), exit.tally().files(), 0, 0));
        demand(movedOn(exit), exit);
        return exit.code() == 0;
    }

    private RsyncExit run(String what, List<String> command) throws IOException {
        progress.say("Syncing from " + url + ": " + what + ".");
        RsyncExit exit = rsync.run(command, output -> {
            progress.count(output);
            room.watch(rsync);
        });
        room.demand(url);
        return exit;
    }

    private boolean movedOn(RsyncExit exit) {
        return exit.code() != 0 && Ending.of(url, exit).outcome() == Outcome.INCONSISTENT;
    }

    private void demand(boolean excused, RsyncExit exit) {
        if (exit.code() != 0 && !excused) {
            throw new EndedException(Ending.of(url, exit));
        }
    }

    private void write(List<String> names) throws IOException {
        Files.write(place.names(), (String.join("\0", names) + "\0").getBytes(StandardCharsets.UTF_8));
    }
}
