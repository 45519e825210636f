package io.micromirror.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a mirror sent in a calendar month, by its own word.
 *
 * @param since when the month begins, or when counting began in it
 * @param until when it ended, or up to when was counted
 * @param rate95 bytes a second, the 95th percentile of the averages of five minutes
 * @param shares of each project, the largest first
 */
record MonthSent(Instant since, Instant until, long bytes, long rate95, List<Share> shares) {
    private static final int MOST = 100;

    MonthSent {
        shares = List.copyOf(shares);
    }

    /** A project's bytes; its name is {@code -} for what is no project's. */
    record Share(String project, long bytes) {}

    /** Nothing where the mirror does not tell of that month, or in words of another version. */
    static Optional<MonthSent> of(JsonNode status, YearMonth month) {
        for (JsonNode each : status.at("/traffic/months")) {
            if (each.path("month").asText().equals(month.toString())) {
                return of(each);
            }
        }
        return Optional.empty();
    }

    private static Optional<MonthSent> of(JsonNode told) {
        Instant since = Plain.time(told.path("since"));
        Instant until = Plain.time(told.path("until"));
        if (since == null || until == null || !since.isBefore(until) || bytes(told.path("bytes")) < 0) {
            return Optional.empty();
        }
        List<Share> shares = new ArrayList<>();
        told.path("projects").properties().forEach(project -> {
            String name = Plain.words(project.getKey());
            if (name != null && bytes(project.getValue()) > 0) {
                shares.add(new Share(name, bytes(project.getValue())));
            }
        });
        shares.sort(Comparator.comparingLong(Share::bytes).reversed().thenComparing(Share::project));
        return Optional.of(new MonthSent(
                since,
                until,
                bytes(told.path("bytes")),
                Math.max(0, bytes(told.path("rate95"))),
                shares.subList(0, Math.min(MOST, shares.size()))));
    }

    /** Where it is no amount, less than nothing. */
    private static long bytes(JsonNode number) {
        return number.canConvertToLong() ? number.longValue() : -1;
    }

    /** Bytes a second. */
    long average() {
        return bytes / Math.max(1, Duration.between(since, until).toSeconds());
    }
}
