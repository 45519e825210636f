package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What a walk will need, for one attempt; where no list of files tells: of a tree that is not here yet, what the catalogue says of its size;
 * else what the last update brought. An update may well be smaller than the one before, so each run that is not begun for
 * its sake halves that.
 */
final class Estimate {
    /** A file on the storage: bytes that the last update brought. */
    static final String NAME = "growth";

    private static final String NUMBER = "[0-9]{1,18}";

    private final SyncPlan plan;
    private final Place place;
    private final Path file;
    private long growth = -1;

    Estimate(SyncPlan plan, Place place) {
        this.plan = plan;
        this.place = place;
        this.file = place.work().resolve(NAME);
    }

    /** Ends a run that cannot fit before it begins. */
    void demand(Fetch fetch) throws IOException {
        if (isFirst()) {
            if (plan.size() != null && !fetch.fits(plan.size())) {
                fetch.demand(
                        "The tree of %s takes, by spec.size of MirrorProject %s,"
                                .formatted(fetch.url(), plan.project()),
                        plan.size() - bytes(place.live()));
            }
            return;
        }
        if (growth < 0) {
            growth = last();
        }
        // Where there is no room at all, what waits for deletion makes some first.
        if (fetch.fits(1) && !fetch.fits(growth - waiting())) {
            AtomicFile.write(file, Long.toString(growth / 2));
            fetch.demand("What is new at %s takes, if it is as much as last time,".formatted(fetch.url()), growth);
        }
    }

    /** Takes note of what an update brought. */
    void keep(long bytes) throws IOException {
        if (!isFirst()) {
            AtomicFile.write(file, Long.toString(bytes));
        }
    }

    private boolean isFirst() {
        return place.isUnseen();
    }

    private long last() throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.matches(NUMBER) ? Long.parseLong(text) : 0;
    }

    /** What a run that is short of room deletes first. */
    private long waiting() throws IOException {
        long bytes = 0;
        for (String name : Removal.waiting(place)) {
            Path path = place.live().resolve(name);
            if (Files.isRegularFile(path)) {
                bytes += Files.size(path);
            }
        }
        return bytes;
    }

    /** What earlier runs brought of it. */
    private static long bytes(Path tree) throws IOException {
        long[] sum = {0};
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }
}
