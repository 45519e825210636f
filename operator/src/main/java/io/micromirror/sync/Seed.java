package io.micromirror.sync;

import io.micromirror.sync.Attempt.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the first content of a tree comes from, so that little of it has to come from an upstream: a disk that someone
 * brought, an old mirror's tree, a neighbour. What it gives counts for nothing until the upstream's entry points prove it.
 *
 * @param url of rsync, or an absolute path, ending in {@code /}
 */
record Seed(String url) {
    private static final int PARTIAL = 23;
    private static final int VANISHED = 24;
    private static final String RSYNC = "rsync://";

    /**
     * What a person wrote.
     *
     * @throws IllegalArgumentException with a sentence, when it is neither a URL nor a directory
     */
    static Seed of(String from) {
        String directory = from.endsWith("/") ? from : from + "/";
        if (from.startsWith(RSYNC)) {
            return new Seed(directory);
        }
        Path path = Path.of(from).toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("'" + Sentence.plain(from, 80)
                    + "' is neither a directory nor an rsync URL such as rsync://box.example.net/fedora/");
        }
        return new Seed(path + "/");
    }

    /** Brings all that the mirror carries and the seed has, over what an earlier try brought; why it cannot. */
    Optional<Ending> bring(SyncPlan plan, Place place, Tools tools, Room room) throws IOException {
        Transfers transfers = new Transfers(tools, url, room);
        try {
            RsyncExit exit = transfers.aside("first content", new RsyncCommand(plan, url, place).seed());
            // What it lacks, or will not give, the upstream has.
            boolean some = exit.code() == VANISHED
                    || (exit.code() == PARTIAL && exit.seen().listed() > 0);
            transfers.demand(some, exit);
            return Optional.empty();
        } catch (EndedException ended) {
            return Optional.of(ended.ending());
        }
    }
}
