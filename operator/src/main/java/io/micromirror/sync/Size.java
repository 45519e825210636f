package io.micromirror.sync;

/**
 * How big a tree is, as the lists that a run reads anyway tell: nothing is walked for it. What waits for deletion is left
 * out.
 *
 * @param logical bytes of all files
 * @param allocated bytes on the disk: with half a block of 4 KiB lost behind each file's end, as on average; hard links
 *     count as often as they have names
 * @param files regular files
 */
public record Size(long logical, long allocated, long files) {
    static final Size NOTHING = new Size(0, 0, 0);

    private static final long HALF_A_BLOCK = 2048;

    static Size of(long logical, long files) {
        return new Size(logical, logical + HALF_A_BLOCK * files, files);
    }

    /** The logical size for a person, such as 1.2 TB. */
    public String words() {
        return words(logical);
    }

    /** So many bytes for a person. */
    public static String words(long bytes) {
        return Progress.size(bytes);
    }

    Size plus(Size other) {
        return new Size(logical + other.logical, allocated + other.allocated, files + other.files);
    }
}
