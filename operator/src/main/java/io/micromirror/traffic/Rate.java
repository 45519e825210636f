package io.micromirror.traffic;

/** Bytes a second as networks say it, in bits. */
public final class Rate {
    private Rate() {}

    /** Such as 412 Mbit/s. */
    public static String words(long bytes) {
        double bits = bytes * 8.0;
        return bits >= 1e9
                ? "%.1f Gbit/s".formatted(bits / 1e9)
                : bits >= 1e6 ? "%.0f Mbit/s".formatted(bits / 1e6) : "%.0f kbit/s".formatted(bits / 1e3);
    }
}
