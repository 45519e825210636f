package io.micromirror.node;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When an upstream opens a release, as somebody announced by an annotation: {@code micromirror.io/release-day.PROJECT}. The
 * value is a time and the file that opens then. Long before and long after it means nothing, so nobody need come back and
 * take it away. What cannot be read means nothing either.
 *
 * @param file of the project's tree, relative to it
 */
record ReleaseDay(Instant at, String file) {
    private static final String ANNOTATION = "micromirror.io/release-day.";

    /** Some open a little early. */
    private static final Duration BEFORE = Duration.ofMinutes(10);

    /** Releases slip by hours; one that slips by a day is announced anew. */
    private static final Duration AFTER = Duration.ofHours(12);

    /** It becomes a line for rsync and a part of URLs. */
    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._+~-]*(/[A-Za-z0-9._][A-Za-z0-9._+~-]*)*");

    static String annotation(String project) {
        return ANNOTATION + project;
    }

    static Optional<ReleaseDay> parse(String value) {
        String[] words = value.strip().split(" +", 3);
        if (words.length != 2
                || words[1].contains("..")
                || !FILE.matcher(words[1]).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReleaseDay(Instant.parse(words[0]), words[1]));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** All that were announced, by project. */
    static Map<String, ReleaseDay> of(Map<String, String> annotations) {
        Map<String, ReleaseDay> days = new TreeMap<>();
        annotations.forEach((name, value) -> {
            if (name.startsWith(ANNOTATION)) {
                parse(value).ifPresent(day -> days.put(name.substring(ANNOTATION.length()), day));
            }
        });
        return days;
    }

    /** When the first of these begins or ends by time alone. */
    static Optional<Instant> next(Map<String, ReleaseDay> days, Instant now) {
        return days.values().stream()
                .flatMap(day -> Stream.of(day.from(), day.until()))
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    String value() {
        return at + " " + file;
    }

    Instant from() {
        return at.minus(BEFORE);
    }

    Instant until() {
        return at.plus(AFTER);
    }

    /** Whether this is the time to look. */
    boolean isNear(Instant now) {
        return !now.isBefore(from()) && now.isBefore(until());
    }
}
