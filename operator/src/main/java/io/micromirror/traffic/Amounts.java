package io.micromirror.traffic;

import java.util.Locale;

/** Numbers as people read them, with powers of 1000 as disks and networks are sold. */
public final class Amounts {
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};
    private static final int THOUSAND = 1000;

    private Amounts() {}

    /** Such as {@code 1.25 TB}. */
    public static String bytes(long bytes) {
        return scaled(bytes) + "B";
    }

    static String bits(long perSecond) {
        return scaled(perSecond) + "bit/s";
    }

    static String count(long number) {
        return scaled(number).strip();
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String scaled(long number) {
        double value = number;
        int unit = 0;
        while (Math.abs(value) >= THOUSAND && unit < UNITS.length - 1) {
            value /= THOUSAND;
            unit++;
        }
        String digits = unit == 0 || Math.abs(value) >= 100 ? "%.0f %s" : Math.abs(value) >= 10 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, digits, value, UNITS[unit]);
    }
}
