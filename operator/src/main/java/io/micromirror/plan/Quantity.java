package io.micromirror.plan;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and rates as people write them: {@code 2TB}, {@code 500 GiB}, {@code 1Gbit/s}. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile("\\s*([\\d.]+)\\s*([kMGTP]i?)?(?:B|bit/s|B/day)?\\s*");
    private static final Map<String, Long> UNITS = Map.of(
            "k",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L,
            "P",
            1_000_000_000_000_000L,
            "ki",
            1L << 10,
            "Mi",
            1L << 20,
            "Gi",
            1L << 30,
            "Ti",
            1L << 40,
            "Pi",
            1L << 50);

    private Quantity() {}

    static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size; such as 2TB, 500GiB or 1Gbit/s is one");
        }
        long unit = form.group(2) == null ? 1 : UNITS.get(form.group(2));
        return new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    }
}
