package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * An open-addressing table of files. An entry is {@value #STRIDE} longs in a row, so that a hit touches one or two lines
 * of the cache; the paths lie behind each other in one array. Files are told apart by a hash of 64 bits: among 2 million
 * there is a pair alike with a probability of 1 in 9 million. Not for several threads.
 *
 * <p>With a bound it is a Misra-Gries summary: when it is full, the median of all bytes is taken off each, and who has none
 * left goes. So every file above the sum of what was taken off ({@link #error}) is there, and none has too much.
 */
final class FileSegment {
    /** Hash; bytes; size; days asked for, bit n for n days before the last; last day and requests; name and key. */
    private static final int STRIDE = 6;

    private static final int BYTES = 1;
    private static final int SIZE = 2;
    private static final int DAYS = 3;
    private static final int LAST = 4;
    private static final int NAME = 5;

    private static final int KEY_BITS = 20;
    private static final int LENGTH_BITS = 13;
    private static final int PLACE_AT = KEY_BITS + LENGTH_BITS;
    private static final long KEY_MASK = (1L << KEY_BITS) - 1;
    private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;
    private static final int FULL_TENTHS = 8;

    private final int most;
    private int slots = 64;
    private long[] entries = new long[slots * STRIDE];
    private int count;
    private byte[] names = new byte[256];
    private int named;
    private long error;

    FileSegment(int most) {
        this.most = most;
    }

    int size() {
        return count;
    }

    long error() {
        return error;
    }

    /** Both ends of the entry, which may lie in two lines of the cache. Any thread may ask, so what it reads may be old. */
    long peek(long hash) {
        long[] table = entries;
        int at = place(hash, table.length / STRIDE);
        return table[at] ^ table[at + NAME];
    }

    boolean add(FileTable.Hit hit) {
        int at = slot(hit.hash);
        if (entries[at] == 0) {
            return false;
        }
        update(at, hit);
        return true;
    }

    void admit(FileTable.Hit hit) {
        if (count >= most) {
            purge();
        }
        if ((count + 1) * 10 > slots * FULL_TENTHS) {
            rehash(slots + slots / 2);
        }
        int at = slot(hit.hash);
        entries[at] = nonZero(hit.hash);
        int length = hit.to - hit.from;
        entries[at + NAME] = name(length, hit.key);
        keepName(hit.text, hit.from, length);
        count++;
        update(at, hit);
    }

    private void update(int at, FileTable.Hit hit) {
        entries[at + BYTES] += hit.bytes;
        long size = entries[at + SIZE];
        hit.growth = Math.max(0, hit.bytes - size);
        hit.size = size + hit.growth;
        entries[at + SIZE] = hit.size;
        hit.key = key(entries[at + NAME]);
        seen(at, hit);
    }

    /** Days may come out of order, for as many as a long has bits. */
    private void seen(int at, FileTable.Hit hit) {
        int last = (int) (entries[at + LAST] >>> 32);
        long days = entries[at + DAYS];
        long ahead = (long) hit.day - last;
        long bit = ahead > 0 ? 1 : -ahead < Long.SIZE ? 1L << -ahead : 0;
        if (ahead > 0) {
            days = ahead < Long.SIZE ? days << ahead : 0;
            last = hit.day;
        }
        hit.firstToday = (days & bit) != bit;
        entries[at + DAYS] = days | bit;
        entries[at + LAST] = (long) last << 32 | (entries[at + LAST] & 0xFFFF_FFFFL) + 1;
    }

    private int slot(long hash) {
        long wanted = nonZero(hash);
        int at = place(hash, slots);
        while (entries[at] != wanted && entries[at] != 0) {
            at += STRIDE;
            if (at == entries.length) {
                at = 0;
            }
        }
        return at;
    }

    /** Where the search for a hash begins. */
    private static int place(long hash, int slots) {
        return (int) (((hash & 0xFFFF_FFFFL) * slots) >>> 32) * STRIDE;
    }

    private static long nonZero(long hash) {
        return hash == 0 ? 1 : hash;
    }

    private void keepName(byte[] text, int from, int length) {
        if (named + length > names.length) {
            names = Arrays.copyOf(names, Math.max(named + length, names.length + names.length / 2));
        }
        System.arraycopy(text, from, names, named, length);
        named += length;
    }

    /** Puts everything into a table of that many slots. */
    private void rehash(int newSlots) {
        long[] old = entries;
        slots = newSlots;
        entries = new long[slots * STRIDE];
        for (int from = 0; from < old.length; from += STRIDE) {
            if (old[from] != 0) {
                System.arraycopy(old, from, entries, slot(old[from]), STRIDE);
            }
        }
    }

    /** Forgets the paths of files that are no more. */
    private void compactNames() {
        byte[] old = names;
        names = new byte[old.length];
        named = 0;
        for (int at = 0; at < entries.length; at += STRIDE) {
            if (entries[at] != 0) {
                long name = entries[at + NAME];
                entries[at + NAME] = name(length(name), key(name));
                keepName(old, place(name), length(name));
            }
        }
    }

    private void purge() {
        long[] bytes = new long[count];
        int filled = 0;
        for (int at = 0; at < entries.length; at += STRIDE) {
            if (entries[at] != 0) {
                bytes[filled++] = entries[at + BYTES];
            }
        }
        Arrays.sort(bytes);
        // At least one byte, or a table of empty answers would never get room.
        long off = Math.max(1, bytes[count / 2]);
        error += off;
        for (int at = 0; at < entries.length; at += STRIDE) {
            if (entries[at] != 0) {
                entries[at + BYTES] -= off;
                if (entries[at + BYTES] <= 0) {
                    entries[at] = 0;
                    count--;
                }
            }
        }
        rehash(slots);
        compactNames();
    }

    void forEach(FileTable.Visitor visitor) {
        for (int at = 0; at < entries.length; at += STRIDE) {
            if (entries[at] != 0) {
                visitor.file(key(entries[at + NAME]), entries[at + BYTES], entries[at + SIZE]);
            }
        }
    }

    /** Adds what is before the last of the queue, which holds so many: by bytes, and of the same bytes by name. */
    void offer(PriorityQueue<FileTable.Entry> heaviest, int most) {
        for (int at = 0; at < entries.length; at += STRIDE) {
            boolean room = heaviest.size() < most;
            if (entries[at] != 0
                    && (room || entries[at + BYTES] >= heaviest.element().bytes())) {
                heaviest.add(entry(at));
                if (!room) {
                    heaviest.remove();
                }
            }
        }
    }

    private FileTable.Entry entry(int at) {
        long name = entries[at + NAME];
        return new FileTable.Entry(
                new String(names, place(name), length(name), StandardCharsets.UTF_8),
                key(name),
                entries[at + LAST] & 0xFFFF_FFFFL,
                entries[at + BYTES],
                entries[at + SIZE]);
    }

    /** The name that is kept next. */
    private long name(int length, int key) {
        return ((long) named << PLACE_AT) | ((long) length << KEY_BITS) | key;
    }

    private static int key(long name) {
        return (int) (name & KEY_MASK);
    }

    private static int length(long name) {
        return (int) ((name >>> KEY_BITS) & LENGTH_MASK);
    }

    private static int place(long name) {
        return (int) (name >>> PLACE_AT);
    }
}
