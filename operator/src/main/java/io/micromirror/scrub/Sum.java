package io.micromirror.scrub;

import io.micromirror.proof.Checksum;

/**
 * What indexes say that a file holds.
 *
 * @param size negative: they do not say it
 * @param other where two of them say different things of one file, either will do; null: they do not
 */
record Sum(long size, Checksum checksum, Sum other) {
    /** Nobody has so many different words for one file who does not mean to tie us up. */
    private static final int MOST = 4;

    Sum(long size, Checksum checksum) {
        this(size, checksum, null);
    }

    /** With the word of another index; the stronger kind of checksum stands. */
    Sum or(Sum more) {
        int stronger = more.checksum.kind().compareTo(checksum.kind());
        if (stronger > 0) {
            return more;
        }
        if (stronger < 0 || more.checksum.equals(checksum) || count() == MOST) {
            return this;
        }
        return new Sum(size, checksum, other == null ? more : other.or(more));
    }

    boolean allows(long bytes) {
        return size < 0 || size == bytes || (other != null && other.allows(bytes));
    }

    boolean is(Checksum found) {
        return checksum.equals(found) || (other != null && other.is(found));
    }

    private int count() {
        return other == null ? 1 : 1 + other.count();
    }
}
