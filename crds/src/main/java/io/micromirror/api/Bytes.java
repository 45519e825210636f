package io.micromirror.api;

import java.math.BigDecimal;
import java.util.List;

/** A number of bytes as a quantity of Kubernetes: {@code 500M} in powers of 1000, {@code 25Mi} in powers of 1024. */
public final class Bytes {
    static final String REGEX = "^[0-9]{1,6}([.][0-9]{1,3})?([kMGTP]|[KMGTP]i)?$";
    static final String RULE = "must be a number of bytes such as 500M (powers of 1000) or 20Gi (powers of 1024)";
    static final String RATE_RULE =
            "must be a number of bytes a second such as 25Mi (powers of 1024) or 100M (of 1000)";

    private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T", "P");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi");

    private Bytes() {}

    /**
     * The number.
     *
     * @throws IllegalArgumentException with a sentence, when it is none
     */
    public static long of(String quantity) {
        if (!quantity.matches(REGEX)) {
            throw new IllegalArgumentException("'" + quantity + "' is no number of bytes: it " + RULE);
        }
        String unit = quantity.replaceAll("[0-9.]", "");
        int power = Math.max(DECIMAL.indexOf(unit), BINARY.indexOf(unit));
        return new BigDecimal(quantity.substring(0, quantity.length() - unit.length()))
                .multiply(
                        BigDecimal.valueOf(BINARY.contains(unit) ? 1024 : 1000).pow(power))
                .longValue();
    }
}
