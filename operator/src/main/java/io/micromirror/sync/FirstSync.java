package io.micromirror.sync;

import com.fasterxml.jackson.core.JacksonException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the first sync of a project is, over all its runs. Rough and now and then: it goes into the API.
 *
 * @param since when the first of these runs began
 * @param bytes of content that came, those of earlier runs included
 * @param percent of the whole; null: not known while the upstream still lists its files
 * @param bytesPerSecond of late
 * @param left seconds that the rest will take at this rate; null: not known
 */
public record FirstSync(String project, Instant since, long bytes, Integer percent, long bytesPerSecond, Long left) {
    private static final Duration LONG = Duration.ofHours(2);

    static Optional<FirstSync> parse(String json) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(json, FirstSync.class))
                    .filter(one -> one.project != null);
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    String toJson() {
        return Json.write(this);
    }

    /** Such as {@code 12 %, 3.4 GB so far, 10.5 MB/s, about 40 minutes left}. */
    public String words() {
        StringBuilder words = new StringBuilder();
        if (percent != null) {
            words.append(percent).append(" %, ");
        }
        words.append(Progress.size(bytes)).append(" so far");
        if (bytesPerSecond > 0) {
            words.append(", ").append(Progress.size(bytesPerSecond)).append("/s");
        }
        if (left != null) {
            words.append(", about ").append(span(Duration.ofSeconds(left))).append(" left");
        }
        return words.toString();
    }

    private static String span(Duration left) {
        return left.compareTo(LONG) < 0
                ? Math.max(1, left.toMinutes()) + " minutes"
                : left.toHours() < 72 ? left.toHours() + " hours" : left.toDays() + " days";
    }
}
