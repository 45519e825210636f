package io.micromirror.filelist;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are used again and again. */
final class Bytes {
    private byte[] array = new byte[256];
    private int length;

    void clear() {
        length = 0;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void append(byte[] from, int at, int count) {
        if (length + count > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
        System.arraycopy(from, at, array, length, count);
        length += count;
    }

    void append(Bytes other) {
        append(other.array, 0, other.length);
    }

    int compare(Bytes other) {
        return Arrays.compareUnsigned(array, 0, length, other.array, 0, other.length);
    }

    boolean same(Bytes other) {
        return Arrays.equals(array, 0, length, other.array, 0, other.length);
    }

    /** Whether the last line begins with this letter. */
    boolean isLastLineOf(char letter) {
        int start = length;
        while (start > 0 && array[start - 1] != '\n') {
            start--;
        }
        return start < length && array[start] == letter;
    }

    String text() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }
}
