package io.micromirror.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The free space of the storage: what a run writes never takes the reserve. */
final class Room {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Disk disk;
    private final Path storage;
    private final long reserve;
    private final Clock clock;
    private Instant looked = Instant.EPOCH;
    private boolean gone;

    Room(Disk disk, Path storage, long reserve, Clock clock) {
        this.disk = disk;
        this.storage = storage;
        this.reserve = reserve;
        this.clock = clock;
    }

    /** Ends an rsync that came to the reserve. Looks now and then, however often it is asked. */
    synchronized void watch(RsyncProcess rsync) {
        Instant now = clock.instant();
        if (!gone && Duration.between(looked, now).compareTo(PAUSE) >= 0) {
            looked = now;
            gone = free() < reserve;
            if (gone) {
                rsync.end();
            }
        }
    }

    /** Ends the run when there is no room for it. */
    synchronized void demand(String url) {
        if (gone || free() < reserve) {
            gone = false;
            throw new EndedException(new Ending(
                    Outcome.NO_SPACE,
                    "The storage has %s left, and %s are kept free: syncing from %s stopped; make room, then the next run goes on from there."
                            .formatted(Progress.size(free()), Progress.size(reserve), url)));
        }
    }

    /** Whether so much may come. */
    boolean fits(long bytes) {
        return bytes <= 0 || bytes <= free() - reserve;
    }

    /**
     * Does not begin what cannot fit.
     *
     * @param what the beginning of a sentence that goes on with the bytes
     */
    synchronized void demand(String what, long bytes) {
        long lacking = bytes - (free() - reserve);
        if (bytes > 0 && lacking > 0) {
            throw new EndedException(new Ending(
                    Outcome.NO_SPACE,
                    "%s %s, %s more than there is room for: the storage has %s left, of which %s are kept free; make room, or carry less."
                            .formatted(
                                    what,
                                    Progress.size(bytes),
                                    Progress.size(lacking),
                                    Progress.size(free()),
                                    Progress.size(reserve))));
        }
    }

    private long free() {
        try {
            return disk.free(storage);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}
