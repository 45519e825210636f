package io.micromirror.sync;

/**
 * How much may go at once. Debian's and openSUSE's own mirrors stop at 40,000 files; the share protects small trees from
 * an upstream whose disk is not mounted. Where other files came instead, as after a week without a sync, nothing is lost.
 *
 * @param share of all files, from 0 to 1
 */
public record MaxDelete(long count, double share) {
    static final MaxDelete DEFAULT = new MaxDelete(40_000, 0.25);

    /** So few may always go: in a small tree they are a large share. */
    private static final long FEW = 20;

    public MaxDelete {
        if (count < 0 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the plan's maxDelete must have a count of at least 0 and a share from 0 to 1");
        }
    }

    /**
     * @param gone files that the upstream dropped
     * @param of so many that were there
     * @param shrunk by how many files the upstream has fewer than when all was well
     */
    boolean forbids(long gone, long of, long shrunk) {
        return gone > count || (gone > FEW && Math.min(gone, shrunk) > share * of);
    }
}
