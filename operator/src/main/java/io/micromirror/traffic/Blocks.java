package io.micromirror.traffic;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream as blocks of whole lines, for several threads to take in turn. A line that is longer than a block is left out
 * and counted; so is a last one without an end, unless that is its end.
 */
final class Blocks {
    static final int SIZE = 1 << 20;

    private final InputStream input;
    private byte[] carry = new byte[SIZE];
    private int carried;
    private boolean ended;
    private boolean skipping;
    private long overlong;

    Blocks(InputStream input) {
        this.input = input;
    }

    /** An array that {@link #next} can fill. */
    static byte[] block() {
        return new byte[SIZE + Words.PADDING];
    }

    /** Fills a block and says how much of it is lines; -1 at the end. */
    synchronized int next(byte[] block) throws IOException {
        while (!ended) {
            System.arraycopy(carry, 0, block, 0, carried);
            int read = input.readNBytes(block, carried, SIZE - carried);
            int filled = carried + read;
            carried = 0;
            ended = filled < SIZE;
            int lines = ended ? filled : lastLine(block, filled);
            int from = skipping ? skip(block, lines) : 0;
            if (lines > from) {
                carried = filled - lines;
                System.arraycopy(block, lines, carry, 0, carried);
                skipping = false;
                if (from > 0) {
                    System.arraycopy(block, from, block, 0, lines - from);
                }
                return lines - from;
            }
            if (!ended && !skipping) {
                skipping = true;
                overlong++;
            }
        }
        return -1;
    }

    /** Lines that did not fit. */
    synchronized long overlong() {
        return overlong;
    }

    private static int lastLine(byte[] block, int filled) {
        int end = filled;
        while (end > 0 && block[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static int skip(byte[] block, int lines) {
        for (int i = 0; i < lines; i++) {
            if (block[i] == '\n') {
                return i + 1;
            }
        }
        return lines;
    }
}
