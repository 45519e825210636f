package io.micromirror.node;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Until when people want no sync, by annotations: {@code micromirror.io/pause} of a whole mirror and {@code
 * micromirror.io/pause.PROJECT} of one project. The value is a time; afterwards it means nothing, so nobody need come back
 * and take it away. What cannot be read means nothing either.
 *
 * @param by annotation
 */
record Pauses(Map<String, Instant> by) {
    private static final String ANNOTATION = "micromirror.io/pause";

    static Pauses of(Map<String, String> annotations) {
        Map<String, Instant> times = new TreeMap<>();
        annotations.forEach((name, value) -> {
            if (name.equals(ANNOTATION) || name.startsWith(ANNOTATION + ".")) {
                time(value).ifPresent(then -> times.put(name, then));
            }
        });
        return new Pauses(times);
    }

    /** The annotation of a project, or of a whole mirror where there is none. */
    static String annotation(Optional<String> project) {
        return ANNOTATION + project.map(name -> "." + name).orElse("");
    }

    /** Those in force at a moment. */
    Pauses at(Instant now) {
        Map<String, Instant> left = new TreeMap<>(by);
        left.values().removeIf(then -> !then.isAfter(now));
        return new Pauses(left);
    }

    /** Until when a project is not synced. */
    Optional<Instant> until(String project) {
        return by.entrySet().stream()
                .filter(each ->
                        each.getKey().equals(ANNOTATION) || each.getKey().equals(ANNOTATION + "." + project))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder());
    }

    /** Of these projects, those that are not synced, and until when. */
    Map<String, Instant> of(List<String> projects) {
        Map<String, Instant> times = new TreeMap<>();
        projects.forEach(each -> until(each).ifPresent(then -> times.put(each, then)));
        return times;
    }

    /** When the next one ends. */
    Optional<Instant> next() {
        return by.values().stream().min(Comparator.naturalOrder());
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(Instant.parse(value.strip()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
