package io.micromirror.scrub;

import io.micromirror.proof.Checksum;
import io.micromirror.proof.Mention;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The first files behind a point that indexes name with a checksum, in their order: as many as fit in memory, however many
 * there are and in whatever order they are told.
 */
final class Batch implements Mention {
    private final Point from;
    private final int most;
    private final TreeMap<Point, Sum> files = new TreeMap<>();
    private Point end;
    private boolean last = true;

    /** @param until the hash at which the slice ends */
    Batch(Point from, long until, int most) {
        this.from = from;
        this.most = most;
        this.end = new Point(until, "");
    }

    @Override
    public void file(String name, long size, Optional<Checksum> checksum) {
        if (checksum.isEmpty()) {
            return;
        }
        Point point = Point.of(name);
        if (point.compareTo(from) >= 0 && point.compareTo(end) < 0) {
            files.merge(point, new Sum(size, checksum.get()), Sum::or);
            if (files.size() > most) {
                end = files.pollLastEntry().getKey();
                last = false;
            }
        }
    }

    SortedMap<Point, Sum> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Where the next one begins. */
    Point end() {
        return end;
    }

    /** Whether there is nothing more in the slice. */
    boolean isLast() {
        return last;
    }
}
