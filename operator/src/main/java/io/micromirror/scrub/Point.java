package io.micromirror.scrub;

import java.util.Comparator;

/**
 * A file's place in the order in which a scrub goes through a tree: by a hash of its last name. So any part of the order is
 * a fair sample of the tree, today's and tomorrow's, and a link lies beside what it leads to where both are called alike,
 * as in Arch's pool.
 */
record Point(long hash, String path) implements Comparable<Point> {
    /** All hashes are less. */
    static final long END = 1L << 32;

    static final Point START = new Point(0, "");

    private static final Comparator<Point> ORDER =
            Comparator.comparingLong(Point::hash).thenComparing(Point::path);

    static Point of(String path) {
        int mixed = path.substring(path.lastIndexOf('/') + 1).hashCode();
        // The finalizer of MurmurHash3: names that differ in a digit must not lie side by side.
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return new Point(Integer.toUnsignedLong(mixed ^ (mixed >>> 16)), path);
    }

    /** The least one behind it. */
    Point next() {
        return new Point(hash, path + "\0");
    }

    @Override
    public int compareTo(Point other) {
        return ORDER.compare(this, other);
    }
}
