package io.micromirror.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Release file says of its age.
 *
 * @param validUntil when apt begins to refuse it; null where it says nothing
 */
record AptRelease(Instant date, Instant validUntil) {
    static Optional<AptRelease> parse(String text) {
        return field(text, "Date")
                .map(date -> new AptRelease(date, field(text, "Valid-Until").orElse(null)));
    }

    private static Optional<Instant> field(String text, String name) {
        Matcher matcher =
                Pattern.compile("(?m)^" + name + ":\\s*(.{1,60}?)\\s*$").matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        // RFC 1123's, but that archives write UTC for GMT.
        String date = matcher.group(1).replaceAll("\\s+", " ").replaceFirst(" (UTC|Z)$", " GMT");
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
