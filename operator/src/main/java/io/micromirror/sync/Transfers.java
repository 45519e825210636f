package io.micromirror.sync;

import io.micromirror.sync.Attempt.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The rsyncs of one run from one upstream: counts what they bring, says what is under way, watches the room, and knows
 * which ends end the run.
 */
final class Transfers {
    private final RsyncProcess rsync;
    private final Progress progress;
    private final Room room;
    private final String url;
    private final List<String> directories = new ArrayList<>();
    private Tally tally = Tally.NOTHING;

    Transfers(Tools tools, String url, Room room) {
        this.rsync = tools.rsync();
        this.progress = tools.progress();
        this.room = room;
        this.url = url;
    }

    String url() {
        return url;
    }

    Tally tally() {
        return tally;
    }

    /** Directories of the live tree whose time changed, escaped. */
    List<String> directories() {
        return directories;
    }

    void say(String what) {
        progress.say(what);
    }

    boolean stopping() {
        return rsync.stopping();
    }

    /** Brings something into the live tree. */
    RsyncExit intoTheTree(String what, List<String> command) throws IOException {
        return count(run(what, command));
    }

    /** Brings something aside, which is a change only once it goes live. */
    RsyncExit aside(String what, List<String> command) throws IOException {
        return onlyBytes(run(what, command));
    }

    /** So many files of what was brought aside went live. */
    void replaced(long files) {
        tally = tally.plus(new Tally(0, files, 0, files));
    }

    /** As {@link #aside}, of entry points, which are counted now. */
    RsyncExit staged(String what, List<String> command) throws IOException {
        RsyncExit exit = run(what, command);
        tally = tally.plus(new Tally(exit.tally().bytes(), exit.tally().files(), 0, 0));
        room.demand(url);
        demand(movedOn(exit), exit);
        return exit;
    }

    /** What takes next to no room, and may make some. */
    RsyncExit unwatched(List<String> command) throws IOException {
        RsyncExit exit = rsync.run(command, progress::count);
        tally = tally.plus(new Tally(exit.tally().bytes(), 0, 0, 0));
        return exit;
    }

    /** One of several at once; its exit is for {@link #count}. */
    RsyncExit run(List<String> command) throws IOException {
        return rsync.run(command, output -> {
            progress.count(output);
            room.watch(rsync);
        });
    }

    RsyncExit count(RsyncExit exit) {
        tally = tally.plus(exit.tally());
        room.demand(url);
        directories.addAll(exit.seen().directories());
        return exit;
    }

    boolean isFull(RsyncExit exit) {
        return exit.code() != 0 && Ending.of(url, exit).outcome() == Outcome.NO_SPACE;
    }

    /** Whether the upstream changed while it was read. */
    boolean movedOn(RsyncExit exit) {
        return exit.code() != 0 && Ending.of(url, exit).outcome() == Outcome.INCONSISTENT;
    }

    /** Ends the run for a bad end of an rsync. */
    void demand(boolean excused, RsyncExit exit) {
        if (exit.code() != 0 && !excused) {
            throw new EndedException(Ending.of(url, exit));
        }
    }

    /** Names for rsync. */
    static void write(Path file, Collection<String> names) throws IOException {
        Files.write(file, (String.join("\0", names) + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private RsyncExit run(String what, List<String> command) throws IOException {
        progress.say("Syncing from " + url + ": " + what + ".");
        return run(command);
    }

    private RsyncExit onlyBytes(RsyncExit exit) {
        tally = tally.plus(new Tally(exit.tally().bytes(), 0, 0, 0));
        room.demand(url);
        return exit;
    }
}
