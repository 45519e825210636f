package io.micromirror.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes that grow by links of one size: a long array is moved whenever it grows, and only a full collection frees it. */
final class ByteChain {
    private static final int LINK = 4096;

    /** Of the longest number, with its sign. */
    private static final int DIGITS = 20;

    private final List<byte[]> links = new ArrayList<>();
    private final byte[] digits = new byte[DIGITS];
    private int used = LINK;

    boolean isEmpty() {
        return links.isEmpty();
    }

    void add(byte[] bytes) {
        add(bytes, 0);
    }

    private void add(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; ) {
            byte[] link = link();
            int length = Math.min(bytes.length - at, LINK - used);
            System.arraycopy(bytes, at, link, used, length);
            used += length;
            at += length;
        }
    }

    /** The last link, with room for a byte. */
    private byte[] link() {
        if (used == LINK) {
            links.add(new byte[LINK]);
            used = 0;
        }
        return links.getLast();
    }

    /** A number in decimal digits. */
    void add(long number) {
        int at = DIGITS;
        // Of a negative one the digits are negative: the smallest has no positive counterpart.
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + Math.abs((int) (rest % 10)));
            rest /= 10;
        } while (rest != 0);
        if (number < 0) {
            digits[--at] = '-';
        }
        add(digits, at);
    }

    void writeTo(OutputStream to) throws IOException {
        for (int i = 0; i < links.size(); i++) {
            to.write(links.get(i), 0, i == links.size() - 1 ? used : LINK);
        }
    }
}
