package io.micromirror.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * All files that were asked for, by path: what each sent, how large it is, on which days it was asked for. In segments, so
 * that several threads seldom wait for each other and growing takes a little room at a time. With a bound it keeps the
 * heaviest only, and {@link #error} says by how much their bytes may be told too low.
 */
final class FileTable {
    private static final int SEGMENTS = 256;

    private final FileSegment[] segments = new FileSegment[SEGMENTS];

    /** @param most how many files to keep, for ever exact if {@link Integer#MAX_VALUE} */
    FileTable(int most) {
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = new FileSegment(most == Integer.MAX_VALUE ? most : Math.max(8, most / SEGMENTS));
        }
    }

    /** One hit, and what the table answers to it; a cursor of one thread. */
    static final class Hit {
        long hash;
        byte[] text;
        int from;
        int to;
        int day;
        long bytes;
        /** A number of {@link Keys}, from the table or from who admits the file. */
        int key;
        /** Whether this file was not asked for before on that day. */
        boolean firstToday;
        /** By how much the file's size is now known to be more. */
        long growth;
        /** As far as it is known. */
        long size;
    }

    /** A file as it is told of in the end. */
    record Entry(String path, int key, long requests, long bytes, long size) {}

    /** Takes what is known of each file, without its path, which costs more than all of the rest. */
    interface Visitor {
        void file(int key, long bytes, long size);
    }

    /** Reads where a file of that hash would be, so that it is near when it is asked for. Means nothing, waits for nobody. */
    long peek(long hash) {
        return segment(hash).peek(hash);
    }

    /** Finds the file's key, if it is in the table; the other answers too, but only then. */
    boolean add(Hit hit) {
        FileSegment segment = segment(hit.hash);
        synchronized (segment) {
            return segment.add(hit);
        }
    }

    /** Takes in a file that {@link #add} did not know; {@code hit.key} is set. */
    void admit(Hit hit) {
        FileSegment segment = segment(hit.hash);
        synchronized (segment) {
            if (!segment.add(hit)) {
                segment.admit(hit);
            }
        }
    }

    private FileSegment segment(long hash) {
        return segments[(int) (hash >>> 56)];
    }

    void forEach(Visitor visitor) {
        for (FileSegment segment : segments) {
            synchronized (segment) {
                segment.forEach(visitor);
            }
        }
    }

    /** Those with the most bytes, the heaviest first; of the same bytes the first by name, whoever counted them when. */
    List<Entry> heaviest(int most) {
        Comparator<Entry> heaviestFirst =
                Comparator.comparingLong(Entry::bytes).reversed().thenComparing(Entry::path);
        PriorityQueue<Entry> heaviest = new PriorityQueue<>(heaviestFirst.reversed());
        for (FileSegment segment : segments) {
            synchronized (segment) {
                segment.offer(heaviest, most);
            }
        }
        return heaviest.stream().sorted(heaviestFirst).toList();
    }

    long size() {
        long size = 0;
        for (FileSegment segment : segments) {
            synchronized (segment) {
                size += segment.size();
            }
        }
        return size;
    }

    /** The most bytes that any file's count may lack; 0 while all are kept. */
    long error() {
        long error = 0;
        for (FileSegment segment : segments) {
            synchronized (segment) {
                error = Math.max(error, segment.error());
            }
        }
        return error;
    }
}
