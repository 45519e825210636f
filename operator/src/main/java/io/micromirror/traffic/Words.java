package io.micromirror.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Text eight bytes at a time. An array that is read so has {@link #PADDING} bytes behind its text, and their values do
 * not matter.
 */
final class Words {
    static final int PADDING = Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long MIX_1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIX_2 = 0xD6E8_FEB8_6659_FD93L;

    private Words() {}

    static long at(byte[] text, int from) {
        return (long) LONG.get(text, from);
    }

    /** Eight times the same byte, for {@link #equal}. */
    static long all(char letter) {
        return ONES * letter;
    }

    /**
     * The high bit of each byte that equals those of {@code letters}; right for the lowest of them, and there is none
     * only if none equals. A byte above a hit may be marked although it differs in its lowest bit.
     */
    static long equal(long word, long letters) {
        long difference = word ^ letters;
        return (difference - ONES) & ~difference & HIGHS;
    }

    /** Where a letter stands first; {@code to} where it does not. */
    static int find(byte[] text, int from, int to, long letters) {
        for (int at = from; at < to; at += Long.BYTES) {
            long hits = equal(at(text, at), letters);
            if (hits != 0) {
                return Math.min(to, at + first(hits));
            }
        }
        return to;
    }

    /** The index of the first byte that {@link #equal} marked. */
    static int first(long hits) {
        return Long.numberOfTrailingZeros(hits) >>> 3;
    }

    /** A hash of 64 bits that spreads well in all of them. */
    static long hash(byte[] text, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ at(text, at));
        }
        if (at < to) {
            long rest = at(text, at) & (-1L >>> (Long.SIZE - (to - at) * Byte.SIZE));
            hash = mix(hash ^ rest);
        }
        return mix(hash ^ MIX_2);
    }

    private static long mix(long value) {
        long mixed = value * MIX_1;
        return mixed ^ Math.unsignedMultiplyHigh(value ^ MIX_2, MIX_1);
    }
}
