package io.micromirror.traffic;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A month of the calendar (UTC), as a host is billed for it.
 *
 * @param month such as 2026-10
 * @param since when it begins, or when counting began in it
 * @param until when it ended, or up to when was counted
 * @param bytes sent, without headers
 * @param rate95 see {@link Month}
 * @param projects of these bytes, those of each; {@value Key#NONE} for what is no project's
 */
public record CalendarMonth(
        String month, Instant since, Instant until, long bytes, long rate95, Map<String, Long> projects) {
    public CalendarMonth {
        projects = projects == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(projects));
    }
}
