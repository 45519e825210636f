package io.micromirror.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the whole upstream with a tree that is served, then brings what changed by its name. The look keeps no partial
 * files, for which rsync would ask the file system at each file that did not change: a third of its time.
 */
final class Walk {
    /** Names that are kept in memory; beyond them, what changed is found again by the rsync that brings it. */
    static final int MOST = 50_000;

    private final Transfers transfers;
    private final RsyncCommand commands;
    private final Place place;
    private final Bringing bringing;

    /** What brings content that a file names. */
    @FunctionalInterface
    interface Bringing {
        RsyncExit bring(String what) throws IOException;
    }

    Walk(Transfers transfers, RsyncCommand commands, Place place, Bringing bringing) {
        this.transfers = transfers;
        this.commands = commands;
        this.place = place;
        this.bringing = bringing;
    }

    /** All content that changed; what the exit saw is of the whole tree. */
    RsyncExit run() throws IOException {
        RsyncExit look = transfers.aside("content", commands.look());
        if (look.seen().changed().isEmpty() || !look.isOfTheTree()) {
            return look;
        }
        Optional<List<String>> names = names(look.seen());
        if (names.isEmpty()) {
            return transfers.intoTheTree("content", commands.content());
        }
        Transfers.write(place.names(0), names.get());
        RsyncExit brought = bringing.bring(names.get().size() + " new or changed files");
        RsyncExit worse = brought.code() == 0 ? look : brought;
        return new RsyncExit(worse.code(), brought.tally(), look.seen(), worse.complaints());
    }

    /** Nothing: too many for names, or one of several names of a file, of which only a walk tells the others. */
    private static Optional<List<String>> names(Seen seen) {
        List<String> names = new ArrayList<>();
        for (String escaped : seen.changed()) {
            Optional<String> name = Escaped.name(escaped);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            // With a slash at its end a directory's name would mean what it holds.
            names.add(name.get().replaceFirst("/$", ""));
        }
        return seen.linked() || names.size() > MOST ? Optional.empty() : Optional.of(names);
    }
}
